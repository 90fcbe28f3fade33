"""Text and marks can be read on every surface, in light and in dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

import pytest

from ecosystem.maps.palette import family_colour, ink_on, palette

TEXT, MARKS = 4.5, 3.0
SURFACES = ("paper", "surface")


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio (1 to 21) of two colours given as '#rrggbb'."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance (0 to 1) of a colour given as '#rrggbb'."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "quiet", "accent", "accent-deep", "danger", "good", "sun-text"])
def test_text_can_be_read_on_paper_and_surface(text: str, is_dark: bool) -> None:
    colours = palette(is_dark=is_dark)

    assert {ground: contrast(colours[text], colours[ground]) >= TEXT for ground in SURFACES} == dict.fromkeys(
        SURFACES, True
    )


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("on-accent", "accent"),
        ("danger", "danger-soft"),
        ("good", "good-soft"),
        ("sun-text", "sun-soft"),
        ("ink", "accent-soft"),
        ("accent-deep", "accent-soft"),
    ],
)
def test_text_can_be_read_on_its_ground(text: str, ground: str, is_dark: bool) -> None:
    colours = palette(is_dark=is_dark)

    assert contrast(colours[text], colours[ground]) >= TEXT


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["sun", "line-strong", "focus", *(f"family-{n}" for n in range(1, 15))])
def test_marks_stand_out_from_paper(mark: str, is_dark: bool) -> None:
    colours = palette(is_dark=is_dark)

    assert all(contrast(colours[mark], colours[ground]) >= MARKS for ground in SURFACES)


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("number", range(1, 15))
def test_the_letters_of_a_family_can_be_read_on_its_colour(number: int, is_dark: bool) -> None:
    colours = palette(is_dark=is_dark)

    assert contrast(colours[ink_on(family_colour(number), colours)], colours[family_colour(number)]) >= TEXT
