"""What is done at the console: remembered as it was before, so that the last action can be undone."""

from collections.abc import Iterable, Sequence

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from ecosystem.live.bus import publish
from ecosystem.models import User
from workshops.models import ConsoleAction, Room

KEPT = 20
Before = dict[str, object]


def as_it_is(rows: Iterable[Model], fields: Sequence[str]) -> list[Before]:
    """Return how `rows` are now in `fields`, for `remember`."""
    return [
        {"model": row._meta.label, "pk": row.pk, "fields": {name: getattr(row, name) for name in fields}}
        for row in rows
    ]


def made(rows: Iterable[Model]) -> list[Before]:
    """Return that `rows` did not exist before, for `remember`."""
    return [{"model": row._meta.label, "pk": row.pk, "fields": None} for row in rows]


def lost(rows: Iterable[Model]) -> list[Before]:
    """Return `rows` as a whole, before they are deleted, for `remember`."""
    return [
        {
            "model": row._meta.label,
            "pk": row.pk,
            "fields": {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields},
            "is_lost": True,
        }
        for row in rows
    ]


def remember(room: Room, words: str, before: Sequence[Before], *, by: User) -> None:
    """Keep what was done and how it was before, and tell every screen of the room."""
    action = ConsoleAction.objects.create(room=room, words=words, before=list(before), by=by)
    ConsoleAction.objects.filter(room=room, pk__lte=action.pk - KEPT * 10).delete()
    publish(room.topic)
    publish(room.input_topic)


@transaction.atomic
def undo_last(room: Room) -> str:
    """Take back the last action; return what it was, '' when there is nothing to take back."""
    action = room.actions.select_for_update().first()
    if action is None:
        return ""
    for row in reversed(action.before):
        model = apps.get_model(row["model"])
        found = model._default_manager.filter(pk=row["pk"])
        if row["fields"] is None:
            found.delete()
            continue
        fields = {name: model._meta.get_field(name).to_python(was) for name, was in row["fields"].items()}
        if row.get("is_lost"):
            model._default_manager.bulk_create([model(**fields)], ignore_conflicts=True)
        else:
            found.update(**fields)
    action.delete()
    publish(room.topic)
    publish(room.input_topic)
    return action.words


def last_of(room: Room) -> ConsoleAction | None:
    """Return what an undo would take back."""
    return room.actions.select_related("by").first()
