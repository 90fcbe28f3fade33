"""What text is accepted, and which language of a text is shown."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ecosystem.text import clean_text, in_language, validate_text


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\x7f", "\ud800", "\uffff", "\u2028"])
def test_hidden_characters_are_refused_with_their_number(character: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_text(f"Eau{character}pour Tous")

    assert f"U+{ord(character):04X}" in refusal.value.messages[0]


@pytest.mark.parametrize(
    "text", ["two\nlines", "a\ttab", "مياه المدينة", "Straßen- und Grünflächenamt", "水"]
)
def test_ordinary_text_of_any_script_is_accepted(text: str) -> None:
    assert clean_text(text) == text


def test_text_is_composed_and_its_lines_end_alike() -> None:
    assert clean_text("E\u0301cole\r\nrue\rquai") == "\u00c9cole\nrue\nquai"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    try:
        once = clean_text(text)
    except ValidationError:
        return
    assert clean_text(once) == once


def test_the_active_language_is_shown() -> None:
    with translation.override("fr"):
        assert in_language({"en": "water", "fr": "eau"}) == "eau"


def test_english_stands_in_for_a_missing_language() -> None:
    assert in_language({"en": "water", "fr": ""}, "fr") == "water"


def test_any_language_is_better_than_none() -> None:
    assert in_language({"pt": "água"}, "ar") == "água"
    assert in_language({}, "ar") == ""
