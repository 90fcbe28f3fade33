"""The figures of a city's map, as its members read them."""

import csv
import re
from html import unescape
from io import StringIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.maps import figure_jobs, figures
from ecosystem.maps.figure_jobs import Progress
from ecosystem.models import City, Family, Relation, RelationKind, Stakeholder
from tests.ecosystem.graph.networks import KITE
from tests.factories import FamilyFactory, LayerFactory, RelationFactory, StakeholderFactory

# Krackhardt (1990), as his paper's readers print it: degree, betweenness, closeness.
PRINTED = {
    "Diane": ("6", "0.102", "0.600"),
    "Fernando": ("5", "0.231", "0.643"),
    "Garth": ("5", "0.231", "0.643"),
    "Andre": ("4", "0.023", "0.529"),
    "Beverly": ("4", "0.023", "0.529"),
    "Carol": ("3", "0.000", "0.500"),
    "Ed": ("3", "0.000", "0.500"),
    "Heather": ("3", "0.389", "0.600"),
    "Ike": ("2", "0.222", "0.429"),
    "Jane": ("1", "0.000", "0.310"),
}


@pytest.fixture(autouse=True)
def empty_cache(settings: object) -> None:
    """Nothing has been worked out before."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": uuid4().hex}}  # type: ignore[attr-defined]


@pytest.fixture
def family(litto: City) -> Family:
    """The family of everybody in the kite."""
    return FamilyFactory.create(city=litto, names={"en": "Offices"})


@pytest.fixture
def kite(litto: City, family: Family) -> dict[str, Stakeholder]:
    """Krackhardt's kite entered by hand."""
    names = sorted({*KITE, *(other for others in KITE.values() for other in others.split())})
    people = {name: StakeholderFactory.create(city=litto, family=family, name=name) for name in names}
    for name, others in KITE.items():
        for other in others.split():
            RelationFactory.create(source=people[name], target=people[other], kind=RelationKind.TRUST)
    return people


def url(city: City, query: str = "") -> str:
    """Return the address of the city's figures."""
    return reverse("register:figures", args=[city.code]) + query


def words(html: str) -> str:
    """Return a page's text in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def table(client: Client, address: str) -> dict[str, list[str]]:
    """Return the table's rows: by name, in their order, the cells after it."""
    body = client.get(address).content.decode().split("<tbody>")[1].split("</tbody>")[0]
    rows = [
        [words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in body.split("</tr>")
    ]
    return {row[0]: row[1:] for row in rows if row}


def test_krackhardts_kite_has_the_printed_digits(
    as_viewer: Client, litto: City, kite: dict[str, Stakeholder]
) -> None:
    rows = table(as_viewer, url(litto, "?strength=alike"))

    assert {name: tuple(cells[1:4]) for name, cells in rows.items()} == PRINTED
    assert rows["Heather"][-1] == "2"  # without Heather, Ike and Jane lose touch
    assert rows["Jane"][5:7] == ["1.000", "1"]  # constraint and core


def test_the_whole_and_the_sentences_say_their_numbers(
    as_viewer: Client, litto: City, kite: dict[str, Stakeholder]
) -> None:
    text = words(as_viewer.get(url(litto)).content.decode())

    assert "10 stakeholders have 18 pairs with a relation: 3.6 others each on average" in text
    assert "Without Heather 2 others would lose touch with the rest." in text
    assert "Density 0.400" in text
    # By the formula of Freeman (1978) from the ten values that are printed.
    assert "Centralisation of nearness 0.270" in text
    assert "Freeman (1977)" in text
    assert "Little is known" not in text


def test_strength_is_a_figure_where_it_counts(
    as_viewer: Client, litto: City, kite: dict[str, Stakeholder]
) -> None:
    Relation.objects.filter(source=kite["Ike"], target=kite["Jane"]).update(strength=3)
    Relation.objects.exclude(source=kite["Ike"], target=kite["Jane"]).update(strength=1)

    counted, alike = (
        table(as_viewer, url(litto, query)) for query in ("?order=-strength", "?strength=alike")
    )

    assert [counted[name][1:3] for name in ("Jane", "Ike", "Diane")] == [["1", "3"], ["2", "4"], ["6", "6"]]
    assert next(iter(counted)) == "Diane"
    # Jane is a third of a step from Ike, and so nearer to everybody.
    assert float(counted["Jane"][4]) > float(alike["Jane"][3])
    assert len(counted["Jane"]) == len(alike["Jane"]) + 1
    assert "Weighted degree" in as_viewer.get(url(litto)).content.decode()


def test_a_map_in_parts_says_how_many(as_viewer: Client, litto: City, family: Family) -> None:
    people = [StakeholderFactory.create(city=litto, family=family, name=name) for name in "abcpqr"]
    for one, other in ((0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)):
        RelationFactory.create(source=people[one], target=people[other], kind=RelationKind.TRUST)

    text = words(as_viewer.get(url(litto)).content.decode())

    assert (
        "The map falls into 2 parts that no relation links; 3 of 6 stakeholders are in the largest." in text
    )
    assert "note figures-warning" not in as_viewer.get(url(litto)).content.decode()


def test_so_few_or_so_many_alone_that_figures_say_little_is_said(
    as_viewer: Client, litto: City, family: Family
) -> None:
    people = [StakeholderFactory.create(city=litto, family=family, name=name) for name in "abcd"]
    for one, other in ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)):
        RelationFactory.create(source=people[one], target=people[other], kind=RelationKind.TRUST)
    assert "Only 4 stakeholders are on this map" in words(as_viewer.get(url(litto)).content.decode())

    StakeholderFactory.create_batch(2, city=litto, family=family)

    text = words(as_viewer.get(url(litto)).content.decode())
    assert "Of 2 of 6 stakeholders no such relation is known. Read the figures with care" in text


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_stakeholders_have_a_page(
    as_viewer: Client, litto: City, family: Family, count: int
) -> None:
    people = StakeholderFactory.create_batch(count, city=litto, family=family)
    assert "Little is known: 0 pairs" in words(as_viewer.get(url(litto)).content.decode())
    if count == 2:
        RelationFactory.create(source=people[0], target=people[1], kind=RelationKind.TENSION)

    for query in ("", "?kind=tension", "?strength=alike&kind=trust"):
        page = as_viewer.get(url(litto, query))
        assert page.status_code == 200
        assert "nan" not in words(page.content.decode()).split()


