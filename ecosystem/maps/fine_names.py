"""The names a screen has no room for, in small letters: what is printed large is read from near."""

from dataclasses import replace

from ecosystem.graph.places import Pile, around
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.crowd_names import free_names
from ecosystem.maps.label_spots import Side
from ecosystem.maps.marks import marks_of, parts_of
from ecosystem.maps.scene import Scene, wish_of

# Letters tried one after the other, of the size names have in a room: on A0 7, 5 and 3 mm high lines.
SCALES = (0.375, 0.28, 0.2)
# Of more marks only the smaller ones find room.
SOME, MANY = 400, 1000


def finely_named(scene: Scene, ecosystem: Ecosystem) -> Scene:
    """Return a scene in which whoever has no name yet has a small one, if it is free beside the mark."""
    marks = marks_of(ecosystem)
    if len(scene.labels) == len(marks):
        return scene
    labels = dict(scene.labels)
    taken = [*scene.guides.boxes(), *(label.box for label in labels.values())]
    for key, mark in marks.items():
        taken += parts_of(mark, scene.places[key].x, scene.places[key].y)
    if scene.hub:
        taken.append(around(scene.hub.x, scene.hub.y, scene.hub.radius))
    ground = Pile(taken)
    for scale in SCALES[(len(marks) > SOME) + (len(marks) > MANY) :]:
        nameless = [node for node in ecosystem.nodes if node.key not in labels]
        wishes = [
            wish_of(scene.view, node, marks[node.key], scene.places[node.key], scale) for node in nameless
        ]
        labels |= free_names(wishes, ground, sides=set(Side))
    return replace(scene, labels=labels)
