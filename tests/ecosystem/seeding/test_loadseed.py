"""`manage.py loadseed`: twice changes nothing, edits are kept, changes are shown first."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ecosystem.models import Family, Layer, ProfileStatement, Service, Term
from ecosystem.seeding.families import adopt_families
from tests.factories import CityFactory
from tests.seeds import change, loadseed

pytestmark = pytest.mark.django_db


def water(fixtures: Path, name: str) -> None:
    """Make the file call the water service `name` in English."""
    change(fixtures / "vocabulary/30_services.json", lambda rows: rows[0]["fields"]["names"].update(en=name))


def test_first_run_says_how_many_rows_it_added() -> None:
    assert "130 rows added" in loadseed()


def test_second_run_changes_nothing_and_says_so() -> None:
    loadseed()
    before = list(Family.objects.values())

    with CaptureQueriesContext(
        connection,
    ) as queries:
        said = loadseed()

    assert said.splitlines() == ["Vocabulary: nothing changed."]
    assert list(Family.objects.values()) == before
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(queries) < 15


def test_changed_file_is_shown_and_written_with_yes(fixtures: Path) -> None:
    loadseed()
    water(fixtures, "Drinking water")

    said = loadseed(fixtures=fixtures, yes=True)

    for part in (
        "service water",
        "30_services.json, row 1",
        "names.en",
        "here: Water",
        "file: Drinking water",
    ):
        assert part in said
    assert Service.objects.get(code="water").names["en"] == "Drinking water"
    assert "nothing changed" in loadseed(fixtures=fixtures)


def test_statement_that_moves_to_another_family_is_shown_by_code(fixtures: Path) -> None:
    loadseed()
    file = fixtures / "vocabulary/50_statements_services.json"
    change(file, lambda rows: rows[0]["fields"].update(family=[None, "ngo"]))
    own = ProfileStatement.objects.get(code=json.loads(file.read_text())[0]["fields"]["code"])

    said = loadseed(fixtures=fixtures, dry_run=True)

    assert f"  family\n    here: {own.family.code}\n    file: ngo" in said


def test_dry_run_shows_and_writes_nothing(fixtures: Path) -> None:
    loadseed()
    water(fixtures, "Drinking water")

    said = loadseed(fixtures=fixtures, dry_run=True)

    assert "file: Drinking water" in said
    assert "nothing was written" in said
    assert Service.objects.get(code="water").names["en"] == "Water"


def test_dry_run_on_an_empty_database_leaves_it_empty() -> None:
    assert "130 rows would be added" in loadseed(dry_run=True)
    assert not Layer.objects.exists()


def test_nobody_to_ask_means_nothing_is_changed(fixtures: Path, nobody_to_ask: None) -> None:
    loadseed()
    water(fixtures, "Drinking water")

    with pytest.raises(CommandError, match=r"1 row would change.*--yes"):
        loadseed(fixtures=fixtures)

    assert Service.objects.get(code="water").names["en"] == "Water"


@pytest.mark.parametrize(("answer", "name"), [("y", "Drinking water"), ("", "Water"), ("no", "Water")])
def test_question_decides(fixtures: Path, answers: Callable[[str], None], answer: str, name: str) -> None:
    loadseed()
    water(fixtures, "Drinking water")
    answers(answer)

    loadseed(fixtures=fixtures)

    assert Service.objects.get(code="water").names["en"] == name


def test_row_edited_here_is_kept_and_listed(fixtures: Path) -> None:
    loadseed()
    Service.objects.filter(code="water").update(names={"en": "Our water", "fr": "Notre eau"})
    water(fixtures, "Drinking water")

    said = loadseed(fixtures=fixtures, yes=True)

    assert "Kept as edited here: service water" in said
    assert "here: Our water" in said
    assert "file: Drinking water" in said
    assert Service.objects.get(code="water").names["en"] == "Our water"


def test_edited_row_is_listed_though_the_files_are_as_before() -> None:
    loadseed()
    family = Family.objects.reference().get(code="ngo")
    family.layers.clear()

    said = loadseed()

    assert "Kept as edited here: family ngo" in said
    assert "here: (nothing)" in said
    assert "file: base, data, exchange" in said
    assert not family.layers.exists()


def test_one_change_beside_a_kept_row_is_written(fixtures: Path) -> None:
    loadseed()
    Term.objects.filter(code="profit").update(meanings={"en": "Ours"})
    change(
        fixtures / "vocabulary/60_terms.json", lambda rows: [row["fields"].update(position=9) for row in rows]
    )

    loadseed(fixtures=fixtures, yes=True)

    assert Term.objects.get(code="profit").meanings == {"en": "Ours"}
    assert Term.objects.get(group="gain", code="social").position == 9


def test_rows_of_plain_loaddata_are_followed_from_then_on(fixtures: Path) -> None:
    call_command(
        "loaddata", *(str(file) for file in sorted((fixtures / "vocabulary").glob("*.json"))), verbosity=0
    )
    loadseed()
    water(fixtures, "Drinking water")

    loadseed(fixtures=fixtures, yes=True)

    assert Service.objects.get(code="water").names["en"] == "Drinking water"


def test_new_statement_is_added_without_a_question(fixtures: Path, nobody_to_ask: None) -> None:
    loadseed()

    def add(rows: list[dict[str, Any]]) -> None:
        rows.append({**rows[0], "fields": {**rows[0]["fields"], "code": "services-authority-new"}})

    change(fixtures / "vocabulary/50_statements_services.json", add)

    assert "1 row added" in loadseed(fixtures=fixtures)
    assert ProfileStatement.objects.filter(code="services-authority-new").exists()


def test_city_gets_its_own_families_once() -> None:
    loadseed()
    city = CityFactory.create()

    assert adopt_families(city) == 14
    assert adopt_families(city) == 0
    own = Family.objects.of(city)
    assert own.shown().count() == 10
    assert own.get(code="telecom").layers.count() == 4
    assert own.get(code="telecom").pk != Family.objects.reference().get(code="telecom").pk


def test_untouched_family_of_a_city_follows_the_method_and_an_edited_one_is_kept(fixtures: Path) -> None:
    loadseed()
    quiet, busy = CityFactory.create(code="quiet"), CityFactory.create(code="busy")
    adopt_families(quiet)
    adopt_families(busy)
    Family.objects.of(busy).filter(code="ngo").update(names={"en": "Our NGOs"})
    change(
        fixtures / "vocabulary/40_families.json",
        lambda rows: rows[6]["fields"]["names"].update(en="NGOs and charities"),
    )

    said = loadseed(fixtures=fixtures, yes=True)

    assert "Changes: family quiet/ngo" in said
    assert "Kept as edited here: family busy/ngo" in said
    assert Family.objects.of(quiet).get(code="ngo").names["en"] == "NGOs and charities"
    assert Family.objects.of(busy).get(code="ngo").names["en"] == "Our NGOs"


def test_cities_do_not_follow_a_row_the_admin_reworded() -> None:
    loadseed()
    Family.objects.reference().filter(code="ngo").update(names={"en": "Associations"})
    city = CityFactory.create()
    adopt_families(city)

    loadseed(yes=True)

    assert Family.objects.of(city).get(code="ngo").names["en"] == "Associations"


def test_broken_update_is_refused_before_anybody_is_asked(
    fixtures: Path, answers: Callable[[str], None]
) -> None:
    loadseed()
    answers("y")
    change(fixtures / "vocabulary/30_services.json", lambda rows: rows[0]["fields"].update(domain=["sea"]))

    with pytest.raises(CommandError, match="row 1: domain"):
        loadseed(fixtures=fixtures)

    assert Service.objects.get(code="water").domain.code == "services"
