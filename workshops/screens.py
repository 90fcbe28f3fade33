"""What phones, the wall and the console show: drawn once each time the room changes, for all alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from ecosystem.graph.places import View
from ecosystem.hall import wifi_text
from ecosystem.live.pictures import Feed
from ecosystem.models import Family, Means, ResourceKind
from workshops.acting import last_of
from workshops.advancing import next_after
from workshops.atlas import workshop_sheet
from workshops.contributions import Case, queue_of
from workshops.models import (
    Contribution,
    Dots,
    Listing,
    Participant,
    Pledge,
    Question,
    Room,
    RoomAnswer,
    Round,
    RoundItem,
    Workshop,
)
from workshops.paper import Box, boxes_of
from workshops.pledging import dots_of, pledges_of
from workshops.questionnaire import LABELS, UNKNOWN, Option, in_order, options_of
from workshops.rating import current
from workshops.results import ItemResult, answered_by, results_of
from workshops.room import plan_ends_at

WALL_PACE_S = 0.3
PHONE_PACE_S = 0.05
NAMED_SHOWN = 12


@dataclass(frozen=True, slots=True)
class PhoneItem:
    """One question on a phone: its options, and what this phone has answered."""

    item: RoundItem
    options: tuple[Option, ...]
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PhoneScreen:
    """The one thing a phone shows now."""

    room: Room
    asked: Round | None
    items: tuple[PhoneItem, ...]
    families: Sequence[Family]
    candidates: Sequence[tuple[Listing, int]]
    offers: Sequence[tuple[str, Any]]
    # For phones without script; with it each sending gets a key of its own.
    key: str = ""

    @property
    def dot_numbers(self) -> range:
        """How many dots somebody may give to one listing."""
        return range(self.room.dots + 1)

    @property
    def stage(self) -> str:
        """What the phone shows: the room's stage, 'closed', or 'wait' where there is nothing to do."""
        if not self.room.is_open:
            return "closed"
        if self.room.stage != Room.Stage.QUESTION:
            return self.room.stage
        is_open = self.asked is not None and self.asked.state == Round.State.OPEN
        return Room.Stage.QUESTION if is_open and self.room.takes_input else "wait"


def phone_screen(room: Room, who: Participant | None = None) -> PhoneScreen:
    """Return what a phone in `room` shows; what `who` has said is marked, with nobody nothing is."""
    asked = current(room) if room.stage == Room.Stage.QUESTION else None
    is_open = asked is not None and asked.state == Round.State.OPEN
    is_partnering = room.stage == Room.Stage.PARTNERING
    return PhoneScreen(
        room=room,
        asked=asked,
        items=tuple(_phone_items(asked, who)) if asked is not None and is_open else (),
        families=list(_families(room)),
        candidates=_candidates(room, who) if is_partnering else (),
        offers=[*ResourceKind.choices, *Means.choices] if is_partnering else (),
        key=str(uuid4()) if who else "",
    )


def _families(room: Room) -> Iterable[Family]:
    return Family.objects.of(room.workshop.city).usable() if room.stage == Room.Stage.LISTING else ()


def _candidates(room: Room, who: Participant | None) -> list[tuple[Listing, int]]:
    given = dict(Dots.objects.filter(participant=who).values_list("listing", "count")) if who else {}
    listings = room.workshop.listings.current().select_related("family")
    return [(listing, given.get(listing.pk, 0)) for listing in listings]


def _phone_items(asked: Round, who: Participant | None) -> list[PhoneItem]:
    items = asked.items.select_related("listing__family")
    chosen = _chosen(asked, who) if who else {}
    return [PhoneItem(item, _options(item), chosen.get(item.pk, frozenset())) for item in items]


def _options(item: RoundItem) -> tuple[Option, ...]:
    question = Question(item.question)
    if item.is_scale:
        return options_of(question)
    labels = LABELS[question]
    return tuple(Option(kind, str(labels(kind).label)) for kind in item.kinds)


def _chosen(asked: Round, who: Participant) -> dict[int, frozenset[str]]:
    """Return what a participant has answered to each question of a round."""
    chosen: dict[int, frozenset[str]] = {}
    for said in RoomAnswer.objects.filter(participant=who, item__round=asked).prefetch_related("choices"):
        kinds = {choice.kind for choice in said.choices.all()}
        single = {UNKNOWN} if said.is_unknown else {str(said.value)} if said.value else set()
        chosen[said.item_id] = frozenset(kinds | single)
    return chosen


@dataclass(frozen=True, slots=True)
class RoomState:
    """How the room stands, as the console and the wall show it."""

    room: Room
    joined: int
    asked: Round | None
    # The questions before the room.
    items: Sequence[RoundItem]
    answered: int
    results: tuple[ItemResult, ...]
    named: int
    recent: Sequence[Contribution]
    dots: Sequence[tuple[Listing, int]]

    @property
    def wifi_text(self) -> str:
        """What the QR code of the hall's Wi-Fi says."""
        return wifi_text(self.room.wifi_name, self.room.wifi_password)

    @property
    def is_revealed(self) -> bool:
        """Whether the wall shows what the room says."""
        return self.asked is not None and self.asked.state == Round.State.REVEALED


