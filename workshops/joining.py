"""How people come into a room: codes, wrong codes, and who is who without an account."""

import hashlib
import secrets
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ecosystem.live.bus import publish
from ecosystem.models import Family, TokenBucket
from ecosystem.text import one_line
from workshops.models import Participant, Receipt, Room, Table
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
# Plain SQL: every phone asks this with every request, and a whole hall at once when it comes back.
# For Django to put the same two queries together anew took longer than all the rest of a request.
PRESENT = "SELECT * FROM workshops_participant WHERE token_hash = %s AND left_at IS NULL"
OPEN = "SELECT * FROM workshops_room WHERE id = %s AND closed_at IS NULL"
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
    room = Room.objects.open().filter(code=code).first()
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
    for who in Participant.objects.raw(PRESENT, [_hashed(secret)]):
        for room in Room.objects.raw(OPEN, [who.room_id]):
            who.room = room
            return who
    return None


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
    TokenBucket.objects.filter(key__in=[pace_of(participant), pace_of(participant, "/ballot")]).delete()
    publish(participant.room.input_topic)


def is_new(participant: Participant, key: UUID) -> bool:
    """Say whether what came with `key` is to be applied; call it inside the transaction that applies it.

    Raises TooManyError when somebody sends more than people can.
    """
    try:
        with transaction.atomic():
            Receipt.objects.create(participant=participant, key=key)
    except IntegrityError:
        return False
    be_patient(participant)
    return True


def be_patient(participant: Participant) -> None:
    """Count one thing a participant does; raises TooManyError when it is more than people can."""
    if not TokenBucket.objects.take(pace_of(participant), capacity=WRITES, per_s=WRITES_PER_S):
        raise TooManyError


def forget_pace(room: Room) -> None:
    """Forget how often each participant of a room sent, and with it when they did so last."""
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


def pace_of(participant: Participant, what: str = "") -> str:
    """Return the key under which it is counted how often a participant does something."""
    return f"room/{participant.room_id}/{participant.pk}{what}"


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
