"""A broken file is refused whole, with file, row and reason."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ecosystem.models import City, Layer, Service, User
from tests.seeds import Rows, change, loadseed

pytestmark = pytest.mark.django_db
Edit = Callable[[Rows], object]
FILES = {
    "bad JSON": (b'[{"model": ', r"30_services.json: this is not JSON.*line 1"),
    "not UTF-8": (b'["\xff"]', r"30_services.json: this file cannot be read"),
    "too deep": (b"[" * 100_000, r"30_services.json: this file is nested too deep"),
    "a number too long": (b"[" + b"9" * 5000 + b"]", r"30_services.json: this file cannot be read"),
    "no list": (b"{}", r"30_services.json: the file must hold a list"),
}
# what is wrong: which row of the services (from 0), what is done to it, what is said
SERVICES: dict[str, tuple[Edit, str]] = {
    "no row": (lambda rows: rows.insert(1, "water"), r"row 2: a row has 'model'"),
    "with a number": (lambda rows: rows[2].update(pk=1), r"row 3: a row has 'model' and 'fields'"),
    "no fields": (lambda rows: rows[2].update(fields=[]), r"row 3: 'fields' must be"),
    "unknown model": (lambda rows: rows[0].update(model="ecosystem.servise"), r"row 1: .*servise"),
    "no app": (lambda rows: rows[0].update(model="water"), r"row 1: there is no model 'water'"),
    "a person": (lambda rows: rows[0].update(model="ecosystem.user"), r"row 1: .*never comes from"),
    "unknown field": (lambda rows: rows[3]["fields"].update(colour=2), r"row 4: .*'colour'"),
    "dangling key": (lambda rows: rows[4]["fields"].update(domain=["sea"]), r"row 5: domain: .*sea"),
    "no key": (lambda rows: rows[4]["fields"].update(domain=7), r"row 5: domain: .*7"),
    "bad code": (lambda rows: rows[0]["fields"].update(code="a b"), r"row 1: code: .*slug"),
    "endless number": (lambda rows: rows[0]["fields"].update(position=float("inf")), r"row 1: "),
    "a number for a list": (lambda rows: rows[0]["fields"].update(domain={"a": 1}), r"row 1: domain: "),
    "text for a number": (
        lambda rows: rows[0]["fields"].update(position="first"),
        r"row 1: position: .*first",
    ),
    "no text": (lambda rows: rows[0]["fields"].update(names="Water"), r"row 1: names: .*each language"),
    "empty": (lambda rows: rows[0]["fields"].update(names={}), r"row 1: names: "),
    "hidden": (lambda rows: rows[0]["fields"].update(names={"en": "a\x00"}), r"row 1: .*U\+0000"),
    "hidden in a key": (lambda rows: rows[0]["fields"].update(code="\ud800"), r"row 1: code: .*U\+D800"),
    "hidden in a list": (lambda rows: rows[1]["fields"].update(domain=["\x00"]), r"row 2: domain: .*U\+0000"),
    "a list for texts": (lambda rows: rows[0]["fields"].update(names=[3]), r"row 1: names: "),
    "texts for a number": (
        lambda rows: rows[0]["fields"].update(position={"en": "x"}),
        r"row 1: position: .*integer",
    ),
    "nothing for a key": (lambda rows: rows[0]["fields"].update(domain=[None, "ngo"]), r"row 1: domain: "),
    "ours alone": (lambda rows: rows[0]["fields"].update(seed_digest=""), r"row 1: seed_digest: never"),
    "twice": (lambda rows: rows.append(rows[0]), r"row 8: service water is already in .*, row 1"),
    "not vocabulary": (lambda rows: rows[0].update(model="ecosystem.city"), r"row 1: .*is not part"),
}
DEMO: dict[str, tuple[str, Edit, str]] = {
    "no city": ("10_city.json", lambda rows: rows.clear(), r"the first row must be the city"),
    "the method's family": (
        "40_stakeholders.json",
        lambda rows: rows[5]["fields"].update(family=[None, "ngo"]),
        r"40_stakeholders.json, row 6: family: Choose one of this city",
    ),
    "name too long": (
        "40_stakeholders.json",
        lambda rows: rows[0]["fields"].update(name="x" * 200),
        r"40_stakeholders.json, row 1: name: ",
    ),
    "answer out of its scale": (
        "64_answers.json",
        lambda rows: rows[0]["fields"].update(value=9),
        r"64_answers.json, row 1: .*Choose a value",
    ),
    "stakeholder twice": (
        "40_stakeholders.json",
        lambda rows: rows.append(rows[0]),
        r"40_stakeholders.json, row \d+: this row is there already",
    ),
    "interest twice": (
        "41_interests.json",
        lambda rows: rows.append(rows[0]),
        r"41_interests.json, row \d+: .*already there",
    ),
}


def refused(fixtures: Path, words: str) -> None:
    """Say that the command refuses all, in one line with `words`, and writes nothing."""
    with pytest.raises(CommandError, match=words) as refusal:
        loadseed(fixtures=fixtures, demo=True, yes=True)
    assert str(refusal.value).startswith("Nothing was loaded.")
    assert "\n" not in str(refusal.value)
    assert not Layer.objects.exists()
    assert not City.objects.exists()
    assert not User.objects.exists()


@pytest.mark.parametrize("case", FILES)
def test_file_that_holds_no_rows_is_refused(fixtures: Path, case: str) -> None:
    content, words = FILES[case]
    (fixtures / "vocabulary/30_services.json").write_bytes(content)

    refused(fixtures, words)


@pytest.mark.parametrize("case", SERVICES)
def test_broken_vocabulary_is_refused(fixtures: Path, case: str) -> None:
    edit, words = SERVICES[case]
    change(fixtures / "vocabulary/30_services.json", edit)

    refused(fixtures, f"30_services.json, {words}")


@pytest.mark.parametrize("case", SERVICES)
def test_broken_update_is_refused_before_anything_of_it_is_shown(fixtures: Path, case: str) -> None:
    loadseed()
    before = list(Service.objects.order_by("pk").values())
    edit, words = SERVICES[case]
    change(fixtures / "vocabulary/30_services.json", edit)
    shown = StringIO()

    with pytest.raises(CommandError, match=f"30_services.json, {words}"):
        call_command("loadseed", fixtures=fixtures, yes=True, stdout=shown)

    assert shown.getvalue() == ""
    assert list(Service.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("case", DEMO)
def test_broken_demo_is_refused_with_the_vocabulary(fixtures: Path, case: str) -> None:
    name, edit, words = DEMO[case]
    change(fixtures / "demo" / name, edit)

    refused(fixtures, words)


def test_missing_folder_is_said(tmp_path: Path) -> None:
    refused(tmp_path, "no JSON file")
