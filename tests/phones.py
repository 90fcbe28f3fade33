"""A phone in a room: who holds it, and what it sends."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from workshops.access import COOKIE
from workshops.joining import join
from workshops.models import Contribution, Participant, Room


@dataclass(frozen=True)
class Phone:
    """A browser of somebody who has joined."""

    client: Client
    participant: Participant

    def send(self, page: str, /, *, key: UUID | None = None, **said: Any) -> HttpResponse:
        """Send something as the page does, with a key of its own unless one is given."""
        sent = {"key": key or uuid4(), **said}
        return self.client.post(reverse(f"phones:{page}"), sent, headers={"HX-Request": "true"})

    def second(self, named: Contribution, *, key: UUID | None = None) -> HttpResponse:
        """Say 'I name them too'."""
        path = reverse("phones:second", args=[named.pk])
        return self.client.post(path, {"key": key or uuid4()}, headers={"HX-Request": "true"})

    def see(self, name: str) -> HttpResponse:
        """Look at a page."""
        return self.client.get(reverse(f"phones:{name}"))


def phone_in(room: Room, **said: Any) -> Phone:
    """Return a phone that has just joined."""
    participant, secret = join(room, **said)
    client = Client()
    client.cookies[COOKIE] = secret
    return Phone(client, participant)
