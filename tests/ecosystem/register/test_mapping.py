"""The city's register as a map: who is on it, who may move marks, what it costs."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.graph.places import View
from ecosystem.maps.lettering import text_width
from ecosystem.models import City, Family, MapView, RelationKind, Stakeholder, StakeholderPlacement
from ecosystem.register.mapping import drawn_map, ecosystem_of, small_map
from tests.crowds import fill
from tests.factories import (
    FamilyFactory,
    LayerFactory,
    RelationFactory,
    ResourceFactory,
    StakeholderFactory,
)

XSS = ("<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "</script><script>alert(1)</script>")


@pytest.fixture
def family(litto: City) -> Family:
    """The family most stakeholders of these tests are in."""
    return FamilyFactory.create(city=litto, names={"en": "Start-ups"}, mark="ST")


@pytest.fixture
def pair(litto: City, family: Family) -> tuple[Stakeholder, Stakeholder]:
    """Two stakeholders, one of which funds the other."""
    kiosko = StakeholderFactory.create(city=litto, family=family, name="Kiosko Lab")
    jeton = StakeholderFactory.create(city=litto, family=family, name="Jeton Pay")
    RelationFactory.create(source=jeton, target=kiosko, kind=RelationKind.FUNDS)
    return kiosko, jeton


def url(name: str, city: City, *parts: object) -> str:
    """Return an address of the city's map."""
    return reverse(f"register:{name}", args=[city.code, *parts])


def test_the_map_holds_active_stakeholders_their_relations_and_empty_chairs(
    litto: City, pair: tuple[Stakeholder, Stakeholder]
) -> None:
    FamilyFactory.create(city=litto, names={"en": "NGOs"})
    FamilyFactory.create(city=litto, names={"en": "Media"}, visibility=Family.Visibility.DRAWER)
    gone = StakeholderFactory.create(city=litto, family=pair[0].family, archived_at="2026-01-01T00:00Z")
    RelationFactory.create(source=pair[0], target=gone)
    StakeholderFactory.create(name="Of another city")

    ecosystem = ecosystem_of(litto)

    assert {node.name for node in ecosystem.stakeholders()} == {"Kiosko Lab", "Jeton Pay"}
    assert [node.name for node in ecosystem.chairs()] == ["NGOs: nobody yet"]
    assert [(tie.kind, tie.source, tie.target) for tie in ecosystem.ties] == [
        ("funds", f"s{pair[1].pk}", f"s{pair[0].pk}")
    ]


def test_adding_a_stakeholder_moves_nobody(litto: City, family: Family) -> None:
    for _number in range(6):
        StakeholderFactory.create(city=litto, family=family)
    before, _kept = drawn_map(litto, ecosystem_of(litto))

    StakeholderFactory.create(city=litto, family=family, name="Aardvark Networks")
    after, _kept = drawn_map(litto, ecosystem_of(litto))

    for view, scene in before.scenes.items():
        assert {key: after.scenes[view].places[key] for key in scene.places} == scene.places


@pytest.mark.parametrize("view", ["ecosystem", "layers", "network"])
def test_a_view_has_an_address_of_its_own(
    as_viewer: Client, litto: City, pair: tuple[Stakeholder, Stakeholder], view: str
) -> None:
    page = as_viewer.get(url("map", litto), {"view": view}).content.decode()

    assert f'data-view="{view}" aria-current="true"' in page
    assert "Kiosko Lab" in page
    assert "funds: Kiosko Lab" in page


def test_an_unknown_view_shows_the_first(as_viewer: Client, litto: City) -> None:
    answer = as_viewer.get(url("map", litto), {"view": "nonsense"})

    assert answer.status_code == 200
    assert 'data-view="ecosystem" aria-current="true"' in answer.content.decode()


def test_an_editor_places_a_mark_and_it_stays(
    as_editor: Client, litto: City, pair: tuple[Stakeholder, Stakeholder]
) -> None:
    key = f"s{pair[0].pk}"
    data = {"view": "network", "key": key, "x": "400", "y": "300"}

    answer = as_editor.post(url("map-place", litto), data)

    assert answer.json()["scene"]["places"][key] == [400.0, 300.0]
    assert answer.json()["pinned"]["network"] == [key]
    drawn, _kept = drawn_map(litto, ecosystem_of(litto))
    assert (drawn.scenes[View.NETWORK].places[key].x, drawn.scenes[View.NETWORK].places[key].y) == (400, 300)


