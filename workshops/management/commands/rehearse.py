"""`manage.py rehearse`: fill a rehearsal of a workshop with simulated people, who act as the room does."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from ecosystem.models import User
from workshops.models import Room, Workshop
from workshops.rehearsing import MOST_PEOPLE, PEOPLE, act, rehearse

PAUSE_S = 2.0


class Command(BaseCommand):
    """Rehearse the nearest workshop of a city, or the one that is named."""

    help = "Open a rehearsal of a workshop with simulated people. Nothing of it reaches the real workshop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take which workshop, how many people and for how long."""
        parser.add_argument("city", help="the city's short name in addresses, such as litto")
        parser.add_argument("--title", default="", help="the workshop's title (default: the newest)")
        parser.add_argument(
            "--people", type=int, default=PEOPLE, help=f"how many, up to {MOST_PEOPLE} (default: %(default)s)"
        )
        parser.add_argument(
            "--minutes", type=float, default=0, help="go on answering that long (default: fill once)"
        )

    def handle(
        self, *_args: Any, city: str, title: str, people: int, minutes: float, **_options: Any
    ) -> None:
        """Rehearse."""
        found = Workshop.objects.real().active().filter(city__code=city).select_related("city", "domain")
        workshop = (found.filter(title=title) if title else found).first()
        if workshop is None:
            raise CommandError("There is no such workshop. See the city's list of workshops for the titles.")
        by = workshop.created_by or User.objects.filter(is_superuser=True).first()
        by = by or User.objects.filter(memberships__city=workshop.city).first()
        if by is None:
            raise CommandError("The city has no member who could lead the rehearsal.")
        try:
            room = rehearse(workshop, by=by, people=people)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{room.workshop.title}: code {room.spoken_code}, {people} simulated people.")
        self.stdout.write(f"Console: {room.get_absolute_url()}")
        self._go_on(room, minutes)

    def _go_on(self, room: Room, minutes: float) -> None:
        ends, seed = time.monotonic() + minutes * 60, 1
        while time.monotonic() < ends:
            room.refresh_from_db()
            if not room.is_open:
                break
            act(room, seed=seed)
            seed += 1
            time.sleep(PAUSE_S)
