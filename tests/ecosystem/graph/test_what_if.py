"""What a change of partners does to contacts and layers."""

from ecosystem.graph.records import Ecosystem, Layer, Node, Tie
from ecosystem.graph.what_if import Shift, shift


def world() -> Ecosystem:
    """Return a, b, c, d: a knows c, b knows c and d; d and a are in tension. a is on x, b on x and y."""
    layers = {"a": ("x",), "b": ("x", "y")}
    return Ecosystem(
        families=(),
        layers=(Layer("x", "X"), Layer("y", "Y")),
        rings=(),
        nodes=tuple(Node(key, key, "f", "r", layers=layers.get(key, ())) for key in "abcd"),
        ties=(
            Tie("1", "a", "c", "trust"),
            Tie("2", "c", "b", "funds"),
            Tie("3", "d", "b", "trust"),
            Tie("4", "a", "d", "tension"),
        ),
    )


def test_who_knew_one_partner_only_is_cut_off() -> None:
    assert shift(world(), {"a", "b"}, {"a"}) == Shift(cut_off=("d",), reached=(), empty=("y",), held=())


def test_who_joins_brings_contacts_and_layers() -> None:
    assert shift(world(), {"a"}, {"a", "b"}) == Shift(cut_off=(), reached=("d",), empty=(), held=("y",))


def test_tension_is_no_contact() -> None:
    assert shift(world(), set(), {"a"}).reached == ("c",)


def test_who_becomes_a_partner_is_not_counted_as_cut_off() -> None:
    assert shift(world(), {"a"}, {"c"}).cut_off == ()
