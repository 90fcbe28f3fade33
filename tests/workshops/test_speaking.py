"""Phones speak the language of their owner, whatever the staff's pages speak."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from time_machine import travel

from ecosystem.models import Gain, Means, Readiness, ResourceKind
from tests.factories import RoomFactory
from workshops import joining
from workshops.contributions import contribute
from workshops.models import Question, Room
from workshops.questionnaire import options_of
from workshops.screens import phone_feed

pytestmark = pytest.mark.django_db
PLURAL = "{% plural %}"
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SAID = re.compile(
    r"{%\s*translate\s+[\"']([^\"']+)[\"']|{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate|_\(\"([^\"]+)\"\)",
    re.DOTALL,
)


@pytest.fixture
def room() -> Room:
    return RoomFactory.create(code="K7M2QX")


def on_phone(room: Room, language: str = "") -> Client:
    """A phone in the room that asks for a language."""
    _who, secret = joining.join(room)
    phone = Client(headers={"accept-language": language} if language else None)
    phone.cookies["room"] = secret
    return phone


def test_a_phone_speaks_its_browsers_language_and_the_staffs_pages_their_own(room: Room) -> None:
    phone = on_phone(room, "fr-SN,fr;q=0.9,en;q=0.5")

    page = phone.get(reverse("phones:room")).content.decode()

    assert '<html lang="fr"' in page
    assert "Vous y êtes" in page
    assert '<html lang="en"' in phone.get(reverse("accounts:login")).content.decode()


def test_a_chosen_language_stays_on_every_page(room: Room) -> None:
    phone = on_phone(room, "fr")

    said = phone.post(reverse("phones:language"), {"language": "en", "page": "introduce"}, follow=True)

    assert said.redirect_chain == [(reverse("phones:introduce"), 302)]
    assert '<html lang="en"' in said.content.decode()
    assert "You are in" in phone.get(reverse("phones:room")).content.decode()
    assert "You are in" in phone_feed(room, "en").draw()
    assert "Vous y êtes" in phone_feed(room, "fr").draw()


def test_a_language_nobody_has_changes_nothing(room: Room) -> None:
    phone = on_phone(room, "fr")

    phone.post(reverse("phones:language"), {"language": "xx", "page": "//evil.example"})

    assert '<html lang="fr"' in phone.get(reverse("phones:room")).content.decode()


def test_one_dot_and_one_second_are_counted_as_one(room: Room) -> None:
    Room.objects.update(stage=Room.Stage.PARTNERING, dots=1)
    assert "You have 1 dot. Give it" in on_phone(room).get(reverse("phones:room")).content.decode()
    assert "Vous avez 1 point. Donnez-le" in on_phone(room, "fr").get(reverse("phones:room")).content.decode()

    begin = timezone.now()
    Room.objects.update(stage=Room.Stage.LISTING, slow_s=10)
    who = room.participants.earliest("pk")
    with travel(begin, tick=False) as clock:
        contribute(Room.objects.get(), who, name="Salt makers")
        clock.shift(9)
        with translation.override("fr"), pytest.raises(ValidationError, match="dans 1 seconde\\."):
            contribute(Room.objects.get(), who, name="Tap repairers")


def test_a_wrong_code_is_told_in_the_phones_language() -> None:
    answer = Client(headers={"accept-language": "fr"}).post(reverse("phones:code"), {"code": "ZZZZZZ"})

    assert "Aucune salle ouverte" in answer.content.decode()


def test_every_sentence_of_a_phone_is_in_each_language() -> None:
    sentences = {
        re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", next(filter(None, found)))
        for page in [*TEMPLATES.glob("workshops/phone*.html"), TEMPLATES / "base_phone.html"]
        for found in SAID.findall(page.read_text())
    }
    counted = {said for said in sentences if PLURAL in said}
    sentences -= counted
    assert len(sentences) > 40
    choices = [*Gain.choices, *ResourceKind.choices, *Means.choices, *Readiness.choices, *Question.choices]
    english = [str(label) for _value, label in choices]

    with translation.override("fr"):
        missing = {said for said in sentences if translation.gettext(said) == said}
        for said in counted:
            one, many = said.split(PLURAL)
            missing |= {said for number in (1, 2) if translation.ngettext(one, many, number) in {one, many}}
        assert missing == set()
        same = {one for one, (_value, label) in zip(english, choices, strict=True) if str(label) == one}
        assert same <= {"profit"}
        assert [option.label for option in options_of(Question.INFLUENCE)][-1] == "ne sais pas"