def test_a_mark_stays_within_its_ring_and_sector(
    as_editor: Client, litto: City, pair: tuple[Stakeholder, Stakeholder]
) -> None:
    key = f"s{pair[0].pk}"

    answer = as_editor.post(
        url("map-place", litto), {"view": "ecosystem", "key": key, "x": "-900", "y": "9000"}
    )

    x, y = answer.json()["scene"]["places"][key]
    assert 0 < x < 1440
    assert 0 < y < 900
    assert StakeholderPlacement.objects.get(stakeholder=pair[0], view=MapView.ECOSYSTEM).is_pinned


def test_a_mark_can_be_put_back(
    as_editor: Client, litto: City, pair: tuple[Stakeholder, Stakeholder]
) -> None:
    key = f"s{pair[0].pk}"
    as_editor.post(url("map-place", litto), {"view": "network", "key": key, "x": "60", "y": "60"})

    answer = as_editor.post(url("map-place", litto), {"view": "network", "key": key, "back": "1"})

    assert answer.json()["pinned"]["network"] == []
    assert answer.json()["scene"]["places"][key] != [60.0, 60.0]


@pytest.mark.parametrize(
    "data",
    [
        {"view": "network", "key": "s1"},
        {"view": "nowhere", "key": "s1", "x": "1", "y": "1"},
        {"view": "network", "key": "s1", "x": "inf", "y": "1"},
        {"view": "network", "key": "s1", "x": "nan", "y": "1"},
        {"view": "network", "key": "s1", "x": "east", "y": "1"},
    ],
)
def test_a_move_without_sense_is_refused(as_editor: Client, litto: City, data: dict[str, str]) -> None:
    assert as_editor.post(url("map-place", litto), data).status_code == 422


def test_another_citys_stakeholder_is_not_found(
    as_editor: Client, litto: City, pair: tuple[Stakeholder, Stakeholder]
) -> None:
    foreign = StakeholderFactory.create()
    move = {"view": "network", "key": f"s{foreign.pk}", "x": "1", "y": "1"}

    assert as_editor.post(url("map-place", litto), move).status_code == 404
    assert as_editor.get(url("map-stakeholder", litto, foreign.pk)).status_code == 404
    assert not StakeholderPlacement.objects.filter(stakeholder=foreign).exists()


def test_a_viewer_reads_but_does_not_move(
    as_viewer: Client, litto: City, pair: tuple[Stakeholder, Stakeholder]
) -> None:
    move = {"view": "network", "key": f"s{pair[0].pk}", "x": "1", "y": "1"}

    assert as_viewer.post(url("map-place", litto), move).status_code == 403
    assert "Put back" not in as_viewer.get(url("map", litto)).content.decode()


def test_strangers_find_no_map(as_stranger: Client, litto: City) -> None:
    assert as_stranger.get(url("map", litto)).status_code == 404
    assert as_stranger.get(url("map-download", litto, "json")).status_code == 404


def test_the_panel_shows_the_stakeholder(
    as_viewer: Client, litto: City, pair: tuple[Stakeholder, Stakeholder]
) -> None:
    ResourceFactory.create(stakeholder=pair[0], kind="data", description="Sales by the hour")

    panel = as_viewer.get(url("map-stakeholder", litto, pair[0].pk)).content.decode()

    assert "Kiosko Lab" in panel
    assert "Sales by the hour" in panel
    assert "is funded by" in panel


@pytest.mark.parametrize("format_", ["html", "svg", "graphml", "json"])
def test_downloads_are_files_and_never_pages(
    as_viewer: Client, litto: City, pair: tuple[Stakeholder, Stakeholder], format_: str
) -> None:
    answer = as_viewer.get(url("map-download", litto, format_))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Disposition"].endswith(f'.{format_}"')
    assert "Kiosko Lab" in answer.content.decode()


def test_an_unknown_format_is_not_found(as_viewer: Client, litto: City) -> None:
    assert as_viewer.get(url("map-download", litto, "exe")).status_code == 404


@pytest.mark.parametrize("name", XSS)
@pytest.mark.parametrize("where", ["map", "map-wall", "html", "svg"])
def test_names_are_text_everywhere(
    as_viewer: Client, litto: City, family: Family, name: str, where: str
) -> None:
    StakeholderFactory.create(city=litto, family=family, name=name)
    address = url(where, litto) if where.startswith("map") else url("map-download", litto, where)

    content = as_viewer.get(address).content.decode()

    assert name not in content
    assert name.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;") in content


