"""A large map in clusters: everybody is in one mark, and opening one shows who is in it."""

import pytest

from ecosystem.graph.clusters import clustered, clusters_of
from ecosystem.graph.records import Ecosystem, Family
from tests.litto import litto, times_over


def name(family: Family, count: int) -> str:
    return f"{family.name} {count}"


@pytest.fixture(scope="module")
def crowd() -> Ecosystem:
    return times_over(litto(), 11)


def test_everybody_is_in_one_mark(crowd: Ecosystem) -> None:
    found = clustered(crowd, (), name)

    inside = [key for keys in found.members.values() for key in keys]
    alone = [node.key for node in found.shown.nodes if node.key not in found.members]
    assert sorted([*inside, *alone]) == sorted(node.key for node in crowd.nodes)
    assert len(found.shown.nodes) < len(crowd.nodes) * 0.8


def test_a_cluster_is_of_one_family_and_says_how_many(crowd: Ecosystem) -> None:
    found = clustered(crowd, (), name)

    for key, keys in found.members.items():
        cluster = found.shown.node(key)
        assert {crowd.node(each).family for each in keys} == {cluster.family}
        assert cluster.mark == str(len(keys))
        assert cluster.name.endswith(f" {len(keys)}")
        assert len(keys) > 1


def test_partners_and_empty_chairs_stay_by_themselves(crowd: Ecosystem) -> None:
    shown = clustered(crowd, (), name).shown

    own = [node.key for node in crowd.nodes if node.is_partner or node.is_ghost]
    assert own
    assert all(shown.has(key) for key in own)


def test_opening_one_shows_its_members_and_leaves_the_other_clusters(crowd: Ecosystem) -> None:
    closed = clustered(crowd, (), name)
    opened = next(iter(closed.members))

    found = clustered(crowd, (opened,), name)

    assert not found.shown.has(opened)
    assert all(found.shown.has(key) for key in closed.members[opened])
    assert set(found.members) == set(closed.members) - {opened}


def test_opening_the_largest_leaves_the_others_as_large_as_they_were(crowd: Ecosystem) -> None:
    closed = clustered(crowd, (), name)
    most = max(map(len, closed.members.values()))
    largest = [key for key, members in closed.members.items() if len(members) == most]

    found = clustered(crowd, largest, name)

    assert found.members
    assert {key: found.shown.node(key).influence for key in found.members} == {
        key: closed.shown.node(key).influence for key in found.members
    }


def test_ties_between_clusters_are_bundled_by_kind_and_none_is_lost(crowd: Ecosystem) -> None:
    found = clustered(crowd, (), name)
    home = {each: key for key, keys in found.members.items() for each in keys}

    drawn = {(frozenset((tie.source, tie.target)), tie.kind) for tie in found.shown.ties}
    meant = {
        (frozenset((home.get(tie.source, tie.source), home.get(tie.target, tie.target))), tie.kind)
        for tie in crowd.ties
    }
    assert drawn == {(ends, kind) for ends, kind in meant if len(ends) == 2}


def test_the_same_map_has_the_same_clusters(crowd: Ecosystem) -> None:
    clusters_of.cache_clear()
    first = clusters_of(crowd)
    clusters_of.cache_clear()

    assert clusters_of(crowd) == first
