"""Then and now of a register: a state a day, the state at a date."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ecosystem.models import City, User
from ecosystem.register.editing import archive_stakeholder, restore_stakeholder
from ecosystem.register.snapshots import compare_register, keep_state
from tests.conftest import signed_in
from tests.factories import StakeholderFactory

pytestmark = pytest.mark.django_db


def test_changes_of_one_day_are_kept_once_with_the_start(litto: City, editor: User) -> None:
    stakeholder = StakeholderFactory.create(city=litto)

    archive_stakeholder(stakeholder, by=editor)
    restore_stakeholder(stakeholder, by=editor)
    archive_stakeholder(stakeholder, by=editor)

    start, today = litto.snapshots.all()
    assert [node.name for node in start.ecosystem().stakeholders()] == [stakeholder.name]
    assert today.is_of_day
    assert today.ecosystem().stakeholders() == ()


def test_a_date_shows_the_newest_state_not_later(litto: City, editor: User) -> None:
    for days, name in ((9, "Nine days ago"), (5, "Five days ago"), (2, "Two days ago")):
        snapshot = keep_state(litto, name, by=editor)
        litto.snapshots.filter(pk=snapshot.pk).update(taken_at=timezone.now() - timedelta(days=days))
    day = timezone.localdate() - timedelta(days=3)

    assert compare_register(litto, {"date": day.isoformat()}).then.name.startswith("Five days ago")
    assert compare_register(litto, {"date": "no date"}).then.name.startswith("Nine days ago")


def test_the_page_lists_who_joined(litto: City, viewer: User, editor: User) -> None:
    StakeholderFactory.create(city=litto)
    keep_state(litto, "Spring", by=editor)
    StakeholderFactory.create(city=litto, name="Union of carriers", family__city=litto)

    page = signed_in(viewer).get(reverse("register:then", args=[litto.code])).content.decode()

    assert "Joined" in page
    assert "Union of carriers" in page
