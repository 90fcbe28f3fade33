"""The picture in a page: the same one while nothing changes, another one as soon as something does."""

from dataclasses import replace

from django.utils import translation

from ecosystem.graph.places import View
from ecosystem.maps.scene import compose
from ecosystem.maps.svg import svg_of
from tests.litto import litto


def test_a_view_is_drawn_once_and_anew_when_something_changes() -> None:
    ecosystem = litto()
    first = svg_of(compose(View.NETWORK, ecosystem, {}), ecosystem)
    again = litto()
    assert svg_of(compose(View.NETWORK, again, {}), again) is first

    first_node, *others = ecosystem.nodes
    renamed = replace(ecosystem, nodes=(replace(first_node, name="Salt <makers>"), *others))
    drawn = svg_of(compose(View.NETWORK, renamed, {}), renamed)
    assert "Salt &lt;makers&gt;" in drawn
    assert "Salt" not in first


def test_numbers_are_written_for_browsers_in_every_language() -> None:
    ecosystem = replace(litto(), centre="Nombres")
    with translation.override("fr"):
        drawn = svg_of(compose(View.NETWORK, ecosystem, {}), ecosystem)
    assert 'font-size="' in drawn
    assert not any("," in part.split('"', 1)[0] for part in drawn.split('font-size="')[1:])