def test_the_table_is_sorted_as_the_address_says(
    as_viewer: Client, litto: City, kite: dict[str, Stakeholder]
) -> None:
    assert next(iter(table(as_viewer, url(litto)))) == "Diane"
    assert next(iter(table(as_viewer, url(litto, "?order=-between")))) == "Heather"
    assert list(table(as_viewer, url(litto, "?order=name"))) == sorted(kite)
    page = as_viewer.get(url(litto, "?order=-between")).content.decode()
    assert re.findall(r'aria-sort="(\w+)"><a class="sort" id="sort-(\w+)"', page) == [
        ("descending", "between")
    ]
    assert as_viewer.get(url(litto, "?order=nonsense&kind=nonsense")).status_code == 200


def test_one_kind_of_relation_is_counted_alone_with_a_warning(
    as_viewer: Client, litto: City, kite: dict[str, Stakeholder]
) -> None:
    RelationFactory.create(source=kite["Jane"], target=kite["Carol"], kind=RelationKind.FUNDS)

    text = words(as_viewer.get(url(litto, "?kind=funds")).content.decode())

    assert "Only relations of the kind “funds” are counted here." in text
    assert "Little is known: 1 pair with a relation among 10 stakeholders." in text
    assert list(table(as_viewer, url(litto, "?kind=funds")))[:2] == ["Carol", "Jane"]


def test_what_hangs_on_one_is_named(as_viewer: Client, litto: City, kite: dict[str, Stakeholder]) -> None:
    layer = LayerFactory.create(names={"en": "Data production"})
    kite["Ike"].layers.add(layer)
    lonely = FamilyFactory.create(city=litto, names={"en": "Keepers"})
    StakeholderFactory.create(city=litto, family=lonely, name="Alone")

    text = words(as_viewer.get(url(litto)).content.decode())

    assert "1 thing hangs on one stakeholder: Layer “Data production” (Ike)." in text
    assert "1 pair of families does not meet: Offices and Keepers." in text
    assert "No such relation is known of Alone." in text
    assert "Ike — Jane" in text


def test_who_stands_between_families_is_said_in_a_sentence(
    as_viewer: Client, litto: City, family: Family
) -> None:
    keepers = FamilyFactory.create(city=litto, names={"en": "Keepers"})
    hub, other = (
        StakeholderFactory.create(city=litto, family=family, name=name) for name in ("Hub", "Other")
    )
    far = [StakeholderFactory.create(city=litto, family=keepers, name=name) for name in ("Salt", "Tap")]
    for end in (other, *far):
        RelationFactory.create(source=hub, target=end, kind=RelationKind.TRUST)

    text = words(as_viewer.get(url(litto)).content.decode())

    # Other and Salt, Other and Tap; Salt and Tap are of one family.
    assert "different families that have no tie of their own: Hub (2 pairs)." in text
    assert "of their own: " not in words(as_viewer.get(url(litto, "?kind=funds")).content.decode())


def test_each_group_is_named_by_its_letter_with_its_members(
    as_viewer: Client, litto: City, family: Family
) -> None:
    people = [StakeholderFactory.create(city=litto, family=family, name=name) for name in "abcpqr"]
    for one, other in ((0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)):
        RelationFactory.create(source=people[one], target=people[other], kind=RelationKind.TRUST)

    text = words(as_viewer.get(url(litto)).content.decode())

    assert "Group A 3 stakeholders: c , a , b Group B 3 stakeholders: p , q , r" in text
    assert {name: cells[8] for name, cells in table(as_viewer, url(litto)).items()} == {
        **dict.fromkeys("abc", "A"),
        **dict.fromkeys("pqr", "B"),
    }


