"""A view as the inside of an SVG in a page, drawn once as long as nothing of it changes."""

from weakref import WeakKeyDictionary

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ecosystem.graph.records import Ecosystem
from ecosystem.maps.palette import variables
from ecosystem.maps.poster import drawing
from ecosystem.maps.scene import Scene

_drawn: "WeakKeyDictionary[Scene, SafeString]" = WeakKeyDictionary()


def svg_of(scene: Scene, ecosystem: Ecosystem) -> SafeString:
    """Return the picture of a scene of `ecosystem` in the colours of the page it stands in."""
    svg = _drawn.get(scene)
    if svg is None:
        tokens = variables()
        colours = {name.replace("-", "_"): value for name, value in tokens.items()}
        context = {"drawing": drawing(scene, ecosystem, tokens), "colours": colours}
        svg = _drawn[scene] = render_to_string("exports/drawing.svg", context)
    return svg
