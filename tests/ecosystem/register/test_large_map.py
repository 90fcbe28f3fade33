"""The page of a large map: words and picture first, what moves it by an address of its own."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.graph.places import View
from ecosystem.models import City, RelationKind
from tests.crowds import fill
from tests.factories import FamilyFactory, RelationFactory, StakeholderFactory


@pytest.fixture
def large(litto: City) -> str:
    """The address of the map of a city with more stakeholders than are drawn in all views at once."""
    fill(litto, 100)
    return reverse("register:map", args=[litto.code])


@pytest.fixture
def in_groups(litto: City, monkeypatch: pytest.MonkeyPatch) -> City:
    """A city whose map opens in groups."""
    monkeypatch.setattr("ecosystem.register.atlas.MOST_SINGLE", 50)
    fill(litto, 60)
    return litto


def data_of(client: Client, city: City, address: str) -> dict[str, Any]:
    """Return what moves the map of the page at `address`."""
    query = address.partition("?")[2].partition("#")[0]
    found: dict[str, Any] = client.get(f"{reverse('register:map-data', args=[city.code])}?{query}").json()
    return found


def test_a_large_maps_page_leaves_out_what_only_moving_it_needs(as_editor: Client, large: str) -> None:
    page = as_editor.get(large, {"view": "network", "size": "resources"})

    assert b'id="map-data"' not in page.content
    assert b"Organisation" in page.content
    data = as_editor.get(page.context["map"].data_address).json()
    assert (data["view"], list(data["views"])) == ("network", ["network"])
    assert {mark["name"] for mark in data["marks"].values()} >= set(page.context["map"].names)
    assert data["place"].endswith("?size=resources")


def test_who_may_only_look_gets_nothing_to_move_with(as_viewer: Client, large: str, litto: City) -> None:
    assert as_viewer.get(reverse("register:map-data", args=[litto.code])).json()["place"] == ""


def test_a_large_map_that_shows_somebody_comes_whole(as_viewer: Client, large: str) -> None:
    name = as_viewer.get(large).context["map"].names[0]

    assert b'id="map-data"' in as_viewer.get(large, {"find": name}).content
    assert b'id="map-data"' in as_viewer.get(large, {"about": name, "steps": "1"}).content


def test_the_words_are_read_before_the_picture_and_the_table(as_viewer: Client, litto: City) -> None:
    family = FamilyFactory.create(city=litto)
    one, other = (StakeholderFactory.create(city=litto, family=family) for _ in range(2))
    RelationFactory.create(source=one, target=other, kind=RelationKind.FUNDS)

    page = as_viewer.get(reverse("register:map", args=[litto.code])).content.decode()

    words, picture, table = (
        page.index(part) for part in ("What the connections say", "<svg class=", "<caption")
    )
    assert words < picture < table


def test_a_crowds_table_stands_on_a_page_of_its_own(as_viewer: Client, large: str) -> None:
    page = as_viewer.get(large, {"view": "layers"})
    assert "<caption" not in page.content.decode()

    address = page.context["map"].table_address
    assert address in page.content.decode()
    table = as_viewer.get(address)
    assert table.content.decode().count("data-row=") == len(page.context["map"].names)
    assert f"{large}?view=layers" in table.content.decode()


def test_a_small_maps_table_is_on_its_page(as_viewer: Client, litto: City) -> None:
    StakeholderFactory.create(city=litto, name="Water Office")

    assert b"data-row=" in as_viewer.get(reverse("register:map", args=[litto.code])).content


def test_the_page_that_opens_a_group_says_who_was_in_it_until_one_goes_on(
    as_viewer: Client, in_groups: City
) -> None:
    address = reverse("register:map", args=[in_groups.code])
    grouped = as_viewer.get(address).context["map"]
    assert grouped.payload["arrived"] is None
    key, link = next(iter(grouped.links.opens.items()))

    page = as_viewer.get(link)

    opened = page.context["map"]
    arrived = opened.payload["arrived"]
    members = set(arrived["keys"])
    assert members == opened.payload["marks"].keys() - grouped.payload["marks"].keys()
    family = {mark["family"] for key, mark in opened.payload["marks"].items() if key in members}
    assert family == {grouped.payload["marks"][key]["family"]}
    assert arrived["said"].startswith(f"{len(members)} stakeholders are opened and outlined on the map: ")
    assert b"<svg" in page.content
    assert data_of(as_viewer, in_groups, opened.data_address)["arrived"] == arrived
    for after in (opened.views[1].address, next(iter(opened.links.opens.values()))):
        told = as_viewer.get(after).context["map"].payload["arrived"] or {"keys": ()}
        assert members.isdisjoint(told["keys"])
    for elsewhere in ("g-nobody-1", "all", "<script>"):
        other = as_viewer.get(address, {"open": [elsewhere], "at": elsewhere}).context["map"]
        assert other.payload["arrived"] is None


@pytest.mark.parametrize("view", [View.ECOSYSTEM, View.LAYERS, View.NETWORK])
def test_opening_a_group_moves_nobody_else(as_viewer: Client, in_groups: City, view: View) -> None:
    grouped = data_of(as_viewer, in_groups, f"?view={view}")

    for link in list(grouped["opens"].values())[:2]:
        opened = data_of(as_viewer, in_groups, link)

        before, after = grouped["views"][view]["places"], opened["views"][view]["places"]
        stayed = before.keys() & after.keys()
        assert stayed
        assert {key: after[key] for key in stayed} == {key: before[key] for key in stayed}
        # With more of them on the map all marks may be drawn smaller, and then all alike.
        shares = [opened["marks"][key]["half"][0] / grouped["marks"][key]["half"][0] for key in stayed]
        assert min(shares) == pytest.approx(max(shares), rel=0.02)


def test_a_mark_moved_on_a_map_in_groups_moves_nobody_else(as_editor: Client, in_groups: City) -> None:
    grouped = data_of(as_editor, in_groups, "?view=network")
    opened = data_of(as_editor, in_groups, next(iter(grouped["opens"].values())))
    before = opened["views"]["network"]["places"]
    key = next(key for key in before if key.startswith("s"))

    answer = as_editor.post(opened["place"], {"view": "network", "key": key, "x": "700", "y": "400"})

    after = answer.json()["scene"]["places"]
    assert after[key] == [700, 400]
    assert {other: after[other] for other in before if other != key} == {
        other: place for other, place in before.items() if other != key
    }
    assert after.keys() == before.keys()
