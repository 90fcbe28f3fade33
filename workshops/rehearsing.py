"""Rehearse a workshop: a copy of its own, with simulated people, of which nothing reaches the real one."""

import random
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ecosystem.models import Family, Stakeholder, User
from workshops import contributions, pledging, rating
from workshops.joining import join
from workshops.models import MINUTES, Listing, Need, Participant, Room, RoomAnswer, Round, Workshop
from workshops.room import open_room

PEOPLE = 20
MOST_PEOPLE = 500
NAMES = ("Ama", "Kofi", "Adjoa", "Yao", "Esi", "Kojo", "Abla", "Sena", "Afi", "Mawuli")
# How people in a hall name the same stakeholder: in full, in haste, with a slip.
WORDINGS = ("{}", "the {}", "{} ")


@transaction.atomic
def rehearse(workshop: Workshop, *, by: User, people: int = PEOPLE, seed: int = 1) -> Room:
    """Open a fresh rehearsal of `workshop` with `people` (0 to 500) simulated participants.

    An earlier rehearsal of it is taken away. Raises ValidationError for a rehearsal's own rehearsal
    and for more people than that.
    """
    if workshop.rehearses_id is not None:
        raise ValidationError(_("This is a rehearsal already."), code="rehearsal")
    if not 0 <= people <= MOST_PEOPLE:
        raise ValidationError(_("Rehearse with up to %(n)s people.") % {"n": MOST_PEOPLE}, code="people")
    Workshop.objects.filter(rehearses=workshop).delete()
    copy = _copy(workshop, by)
    room = open_room(copy, is_rehearsal=True)
    add_people(room, people, seed=seed)
    return room


def _copy(workshop: Workshop, by: User) -> Workshop:
    copy = Workshop(
        city=workshop.city,
        title=_("Rehearsal: %(title)s") % {"title": workshop.title[:100]},
        domain=workshop.domain,
        service=workshop.service,
        description=workshop.description,
        date=workshop.date,
        rehearses=workshop,
        **{name: getattr(workshop, name) for name in MINUTES.values()},
        created_by=by,
    )
    copy.save()
    needs = workshop.needs.all()
    Need.objects.bulk_create(
        Need(workshop=copy, kind=need.kind, label=need.label, weight=need.weight) for need in needs
    )
    for listing in workshop.listings.current().prefetch_related("layers"):
        twin = Listing.objects.create(
            workshop=copy, name=listing.name, family=listing.family, stakeholder=listing.stakeholder
        )
        twin.layers.set(listing.layers.all())
    return copy


def add_people(room: Room, count: int, *, seed: int = 1) -> list[Participant]:
    """Let simulated people join a rehearsal's room; raises ValueError for a real room."""
    if not _is_rehearsed(room):
        raise ValueError("Simulated people join rehearsals only.")
    chance = random.Random(seed)  # noqa: S311 (a play, not a secret)
    families = list(Family.objects.of(room.workshop.city).usable())
    joined = []
    for number in range(count):
        name = NAMES[number % len(NAMES)]
        who, _secret = join(room, name=name, family=chance.choice(families) if families else None)
        who.is_simulated = True
        who.save(update_fields=["is_simulated"])
        joined.append(who)
    return joined


def act(room: Room, *, seed: int = 1) -> int:
    """Let each simulated participant do once what the room does now; return how many did.

    Raises ValueError for a real room.
    """
    if not _is_rehearsed(room):
        raise ValueError("Simulated people act in rehearsals only.")
    chance = random.Random(seed)  # noqa: S311 (a play, not a secret)
    people = list(room.participants.present().filter(is_simulated=True))
    for who in people:
        who.room = room
    deeds = {
        Room.Stage.LISTING: _name_somebody,
        Room.Stage.QUESTION: _answer,
        Room.Stage.PARTNERING: _give_dots,
    }
    deed = deeds.get(Room.Stage(room.stage))
    if deed is None or not room.takes_input:
        return 0
    return deed(room, people, chance)


def _is_rehearsed(room: Room) -> bool:
    """Say whether both the room and its workshop are a rehearsal's: no mark set by mistake is enough."""
    return room.is_rehearsal and room.workshop.rehearses_id is not None


def _name_somebody(room: Room, people: Sequence[Participant], chance: random.Random) -> int:
    entries = list(Stakeholder.objects.of(room.workshop.city).active().select_related("family"))
    if not entries:
        return 0
    for who in people:
        entry = chance.choice(entries)
        wording = chance.choice(WORDINGS).format(entry.name)
        contributions.contribute(room, who, name=wording[:120], family=entry.family)
    return len(people)


def _answer(room: Room, people: Sequence[Participant], chance: random.Random) -> int:
    asked = rating.current(room)
    if asked is None or asked.state != Round.State.OPEN:
        return 0
    asked.room = room
    items = list(asked.items.select_related("listing"))
    said = set(RoomAnswer.objects.filter(item__round=asked).values_list("participant", flat=True))
    acting = [who for who in people if who.pk not in said]
    for item in items:
        item.round = asked
        middle = chance.randint(2, 4)
        for who in acting:
            value = min(max(middle + chance.choice((-1, 0, 0, 1)), 1), 5)
            is_unknown = chance.random() < 0.1  # noqa: PLR2004 (one in ten does not know)
            kinds = chance.sample(item.kinds, k=min(2, len(item.kinds))) if not is_unknown else []
            rating.answer(item, who, said="unknown" if is_unknown else str(value), kinds=kinds)
    return len(acting)


def _give_dots(room: Room, people: Sequence[Participant], chance: random.Random) -> int:
    listings = list(room.workshop.listings.current())
    for who in people:
        for listing in chance.sample(listings, k=min(room.dots, len(listings))):
            if not who.dots.exists():
                pledging.give_dots(who, listing, 1)
    return len(people)