def test_a_city_without_stakeholders_has_a_map(as_viewer: Client, litto: City) -> None:
    assert as_viewer.get(url("map", litto)).status_code == 200
    assert as_viewer.get(url("map-wall", litto)).status_code == 200


def test_queries_do_not_grow(as_viewer: Client, litto: City, family: Family) -> None:
    LayerFactory.create()
    counts = [count_at(as_viewer, litto, family, size) for size in (2, 50)]

    assert counts[0] == counts[1]


def count_at(client: Client, city: City, family: Family, size: int) -> int:
    """Return the queries of the map's page with `size` stakeholders, once their places are kept."""
    while city.stakeholders.count() < size:
        one = StakeholderFactory.create(city=city, family=family)
        RelationFactory.create(source=one, target=StakeholderFactory.create(city=city, family=family))
    client.get(url("map", city))
    with CaptureQueriesContext(connection) as queries:
        client.get(url("map", city))
    return len(queries)


def test_the_small_map_shows_neighbours_only(
    litto: City, family: Family, pair: tuple[Stakeholder, Stakeholder]
) -> None:
    StakeholderFactory.create(city=litto, family=family, name="Not tied")

    small = small_map(pair[0])

    assert small is not None
    names = {figure.name for figure in small.picture["figures"]}
    assert names == {"Kiosko Lab", "Jeton Pay"}
    assert small.label == "Kiosko Lab and its relations with 1 other"


def test_the_small_map_cuts_no_name_at_its_edge(litto: City, family: Family) -> None:
    middle = StakeholderFactory.create(city=litto, family=family, name="Office")
    for side in ("West", "East"):
        name = f"Niederschlagswasserbewirtschaftungsgesellschaft {side}"
        RelationFactory.create(
            source=middle, target=StakeholderFactory.create(city=litto, family=family, name=name)
        )

    small = small_map(middle)

    assert small is not None
    left, _top, width, _height = map(float, small.view_box.split())
    lines = [(line, text) for text in small.picture["labels"] for line in text.lines]
    assert len(lines) >= 3
    for line, text in lines:
        wide = text_width(line.text, text.size, text.cut)
        start = line.x - {"start": 0, "middle": wide / 2, "end": wide}[text.anchor]
        assert left < start < start + wide < left + width, line.text


def test_nobody_tied_has_no_small_map(litto: City, family: Family) -> None:
    assert small_map(StakeholderFactory.create(city=litto, family=family)) is None


def test_the_pages_data_holds_names_as_json(
    as_viewer: Client, litto: City, pair: tuple[Stakeholder, Stakeholder]
) -> None:
    page = as_viewer.get(url("map", litto)).content.decode()
    data = json.loads(page.split('<script id="map-data" type="application/json">')[1].split("</script>")[0])

    assert {mark["name"] for mark in data["marks"].values()} == {"Kiosko Lab", "Jeton Pay"}
    assert data["place"] == ""


def test_a_large_map_opens_in_groups_that_open_one_by_one_or_all_at_once(
    as_viewer: Client, litto: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecosystem.register.atlas.MOST_SINGLE", 50)
    fill(litto, 60)
    address = reverse("register:map", args=[litto.code])

    grouped = as_viewer.get(address).context["map"]
    assert grouped.counts.startswith("60 stakeholders")
    assert 0 < len(grouped.rows) < 60
    key, link = next(iter(grouped.links.opens.items()))

    opened = as_viewer.get(link).context["map"]
    assert len(opened.rows) > len(grouped.rows)
    assert key not in opened.links.opens
    assert all(f"open={key}" in view.address for view in opened.views)

    everybody = as_viewer.get(address, {"open": "all"}).context["map"]
    assert len(everybody.rows) >= 60
    assert not everybody.links.opens


def test_an_address_that_opens_no_group_shows_the_groups(
    as_viewer: Client, litto: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecosystem.register.atlas.MOST_SINGLE", 50)
    fill(litto, 60)

    answer = as_viewer.get(reverse("register:map", args=[litto.code]), {"open": "<script>"})

    assert answer.status_code == 200
    assert answer.context["map"].links.opened == ""
    assert b"open=<script>" not in answer.content
