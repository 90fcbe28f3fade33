"""The picture of thousands: everything of the scene is in it, told once for all that look alike."""

import json
import re
from dataclasses import replace

from ecosystem.graph.places import View
from ecosystem.maps.scene import compose
from ecosystem.maps.sketch import sketch_data, sketch_of
from tests.graphs import crowd_map


def test_every_mark_and_every_tie_is_drawn_and_looks_are_told_once() -> None:
    whole = crowd_map("random", 120, 1)
    scene = compose(View.NETWORK, whole, {})

    drawn = sketch_data(scene, whole)

    stands = sorted(point for look in drawn["marks"] for point in look["at"])
    assert stands == sorted((place.x, place.y) for place in scene.places.values())
    assert len(drawn["marks"]) < 20
    assert sum(tie["paths"].count("M") for tie in drawn["ties"]) == len(whole.ties)
    assert len(drawn["labels"]) == len(scene.labels)


def test_on_layers_who_stands_on_several_has_a_leg_to_each() -> None:
    whole = crowd_map("random", 120, 1)
    scene = compose(View.LAYERS, whole, {})

    legs = sketch_data(scene, whole)["legs"]

    assert len(legs) == sum(1 for feet in scene.feet.values() if feet)
    assert {round(y, 1) for leg in legs for y in leg["feet"]} == {
        round(y, 1) for feet in scene.feet.values() for y in feet
    }


def test_a_name_cannot_end_the_script_it_stands_in() -> None:
    whole = crowd_map("random", 90, 1)
    nodes = tuple(replace(node, name="</script><b>") for node in whole.nodes)
    hostile = replace(whole, nodes=nodes)

    script = sketch_of(compose(View.NETWORK, hostile, {}), hostile)

    assert script.count("</script>") == 1
    assert any("</script>" in str(text) for text in json.loads(re.sub("<[^>]*>", "", script))["labels"])
