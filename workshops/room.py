"""Leading the room: open and close it, say what it does, time it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.live.bus import publish
from ecosystem.live.pictures import fingerprint
from ecosystem.models import User
from ecosystem.text import clean_text, one_line
from workshops.acting import Before, as_it_is, lost, made, remember
from workshops.joining import forget_tries, new_code
from workshops.models import ParkedItem, Room, RoomCheck, Step, StepTime, Table, Workshop

TRIES = 5
# The minutes of a step run while the room does what belongs to it.
STEP_OF = {
    Room.Stage.LISTING: Step.LISTING,
    Room.Stage.QUESTION: Step.IDENTIFICATION,
    Room.Stage.PARTNERING: Step.PARTNERING,
}


def open_room(workshop: Workshop, *, is_anonymous: bool = False, is_rehearsal: bool = False) -> Room:
    """Open the workshop's room under a new code; one that was closed opens again with all it holds.

    Whether names are given is decided once: an opened room stays as it is.
    """
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return _opened(workshop, is_anonymous=is_anonymous, is_rehearsal=is_rehearsal)
        except IntegrityError:
            continue
    raise RuntimeError("No code is free.")


def _opened(workshop: Workshop, *, is_anonymous: bool, is_rehearsal: bool) -> Room:
    room = Room.objects.select_for_update().filter(workshop=workshop).first()
    if room is None:
        room = Room.objects.create(
            workshop=workshop, code=new_code(), is_anonymous=is_anonymous, is_rehearsal=is_rehearsal
        )
        for step, minutes in workshop.agenda.items():
            StepTime.objects.create(room=room, step=step, planned_min=minutes)
    elif not room.is_open:
        room.code, room.closed_at = new_code(), None
        room.save(update_fields=["code", "closed_at"])
    publish(room.topic)
    return room


@transaction.atomic
def close(room: Room) -> None:
    """Close the room: its code opens nothing any more; what was said stays."""
    room.closed_at = timezone.now()
    room.save(update_fields=["closed_at"])
    forget_tries(room)
    _run_clock(room, "")
    publish(room.topic)


def renew_code(room: Room, *, by: User) -> None:
    """Give the room another code; who is in stays in."""
    change(room, _("Another code"), by=by, code=new_code())


def change(room: Room, words: str, *, by: User, before: Sequence[Before] = (), **fields: object) -> Room:
    """Change what the room does, remembered as `words` so that it can be undone.

    `before` tells what else has been changed with it. Raises ValidationError when a value cannot be kept.
    """
    with transaction.atomic():
        # As it is stored, since a form has changed the object it was filled into.
        stored = as_it_is([Room.objects.select_for_update().get(pk=room.pk)], list(fields))
        for name, value in fields.items():
            setattr(room, name, value)
        room.full_clean()
        room.save(update_fields=list(fields))
        remember(room, words, [*before, *stored], by=by)
    return room


@transaction.atomic
def set_stage(room: Room, stage: str, *, by: User) -> Room:
    """Let everybody see `stage` on their phones, the wall follow it, and the minutes of its step run.

    Raises ValidationError for a stage that does not exist.
    """
    if stage not in Room.Stage.values:
        raise ValidationError(_("Choose what the room does."), code="stage")
    words = str(Room.Stage(stage).label)
    fields: dict[str, object] = {"stage": stage, "wall": Room.Wall.STAGE}
    if stage == Room.Stage.CHECK:
        fields["checked_at"] = timezone.now()
        # Each test is counted afresh.
        RoomCheck.objects.filter(participant__room=room).delete()
    return change(room, words, by=by, before=follow(room, stage), **fields)


def follow(room: Room, stage: str) -> list[Before]:
    """Let the minutes of the step run that `stage` belongs to; return how they were, for `remember`.

    Before and between the steps they stay as they are.
    """
    step = STEP_OF.get(Room.Stage(stage))
    if step is None or room.times.filter(step=step).exclude(started_at=None).exists():
        return []
    before = as_it_is(room.times.all(), ["started_at", "spent_s"])
    _run_clock(room, step)
    return before


def set_timer(room: Room, minutes: float, *, by: User) -> Room:
    """Let a timer of `minutes` run for all; 0 takes it away."""
    ends = timezone.now() + timedelta(minutes=min(minutes, 600)) if minutes > 0 else None
    words = _("Timer: %(n)s min") % {"n": f"{minutes:g}"} if ends else _("Timer off")
    return change(room, words, by=by, timer_ends_at=ends)


@transaction.atomic
def keep_notes(room: Room, notes: str, *, read: str) -> None:
    """Keep the facilitators' private notes; `read` is the fingerprint of those the console shows.

    Raises ValidationError when they cannot be kept, and when somebody wrote others meanwhile.
    """
    stored = Room.objects.select_for_update().get(pk=room.pk).notes
    room.notes = clean_text(notes)
    if stored and stored != room.notes and fingerprint(stored) != read:
        raise ValidationError(
            _("Not kept: somebody else wrote notes meanwhile. Copy yours, reload, and put both together."),
            code="notes",
        )
    room.full_clean()
    room.save(update_fields=["notes"])


@transaction.atomic
def park(room: Room, text: str, *, by: User) -> ParkedItem:
    """Put something into the parking lot; raises ValidationError when it cannot be kept."""
    item = ParkedItem(room=room, text=one_line(text))
    item.full_clean()
    item.save()
    remember(room, _("Put into the parking lot"), made([item]), by=by)
    return item


@transaction.atomic
def settle(item: ParkedItem, *, is_done: bool, by: User) -> str:
    """Mark a parked item as settled, or as open again; return what is true now.

    Where a colleague did so a moment before, nothing is left to do, and to undo.
    """
    words = _("A parked item is settled") if is_done else _("A parked item is open again")
    stored = ParkedItem.objects.select_for_update().get(pk=item.pk)
    if stored.is_done != is_done:
        before = as_it_is([stored], ["is_done"])
        stored.is_done = is_done
        stored.save(update_fields=["is_done"])
        remember(item.room, words, before, by=by)
    return words


@transaction.atomic
def add_table(room: Room, name: str, *, by: User) -> Table:
    """Add a table, at any time; raises ValidationError when the name is taken or cannot be kept."""
    table = Table(room=room, name=one_line(name))
    table.full_clean()
    table.save()
    remember(room, _("%(name)s is added") % {"name": table.name}, made([table]), by=by)
    return table


@transaction.atomic
def rename_table(table: Table, name: str, *, by: User) -> Table:
    """Call a table otherwise; raises ValidationError when the name is taken or cannot be kept."""
    before = as_it_is([table], ["name"])
    old, table.name = table.name, one_line(name)
    table.full_clean()
    table.save(update_fields=["name"])
    remember(table.room, _("%(old)s is now %(name)s") % {"old": old, "name": table.name}, before, by=by)
    return table


@transaction.atomic
def remove_table(table: Table, *, by: User) -> None:
    """Take a table away: its people and what they named stay, at no table; undo puts them back."""
    room = table.room
    before = as_it_is([*table.participants.all(), *table.contributions.all()], ["table_id"])
    before += lost([table])
    remember(room, _("%(name)s is taken away") % {"name": table.name}, before, by=by)
    table.delete()


@transaction.atomic
def start_clock(room: Room, step: str, *, by: User) -> None:
    """Let the time of `step` run and the others' stand; '' lets all stand."""
    before = as_it_is(room.times.all(), ["started_at", "spent_s"])
    _run_clock(room, step)
    words = _("The minutes of a step run") if step else _("The minutes stand")
    remember(room, words, before, by=by)


