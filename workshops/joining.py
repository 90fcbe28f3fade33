"""How people come into a room: codes, wrong codes, and who is who without an account."""

import hashlib
import secrets
from typing import cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ecosystem import plain
from ecosystem.live.bus import publish
from ecosystem.models import City, Family, TokenBucket
from ecosystem.text import one_line
from workshops import pace
from workshops.models import Participant, Receipt, Room, Table, Workshop
from workshops.models.room import CODE_LENGTH, CODE_LETTERS

# A person mistypes a few times; whoever goes on guesses.
WRONG_PER_ADDRESS = 10
WRONG_REFILL_PER_S = 1 / 30
WRONG_OVERALL = 300
WRONG_OVERALL_REFILL_PER_S = 1.0
# A large hall comes in at once through one address; whoever goes on without end is a script.
JOINS = 1500
JOINS_PER_S = 1.0
# A quick rater taps once a second, in bursts.
WRITES = 60
WRITES_PER_S = 1.0
PREFIX = 2
# Numbers of anonymous participants are drawn, far above those that are counted up.
FIRST_DRAWN = 2**51


class TooManyError(Exception):
    """Wrong codes, contributions or newcomers came faster than people do."""


def new_code() -> str:
    """Return a code of six letters and digits that look and sound unlike each other."""
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))


def read_code(typed: str) -> str:
    """Return a code as it is stored, from however it was typed: 'k7m-2qx ' is 'K7M2QX'."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def room_behind(typed: str, *, address: str) -> Room | None:
    """Return the open room of a code, None for a wrong and for a closed one alike.

    A right code always opens, so that nobody is locked out by a neighbour in the same hall. Wrong
    ones are counted for the address with the code's beginning, and overall; raises TooManyError
    when there were too many.
    """
    code = read_code(typed)
    room = plain.row(Room, "code = %s AND closed_at IS NULL", code)
    if room is not None:
        return room
    whose = _unnamed(f"{address}/{code[:PREFIX]}")
    take = TokenBucket.objects.take
    is_patient = take(f"code/{whose}", capacity=WRONG_PER_ADDRESS, per_s=WRONG_REFILL_PER_S)
    is_calm = take("code", capacity=WRONG_OVERALL, per_s=WRONG_OVERALL_REFILL_PER_S)
    if not (is_patient and is_calm):
        raise TooManyError
    return None


def join(
    room: Room,
    *,
    name: str = "",
    family: Family | None = None,
    table: Table | None = None,
    door: str = "",
    address: str = "",
) -> tuple[Participant, str]:
    """Let somebody in; return them and the secret that tells who they are, which is not stored.

    `door` is what only this phone was given with the code: when the answer was lost on its way and
    the phone asks again, it is the same participant. In an anonymous room no name is kept. Raises
    ValidationError when the room is closed or the name cannot be kept, TooManyError when more came
    in from `address` than a hall holds.
    """
    if not room.is_open:
        raise ValidationError(_("This room is closed."), code="closed")
    secret = salted_hmac("join", door, algorithm="sha256").hexdigest() if door else secrets.token_urlsafe(24)
    kept = "" if room.is_anonymous else one_line(name)
    participant = Participant(room=room, token_hash=_hashed(secret), name=kept, family=family, table=table)
    # What was just read from the database is not asked for again.
    participant.clean_fields(exclude={"room", "family", "table"})
    if room.is_anonymous:
        # In a row of numbers it could be seen who came in first.
        participant.pk = FIRST_DRAWN + secrets.randbelow(FIRST_DRAWN)
    try:
        with transaction.atomic():
            participant.save(force_insert=True)
            if address:
                _count_newcomer(room, address)
    except IntegrityError:
        return room.participants.get(token_hash=participant.token_hash), secret
    publish(room.input_topic)
    return participant, secret


def participant_of(secret: str) -> Participant | None:
    """Return who holds `secret`, while they take part in an open room; nobody holds an empty one."""
    if not secret:
        return None
    who = plain.row(Participant, "token_hash = %s AND left_at IS NULL", _hashed(secret))
    room = open_room(who.room_id) if who else None
    if who is None or room is None:
        return None
    who.room = room
    return who


def open_room(number: int) -> Room | None:
    """Return the room with this number while people may take part in it."""
    return plain.row(Room, "id = %s AND closed_at IS NULL", number)


def with_workshop(room: Room) -> Room:
    """Return `room` with its workshop and city, as its door and each phone's page show them."""
    room.workshop = cast("Workshop", plain.row(Workshop, "id = %s", room.workshop_id))
    room.workshop.city = cast("City", plain.row(City, "id = %s", room.workshop.city_id))
    return room


def introduce(
    participant: Participant, *, name: str, family: Family | None, table: Table | None
) -> Participant:
    """Change the name, the family and the table somebody gave.

    Raises ValidationError when the name cannot be kept.
    """
    participant.name = "" if participant.room.is_anonymous else one_line(name)
    participant.family, participant.table = family, table
    participant.clean_fields()
    participant.save(update_fields=["name", "family", "table"])
    publish(participant.room.input_topic)
    return participant


def leave(participant: Participant) -> None:
    """Let somebody go: the name is erased, what they said counts on and is nobody's."""
    participant.name, participant.left_at, participant.token_hash = "", timezone.now(), None
    participant.save(update_fields=["name", "left_at", "token_hash"])
    TokenBucket.objects.filter(key=tries_of(participant)).delete()
    publish(participant.room.input_topic)


def is_new(participant: Participant, key: UUID) -> bool:
    """Say whether what came with `key` is to be applied; call it inside the transaction that applies it.

    Raises TooManyError when somebody sends more than people can.
    """
    if not Receipt.objects.add(participant, key):
        return False
    be_patient(participant)
    return True


def be_patient(participant: Participant) -> None:
    """Count one thing a participant does; raises TooManyError when it is more than people can."""
    if not pace.take(participant.pk, capacity=WRITES, per_s=WRITES_PER_S):
        raise TooManyError


def forget_tries(room: Room) -> None:
    """Forget who of a room came in from where and tried ballots, and with it when they did so last."""
    TokenBucket.objects.filter(key__startswith=f"room/{room.pk}/").delete()


def _count_newcomer(room: Room, address: str) -> None:
    """Count somebody who comes in; in the transaction that lets them in, so that who is kept out is not.

    Under the room's own name, so that it is forgotten with the room.
    """
    whose = f"room/{room.pk}/door/{_unnamed(address)}"
    if not TokenBucket.objects.take(whose, capacity=JOINS, per_s=JOINS_PER_S):
        raise TooManyError


def _unnamed(address: str) -> str:
    """Return what tells an address from others and does not give it away.

    Keyed, since the few addresses there are could be tried against a plain fingerprint.
    """
    return salted_hmac("code", address, algorithm="sha256").hexdigest()[:32]


def tries_of(participant: Participant) -> str:
    """Return the key under which it is counted how many ballots a participant tries."""
    return f"room/{participant.room_id}/{participant.pk}/ballot"


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
