"""What phones will see in each step, before there is a room: drawn by the templates phones get."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecosystem.models import City, Family, Means, ResourceKind
from workshops.models import Listing, Question, Room, Round, RoundItem, Step, Workshop
from workshops.questionnaire import options_of
from workshops.screens import PhoneItem, PhoneScreen

SHOWN = 3


@dataclass(frozen=True, slots=True)
class PhonePreview:
    """A step of the workshop, and the phone's screen in it."""

    step: Step
    screen: PhoneScreen


def previews_of(workshop: Workshop, city: City) -> list[PhonePreview]:
    """Return a phone's screen for each step, about the first who are listed, or about an example."""
    families = list(Family.objects.of(city).usable())
    listed = list(workshop.listings.current().select_related("family")[:SHOWN]) if workshop.pk else []
    names = listed or [Listing(workshop=workshop, name=_("Kiosk keepers"))]
    question = Question.READINESS
    item = RoundItem(listing=names[0], question=question)
    asked = PhoneItem(item, tuple(options_of(question)))
    return [
        PhonePreview(Step.LISTING, _screen(Room.Stage.LISTING, workshop, families=families)),
        PhonePreview(Step.IDENTIFICATION, _screen(Room.Stage.QUESTION, workshop, items=(asked,))),
        PhonePreview(Step.PARTNERING, _screen(Room.Stage.PARTNERING, workshop, names=names)),
    ]


def _screen(
    stage: Room.Stage,
    workshop: Workshop,
    *,
    families: Sequence[Family] = (),
    items: tuple[PhoneItem, ...] = (),
    names: Sequence[Listing] = (),
) -> PhoneScreen:
    return PhoneScreen(
        room=Room(workshop=workshop, stage=stage),
        asked=Round(state=Round.State.OPEN) if items else None,
        items=items,
        families=families,
        candidates=[(listing, 0) for listing in names],
        offers=[*ResourceKind.choices, *Means.choices] if names else (),
    )
