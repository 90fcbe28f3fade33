"""Every address of the product, with a row for each part an address may have."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ecosystem.access.policies import Policy
from ecosystem.models import City, Role
from tests.factories import (
    ContributionFactory,
    DrawnRelationFactory,
    FamilyFactory,
    InvitationFactory,
    ListingFactory,
    MapLinkFactory,
    MembershipFactory,
    NeedFactory,
    ParkedItemFactory,
    PledgeFactory,
    ProfileStatementFactory,
    RelationFactory,
    RoomFactory,
    SlideFactory,
    StakeholderFactory,
    TableFactory,
    WorkshopFactory,
    WorkshopMapLinkFactory,
)

# Parts of an address for who never gets as far as a row.
NOWHERE = dict.fromkeys(
    (
        *("workshop", "listing", "family", "stakeholder", "pk", "need", "statement", "member", "invitation"),
        *("link", "city_link", "contribution", "parked", "pledge", "slide", "table"),
        *("relation", "tie"),
    ),
    1,
) | {"city": "litto", "token": "none", "uidb64": "MQ", "format_": "json"}


@dataclass(frozen=True)
class Address:
    """A named view with the parts its address needs."""

    name: str
    view: Callable[..., Any]
    parts: tuple[str, ...]

    @property
    def policy(self) -> Policy | None:
        """Who may call it, as the view declares."""
        return getattr(self.view, "policy", None)


def addresses(
    resolver: URLResolver | None = None, spaces: tuple[str, ...] = (), parts: tuple[str, ...] = ()
) -> Iterator[Address]:
    """Yield every address of the URL conf but the admin's."""
    for entry in (resolver or get_resolver()).url_patterns:
        own = (*parts, *entry.pattern.converters)
        if isinstance(entry, URLPattern):
            yield Address(":".join((*spaces, entry.name or "?")), entry.callback, own)
        elif entry.namespace != "admin":
            yield from addresses(entry, (*spaces, entry.namespace) if entry.namespace else spaces, own)


ALL = list(addresses())


def rows_of(city: City) -> dict[str, Any]:
    """Return, for each part an address may have, one that exists in `city`."""
    workshop = WorkshopFactory.create(city=city)
    listing = ListingFactory.create(workshop=workshop)
    stakeholder = StakeholderFactory.create(city=city)
    reference = FamilyFactory.create(city=None, code=listing.family.code)
    room = RoomFactory.create(workshop=workshop)
    return {
        "city": city.code,
        "workshop": workshop.pk,
        "listing": listing.pk,
        "family": FamilyFactory.create(city=city).pk,
        "stakeholder": stakeholder.pk,
        "pk": stakeholder.pk,
        "need": NeedFactory.create(workshop=workshop).pk,
        "statement": ProfileStatementFactory.create(family=reference, domain=workshop.domain).pk,
        "member": MembershipFactory.create(city=city, role=Role.VIEWER).pk,
        "invitation": InvitationFactory.create(city=city).pk,
        "link": WorkshopMapLinkFactory.create(workshop=workshop).pk,
        "slide": SlideFactory.create(workshop=workshop).pk,
        "city_link": MapLinkFactory.create(city=city).pk,
        "contribution": ContributionFactory.create(room=room).pk,
        "parked": ParkedItemFactory.create(room=room).pk,
        "table": TableFactory.create(room=room).pk,
        "relation": RelationFactory.create(source=stakeholder).pk,
        "tie": f"w{DrawnRelationFactory.create(source=listing).pk}",
        "pledge": PledgeFactory.create(listing=listing).pk,
        "token": "no-such-token",
        "uidb64": "MQ",
        "format_": "json",
    }


def url_of(address: Address, rows: dict[str, Any]) -> str:
    """Return the address with real parts; a part nobody knows fails with what to do."""
    unknown = set(address.parts) - set(rows)
    assert not unknown, f"{address.name}: add {unknown} to rows_of() in tests/addresses.py"
    # A family's pages call it 'pk' as a stakeholder's do.
    own = rows | {"pk": rows["family"]} if "family" in address.name else rows
    return reverse(address.name, kwargs={part: own[part] for part in address.parts})
