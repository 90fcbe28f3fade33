"""When two people change one entry: what the second one is shown, and how the answers are merged."""

from dataclasses import dataclass

from django.http import QueryDict

from ecosystem.models import Stakeholder
from ecosystem.register.comparing import (
    MINE,
    STORED,
    Difference,
    differences,
    read_digests,
    with_choices,
    with_their_rows,
)
from ecosystem.register.forms.entry import StakeholderForms

ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Everything the second person typed, and where it differs from what is stored now."""

    forms: StakeholderForms
    differences: list[Difference]
    is_open: bool

    @property
    def undecided(self) -> list[Difference]:
        """The places still to be decided."""
        return [difference for difference in self.differences if not difference.choice]


def conflict_with(stakeholder: Stakeholder, data: QueryDict) -> Conflict:
    """Compare what was sent with `stakeholder` as it is stored now."""
    stored = StakeholderForms(stakeholder.city, stakeholder)
    sent = StakeholderForms(stakeholder.city, stakeholder, data)
    mine = StakeholderForms(stakeholder.city, stakeholder, with_their_rows(data, sent, stored))
    mine.is_valid()
    read = read_digests(data.get("read", ""))
    found = differences(mine, stored, read=read, choices=choices_in(data))
    return Conflict(mine, found, is_open=bool(data.getlist(ASKED)))


def choices_in(data: QueryDict) -> dict[str, str]:
    """Return the answers given so far: 'mine' or 'stored' by place."""
    given = {key: data.get(f"choose-{key}", "") for key in data.getlist(ASKED)}
    return {key: choice for key, choice in given.items() if choice in {MINE, STORED}}


def is_undecided(data: QueryDict) -> bool:
    """Say whether a comparison was shown and one of its places has no answer."""
    return data.get("take") != MINE and len(choices_in(data)) < len(set(data.getlist(ASKED)))


def decided(stakeholder: Stakeholder, data: QueryDict) -> QueryDict:
    """Return `data` with the stored version where the answers ask for it."""
    if data.get("take") == MINE or not data.getlist(ASKED):
        return data
    stored = StakeholderForms(stakeholder.city, stakeholder)
    mine = StakeholderForms(stakeholder.city, stakeholder, data)
    return with_choices(data, mine, stored, choices_in(data))
