"""A city in which everything there is exists several times, and an address for each page about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from ecosystem.access.policies import PARTICIPANT
from ecosystem.models import City, Family, Layer, RelationKind, Stakeholder, User
from ecosystem.models.link import hash_of
from tests import factories as make
from tests.addresses import ALL, Address, url_of
from tests.conftest import signed_in
from tests.phones import Phone, phone_in
from workshops import rating
from workshops import room as rooms
from workshops.models import (
    Dots,
    DrawnRelation,
    Listing,
    Proposal,
    Room,
    RoomAnswer,
    Seconding,
    StatementReview,
    WaivedFamily,
    Workshop,
)

# Words unlike each other, so that nobody is taken for somebody else.
SOUNDS = ["".join(parts) for parts in product("bdfgkmprtz", ("ol", "ane", "ibu"), ("go", "ra", "nis"))]
ANSWERS = (
    *(("readiness", "", 3), ("influence", "", 4), ("interest", "", 2)),
    *(("gain", "profit", 2), ("resource", "data", 3), ("means", "pilot", 1)),
)
# A stream answers until somebody leaves.
STREAMS = {"workshops:room-stream", "workshops:room-wall-stream", "phones:stream"}
LOOKED_AT = [address for address in ALL if address.name not in STREAMS]
# What must be asked for, so that there is something to see.
ASKED = {
    "workshops:paper-sheets": "?family={family}&copies=1&first=1",
    "workshops:paper-cards": "?listing={listing}",
    "workshops:paper-ballots": "?of_round=on&count=2&first=1",
    "workshops:paper-dots": "?count=2&first=1",
}
EMPTY_CHAIR = "empty-chair"
CITY_TOKEN, WORKSHOP_TOKEN = "token-of-the-city", "token-of-the-workshop"


@dataclass
class Whole:
    """A city with a workshop under way, its room, and a phone in it; `name` begins all names."""

    city: City
    by: User
    name: str
    workshop: Workshop = field(init=False)
    room: Room = field(init=False)
    phone: Phone = field(init=False)
    size: int = 0

    def __post_init__(self) -> None:
        self.workshop = make.WorkshopFactory.create(city=self.city, title=f"{self.name} project")
        # So that there is a city to choose.
        make.MembershipFactory.create(user=self.by)
        self.room = rooms.open_room(self.workshop)
        Room.objects.filter(pk=self.room.pk).update(stage=Room.Stage.QUESTION)
        self.room.refresh_from_db()
        self.layer: Layer = make.LayerFactory.create()
        make.FamilyFactory.create(city=self.city, code=EMPTY_CHAIR)
        make.ServiceFactory.create(domain=self.workshop.domain)
        make.MapLinkFactory.create(city=self.city, token_hash=hash_of(CITY_TOKEN))
        make.WorkshopMapLinkFactory.create(workshop=self.workshop, token_hash=hash_of(WORKSHOP_TOKEN))
        first = make.ListingFactory.create(workshop=self.workshop, name=f"{self.name} first")
        rating.ask(self.room, [first], ["readiness", "gain"], by=self.by)
        self.phone = phone_in(self.room)

    def grow(self, upto: int) -> None:
        """Let there be `upto` of everything."""
        for number in range(self.size, upto):
            name = f"{self.name} {SOUNDS[number]} {SOUNDS[-1 - number]}"
            family = self._family(name)
            stakeholder = self._entry(name, family)
            self._people(name)
            listing = self._listing(name, stakeholder)
            self._presentation(listing)
            self._room(name, listing)
        self.size = upto
        vars(self).pop("rows", None)

    def _family(self, name: str) -> Family:
        family = make.FamilyFactory.create(city=self.city, names={"en": f"{name} family"})
        family.layers.add(self.layer)
        reference = make.FamilyFactory.create(city=None, code=family.code)
        make.ProfileStatementFactory.create(
            family=reference, domain=self.workshop.domain, resource="data", texts={"en": f"{name} knows"}
        )
        unwanted = make.FamilyFactory.create(city=self.city, names={"en": f"{name} of elsewhere"})
        WaivedFamily.objects.create(workshop=self.workshop, family=unwanted, reason=f"{name} is no matter")
        return family

    def _entry(self, name: str, family: Family) -> Stakeholder:
        entry = make.StakeholderFactory.create(
            city=self.city,
            family=family,
            name=name,
            short_name=name[:20],
            description=name,
            readiness=3,
            updated_by=self.by,
        )
        entry.layers.add(self.layer)
        entry.tags.add(make.TagFactory.create(city=self.city, name=f"{name} tag"))
        make.InterestFactory.create(stakeholder=entry, description=name)
        make.ResourceFactory.create(stakeholder=entry, description=name)
        make.CommitmentMeansFactory.create(stakeholder=entry, description=name)
        make.StakeholderFactory.create(
            city=self.city, family=family, name=f"{name} archived", archived_at=timezone.now()
        )
        hub = Stakeholder.objects.of(self.city).active().earliest("pk")
        if hub != entry:
            make.RelationFactory.create(source=hub, target=entry, note=name)
        return entry

    def _people(self, name: str) -> None:
        make.MembershipFactory.create(city=self.city, user__name=name)
        make.InvitationFactory.create(city=self.city, invited_by=self.by)
        make.MapLinkFactory.create(city=self.city, made_by=self.by, purpose=name)
        make.RegisterSnapshotFactory.create(city=self.city, taken_by=self.by, name=name)
        other = make.WorkshopFactory.create(city=self.city, title=f"{name} project")
        make.NeedFactory.create(workshop=other)
        make.WorkshopFactory.create(city=self.city, title=f"{name} old project", archived_at=timezone.now())

    def _listing(self, name: str, stakeholder: Stakeholder) -> Listing:
        listing = make.ListingFactory.create(
            workshop=self.workshop, stakeholder=stakeholder, name=name, family=stakeholder.family, reason=name
        )
        listing.layers.add(self.layer)
        for question, kind, value in ANSWERS:
            make.AnswerFactory.create(listing=listing, question=question, kind=kind, value=value, note=name)
        make.PartnershipFactory.create(listing=listing, first_action=name, lead=name, due_on=date(2020, 1, 1))
        need = make.NeedFactory.create(workshop=self.workshop, label=f"{name} need")
        make.NeedMatchFactory.create(need=need, listing=listing)
        statement = make.ProfileStatementFactory.create(domain=self.workshop.domain)
        StatementReview.objects.create(listing=listing, statement=statement, is_accepted=True)
        Proposal.objects.create(listing=listing, field="readiness", value={"level": 4}, proposed_by=self.by)
        make.ListingFactory.create(
            workshop=self.workshop,
            name=f"{name} removed",
            family=stakeholder.family,
            removed_at=timezone.now(),
        )
        first = self.workshop.listings.earliest("pk")
        make.DrawnRelationFactory.create(source=first, target=listing, kind=RelationKind.TRUST, note=name)
        left_out = make.RelationFactory.create(
            source=stakeholder,
            target=make.StakeholderFactory.create(city=self.city, family=stakeholder.family),
        )
        make.LeftOutRelationFactory.create(relation=left_out, listing=listing)
        return listing

    def _presentation(self, listing: Listing) -> None:
        make.SlideFactory.create(workshop=self.workshop, caption=listing.name, focus=listing)
        make.WorkshopMapLinkFactory.create(workshop=self.workshop, made_by=self.by, purpose=listing.name)
        make.WorkshopSnapshotFactory.create(workshop=self.workshop, taken_by=self.by, name=listing.name)

    def _room(self, name: str, listing: Listing) -> None:
        table = make.TableFactory.create(room=self.room, name=f"{name} table")
        who = phone_in(self.room, name=name[:40], family=listing.family, table=table).participant
        named = make.ContributionFactory.create(
            room=self.room, participant=who, table=table, family=listing.family,
            name=f"{name} named", reason=name,
        )  # fmt: skip
        make.ContributionFactory.create(
            room=self.room, listing=listing, state="accepted", name=f"{name} alias"
        )
        Seconding.objects.create(contribution=named, participant=self.phone.participant)
        make.PledgeFactory.create(listing=listing, participant=who, text=name)
        Dots.objects.create(listing=listing, participant=who, count=1)
        for item in self.room.rounds.get().items.filter(question="readiness"):
            RoomAnswer.objects.create(item=item, participant=who, value=3)
        make.ParkedItemFactory.create(room=self.room, text=name)
        make.ConsoleActionFactory.create(room=self.room, by=self.by, words=name)

    @cached_property
    def rows(self) -> dict[str, Any]:
        """Return a row for each part an address may have."""
        listing = self.workshop.listings.exclude(stakeholder=None).earliest("pk")
        entry = listing.stakeholder
        assert entry is not None
        reference = Family.objects.reference().get(code=listing.family.code)
        return {
            "city": self.city.code,
            "workshop": self.workshop.pk,
            "listing": listing.pk,
            "family": listing.family_id,
            "stakeholder": entry.pk,
            "pk": entry.pk,
            "need": self.workshop.needs.earliest("pk").pk,
            "statement": reference.statements.get().pk,
            "member": self.city.memberships.earliest("role", "pk").pk,
            "invitation": self.city.invitations.earliest("pk").pk,
            "link": self.workshop.map_links.earliest("pk").pk,
            "slide": self.workshop.slides.earliest("pk").pk,
            "city_link": self.city.map_links.earliest("pk").pk,
            "contribution": self.room.contributions.filter(state="waiting").earliest("pk").pk,
            "parked": self.room.parked.earliest("pk").pk,
            "table": self.room.tables.earliest("pk").pk,
            "relation": entry.relations_out.earliest("pk").pk,
            "tie": f"w{DrawnRelation.objects.get(target=listing).pk}",
            "pledge": listing.pledges.earliest("pk").pk,
            "uidb64": urlsafe_base64_encode(force_bytes(self.by.pk)),
            "format_": "json",
        }

    def url(self, address: Address) -> str:
        """Return the address of a page about this city, with a token that opens it where it needs one."""
        tokens = {
            "shared": CITY_TOKEN,
            "shared-workshop": WORKSHOP_TOKEN,
            "accounts": self.city.invitations.earliest("pk").token,
        }
        token = tokens.get(address.name.split(":")[0], "")
        if address.name == "accounts:password-reset-confirm":
            token = default_token_generator.make_token(self.by)
        rows = self.rows
        if address.name == "workshops:family-waive":
            rows = rows | {"family": self.city.families.get(code=EMPTY_CHAIR).pk}
        return url_of(address, rows | {"token": token}) + ASKED.get(address.name, "").format(**rows)

    @cached_property
    def member(self) -> Client:
        """The browser of a member of the city."""
        return signed_in(self.by)

    def browser(self, address: Address) -> Client:
        """Return the browser of somebody who may see the page."""
        return self.phone.client if address.policy == PARTICIPANT else self.member

    def pages(self) -> Iterator[tuple[Address, str]]:
        """Yield every address that shows a whole page."""
        for address in LOOKED_AT:
            url = self.url(address)
            if is_page(self.browser(address).get(url)):
                yield address, url


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Take back at the end what was written within, and let who signed out or left be back."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


def is_page(answer: HttpResponse) -> bool:
    """Say whether an answer is a whole page."""
    is_html = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.status_code == 200 and is_html and b"<html" in answer.content
