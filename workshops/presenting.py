"""Presenting a workshop's map: states of it in order, each as a picture with its caption."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ecosystem.graph.narrowed import Lens, narrowed
from ecosystem.graph.places import View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.answers import MapFile
from ecosystem.maps.captions import views_of
from ecosystem.maps.drawn import Kept
from ecosystem.maps.looks import COLOUR, SIZE, asked_look
from ecosystem.maps.offline import offline_page
from ecosystem.maps.scene import compose
from ecosystem.maps.sheet import Links, Sheet, sheet_of
from workshops.atlas import heading_of, workshop_file
from workshops.mapping import ecosystem_of, key_of
from workshops.models import Slide, Workshop
from workshops.placing import drawn_map, kept_places


@dataclass(frozen=True, slots=True)
class Shown:
    """A state as it is shown; `number` counts from 1."""

    number: int
    caption: str
    map: Sheet


def slides_of(workshop: Workshop) -> list[Slide]:
    """Return the states of the workshop's presentation in order."""
    return list(Slide.objects.filter(workshop=workshop, removed_at=None).select_related("focus"))


def shown_slides(workshop: Workshop) -> list[Shown]:
    """Return the presentation's states drawn; what is filtered out moves nobody else."""
    ecosystem, kept = ecosystem_of(workshop), kept_places(workshop)
    return [
        Shown(number, slide.caption, _sheet(workshop, ecosystem, slide, kept))
        for number, slide in enumerate(slides_of(workshop), start=1)
    ]


def _sheet(workshop: Workshop, ecosystem: Ecosystem, slide: Slide, kept: Kept) -> Sheet:
    look = {COLOUR: slide.colour, SIZE: slide.size}
    part, view = narrowed(asked_look(ecosystem, look), lens_of(slide)), View(slide.view)
    view = view if view in views_of(part) else View.ECOSYSTEM
    scenes = {view: compose(view, part, kept.get(view, {}))}
    return sheet_of(part, scenes, heading_of(workshop), view=view, kept={}, links=Links())


def map_to_take(workshop: Workshop, format_: str, view: View, asked: Mapping[str, str]) -> MapFile:
    """Return the map as a file; the web page has the presentation inside."""
    slides = shown_slides(workshop) if format_ == "html" else []
    if not slides:
        return workshop_file(workshop, format_, view, asked)
    ecosystem, heading = asked_look(ecosystem_of(workshop), asked), heading_of(workshop)
    drawn, kept = drawn_map(workshop, ecosystem)
    sheet = sheet_of(ecosystem, drawn.scenes, heading, view=view, kept=kept, links=Links())
    return MapFile("html", f"{heading.source} {heading.title}", offline_page(sheet, slides))


def lens_of(slide: Slide) -> Lens:
    """Return who is left on the map in this state."""
    return Lens(
        family=slide.family,
        layer=slide.layer,
        resource=slide.resource,
        kind=slide.kind,
        partners_only=slide.partners_only,
        focus=key_of(slide.focus) if slide.focus else "",
    )


@transaction.atomic
def add_slide(slide: Slide) -> Slide:
    """Put a new state at the end. Raises ValidationError when a value cannot be kept."""
    slide.full_clean()
    last = Slide.objects.filter(workshop=slide.workshop).aggregate(last=Max("position"))["last"]
    slide.position = (last or 0) + 1
    slide.save()
    return slide


def change_slide(slide: Slide) -> None:
    """Keep a state as it was changed. Raises ValidationError when a value cannot be kept."""
    slide.full_clean()
    slide.save()


@transaction.atomic
def move_slide(slide: Slide, *, is_up: bool) -> None:
    """Change places with the state before or after; at an end nothing happens."""
    rows = slides_of(slide.workshop)
    here = next(index for index, row in enumerate(rows) if row.pk == slide.pk)
    there = here - 1 if is_up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows, start=1):
        row.position = position
    Slide.objects.bulk_update(rows, ["position"])


def remove_slide(slide: Slide) -> None:
    """Take the state out of the presentation; it can be put back."""
    slide.removed_at = timezone.now()
    slide.save(update_fields=["removed_at"])


def restore_slide(slide: Slide) -> None:
    """Put a removed state back to where it was."""
    slide.removed_at = None
    slide.save(update_fields=["removed_at"])