def state_of(room: Room) -> RoomState:
    """Return how the room stands, in a number of queries that does not grow with its people."""
    asked = current(room) if room.stage == Room.Stage.QUESTION else None
    is_revealed = asked is not None and asked.state == Round.State.REVEALED
    if asked is not None:
        asked.room = room
    visible = room.contributions.exclude(state__in=[Contribution.State.HIDDEN, Contribution.State.ASIDE])
    newest = visible.select_related("family").order_by("-pk")[:NAMED_SHOWN]
    return RoomState(
        room=room,
        joined=room.participants.present().count(),
        asked=asked,
        items=list(asked.items.select_related("listing__family")) if asked else (),
        answered=answered_by(asked) if asked else 0,
        results=tuple(results_of(asked)) if asked is not None and is_revealed else (),
        named=visible.count(),
        recent=list(newest) if room.stage == Room.Stage.LISTING else (),
        dots=dots_of(room)[:NAMED_SHOWN] if room.stage == Room.Stage.PARTNERING else (),
    )


@dataclass(frozen=True, slots=True)
class HandsRow:
    """A question for which hands can be counted, with what they go up for."""

    item: RoundItem
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the console shows that changes by itself."""

    state: RoomState
    queue: Sequence[Case]
    families: Sequence[Family]
    hands: Sequence[HandsRow]
    pledges: Sequence[Pledge]
    parked: Sequence[Any]
    times: Sequence[Any]
    undoable: str
    # Whether there is a question to come back to after the room did something else.
    has_question: bool
    listed: Sequence[Listing]
    # Who is asked about next with the same questions, once the room's answers are revealed.
    following: Sequence[Listing]
    checked: int
    middle_ms: int
    slowest_ms: int

    @property
    def has_values(self) -> bool:
        """Whether what was revealed shows values to keep."""
        return any(result.is_shown for result in self.state.results)

    @property
    def is_about_one(self) -> bool:
        """Whether all questions before the room are about the same stakeholder."""
        return len({item.listing_id for item in self.state.items}) == 1

    @property
    def questions(self) -> list[str]:
        """What is asked, each question once."""
        return list(dict.fromkeys(item.question for item in self.state.items))


def desk_of(room: Room) -> Desk:
    """Return the console's live part."""
    last, queue, state = last_of(room), queue_of(room), state_of(room)
    checks = room.participants.exclude(check_reply=None).values_list("check_reply__took_ms", flat=True)
    replies = sorted(checks) if room.stage == Room.Stage.CHECK else []
    return Desk(
        state=state,
        hands=[
            HandsRow(item, boxes_of(item.question_choice))
            for item in (() if state.is_revealed else state.items)
        ],
        queue=queue,
        # Asked for where nobody has said one.
        families=list(Family.objects.of(room.workshop.city).usable()) if queue else (),
        pledges=[pledge for pledge in pledges_of(room) if pledge.state == Pledge.State.WAITING],
        parked=list(room.parked.all()),
        times=[(time, plan_ends_at(time)) for time in room.times.all()],
        undoable=last.words if last else "",
        has_question=room.rounds.exists(),
        listed=list(in_order(room.workshop)),
        following=next_after(state.asked) if state.asked is not None and state.is_revealed else (),
        checked=len(replies),
        middle_ms=replies[(len(replies) - 1) // 2] if replies else 0,
        slowest_ms=replies[-1] if replies else 0,
    )


def _on_wall(room: Room, address: str) -> dict[str, Any]:
    # Behind '#' the code reaches the phone's browser only, no server and no log.
    shown: dict[str, Any] = {"address": address, "join_url": f"{address}{reverse('phones:code')}#{room.code}"}
    if room.wall == Room.Wall.MAP:
        shown["map"] = workshop_sheet(room.workshop, View.ECOSYSTEM)
    return shown


def _drawn(room_pk: int, language: str, template: str, build: Any, address: str = "") -> str:
    """Draw one screen of a room afresh, with nothing in it that belongs to one person."""
    room = Room.objects.select_related("workshop__city", "workshop__domain").get(pk=room_pk)
    with translation.override(language):
        more = _on_wall(room, address) if address else {}
        return render_to_string(template, {"screen": build(room), **more})


def phone_feed(room: Room, language: str) -> Feed:
    """Return what all phones of a room follow; what the room sends in does not wake them."""
    draw = partial(_drawn, room.pk, language, "workshops/phone_stage.html", phone_screen)
    topics = frozenset({room.topic, Workshop(pk=room.workshop_id).topic})  # without reading the workshop
    return Feed(f"phone/{room.pk}/{language}", topics, draw, PHONE_PACE_S)


def wall_feed(room: Room, language: str, address: str) -> Feed:
    """Return what the walls of a room follow; `address` is where phones join."""
    draw = partial(_drawn, room.pk, language, "workshops/wall_stage.html", state_of, address=address)
    topics = frozenset({room.topic, room.input_topic, room.workshop.topic})
    return Feed(f"wall/{room.pk}/{language}/{address}", topics, draw, WALL_PACE_S)


def console_feed(room: Room, language: str) -> Feed:
    """Return what the consoles of a room follow."""
    draw = partial(_drawn, room.pk, language, "workshops/console_desk.html", desk_of)
    topics = frozenset({room.topic, room.input_topic, room.workshop.topic})
    return Feed(f"console/{room.pk}/{language}", topics, draw, WALL_PACE_S)