def _run_clock(room: Room, step: str) -> None:
    now = timezone.now()
    for time in room.times.select_for_update():
        if time.step == step and time.started_at is None:
            time.started_at = now
        elif time.step != step and time.started_at is not None:
            time.spent_s += int((now - time.started_at).total_seconds())
            time.started_at = None
        time.save(update_fields=["started_at", "spent_s"])


def plan_ends_at(time: StepTime) -> datetime | None:
    """Return when the planned minutes of a step are over; None while it stands."""
    if time.started_at is None:
        return None
    return time.started_at + timedelta(minutes=time.planned_min, seconds=-time.spent_s)


@transaction.atomic
def replan(workshop: Workshop, steps: Iterable[Step]) -> None:
    """Bring what the set-up says of `steps` to the run sheet of a room that there is already."""
    room = Room.objects.filter(workshop=workshop).first()
    if room is None:
        return
    for step in steps:
        room.times.filter(step=step).update(planned_min=workshop.agenda[step])
    publish(room.topic)


@transaction.atomic
def plan_minutes(room: Room, step: str, minutes: int, *, by: User) -> None:
    """Plan `minutes` (1 to 600) for a step; raises ValidationError for anything else."""
    time = room.times.filter(step=step).first()
    if time is None:
        raise ValidationError(_("Choose listing, identification or partnering."), code="step")
    before = as_it_is([time], ["planned_min"])
    time.planned_min = minutes
    time.full_clean()
    time.save(update_fields=["planned_min"])
    remember(room, _("Other planned minutes"), before, by=by)