def test_nobody_on_the_map_is_said(as_viewer: Client, litto: City) -> None:
    assert "There is nobody to measure yet" in as_viewer.get(url(litto)).content.decode()


def test_htmx_gets_the_results_alone_and_an_address_to_share(
    as_viewer: Client, litto: City, kite: dict[str, Stakeholder]
) -> None:
    answer = as_viewer.get(url(litto, "?kind=trust&strength=&order=-degree"), headers={"HX-Request": "true"})

    assert answer.content.decode().lstrip().startswith('<div id="figures-results"')
    assert answer.headers["HX-Push-Url"] == url(litto, "?kind=trust")


def test_stopping_leads_to_a_page_that_offers_to_go_on(
    as_viewer: Client, litto: City, kite: dict[str, Stakeholder]
) -> None:
    answer = as_viewer.post(
        reverse("register:figures-stop", args=[litto.code]), {"kind": "trust"}, follow=True
    )

    assert "Stopped." in answer.content.decode()
    assert url(litto, "?kind=trust") in answer.content.decode()


def test_a_long_table_is_cut_until_all_is_asked_for(
    as_viewer: Client, litto: City, kite: dict[str, Stakeholder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "ROWS_SHOWN", 4)

    assert list(table(as_viewer, url(litto))) == ["Diane", "Fernando", "Garth", "Andre"]
    assert "The first 4 of 10 stakeholders." in words(as_viewer.get(url(litto)).content.decode())
    assert len(table(as_viewer, url(litto, "?rows=all"))) == 10


def test_another_citys_figures_are_not_found(
    as_stranger: Client, litto: City, kite: dict[str, Stakeholder]
) -> None:
    assert as_stranger.get(url(litto)).status_code == 404


def test_the_page_costs_as_many_queries_for_fifty_as_for_two(
    as_viewer: Client, litto: City, family: Family
) -> None:
    counts = []
    for number in (2, 48):
        people = StakeholderFactory.create_batch(number, city=litto, family=family)
        RelationFactory.create(source=people[0], target=people[1])
        with CaptureQueriesContext(connection) as queries:
            as_viewer.get(url(litto))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_table_is_taken_away_with_every_digit_and_without_formulas(
    as_viewer: Client, as_stranger: Client, litto: City, kite: dict[str, Stakeholder]
) -> None:
    Stakeholder.objects.filter(pk=kite["Jane"].pk).update(name="=1+1")
    address = reverse("register:figures-table", args=[litto.code])

    answer = as_viewer.get(address, {"strength": "alike", "order": "-between"})

    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Stakeholder"] for row in rows[:2]] == ["Heather", "Fernando"]
    assert float(rows[0]["Between"]) == pytest.approx(14 / 36)
    assert {row["Stakeholder"]: row["Holds together"] for row in rows}["'=1+1"] == ""
    assert answer["Content-Disposition"] == f'attachment; filename="{litto.code}-figures.csv"'
    assert address in as_viewer.get(url(litto)).content.decode()
    assert as_stranger.get(address).status_code == 404


def test_the_table_that_is_taken_away_is_headed_in_the_readers_language_like_the_page(
    as_viewer: Client, litto: City, kite: dict[str, Stakeholder], monkeypatch: pytest.MonkeyPatch
) -> None:
    french = {"Stakeholder": "Acteur", "Family": "Famille"}
    monkeypatch.setattr("ecosystem.maps.figures._", lambda words: french.get(words, words))

    answer = as_viewer.get(reverse("register:figures-table", args=[litto.code]))
    page = unescape(as_viewer.get(url(litto)).content.decode())

    head = next(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert head[:3] == ["Acteur", "Famille", "Ties"]
    assert head == [name.strip() for name in re.findall(r'id="sort-[^>]*>([^<]*)', page)]


def test_who_asks_for_a_table_that_is_not_worked_out_comes_to_the_page_that_says_so(
    as_viewer: Client, litto: City, kite: dict[str, Stakeholder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecosystem.maps.figure_table.figures_now", lambda _task: Progress())

    answer = as_viewer.get(reverse("register:figures-table", args=[litto.code]), {"kind": "trust"})

    assert (answer.status_code, answer.headers["Location"]) == (302, url(litto, "?kind=trust"))


def test_who_waits_for_figures_that_somebody_stopped_is_told_and_starts_nothing(
    as_viewer: Client, litto: City, kite: dict[str, Stakeholder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_jobs, "LARGE", 1)
    monkeypatch.setattr(figure_jobs, "_work", lambda _task, _job: None)

    waiting = as_viewer.get(url(litto)).content.decode()
    assert "The figures are being worked out" in waiting
    assert f'hx-get="{url(litto)}?waiting=yes"' in waiting
    assert "The figures are being worked out" in as_viewer.get(url(litto, "?waiting=yes")).content.decode()

    as_viewer.post(reverse("register:figures-stop", args=[litto.code]))

    for _look in range(2):
        assert "Stopped." in as_viewer.get(url(litto, "?waiting=yes")).content.decode()
