"""A workshop that lacks something, and stakeholders of the register who bring it."""

from ecosystem.models import City
from tests.factories import (
    AnswerFactory,
    FamilyFactory,
    ListingFactory,
    NeedFactory,
    PartnershipFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.models import Listing, Workshop


def lacking(city: City, **needs: str) -> Workshop:
    """Return a workshop with a need of each kind of resource, by its words."""
    workshop = WorkshopFactory.create(city=city)
    for kind, label in needs.items():
        NeedFactory.create(workshop=workshop, kind=kind, label=label)
    return workshop


def listed(
    workshop: Workshop, name: str, *, readiness: int = 3, is_partner: bool = False, **brings: int
) -> Listing:
    """List an entry of the register that brings kinds of resources, and may be a partner."""
    family = workshop.city.families.first() or FamilyFactory.create(city=workshop.city)
    entry = StakeholderFactory.create(city=workshop.city, name=name, family=family)
    listing = ListingFactory.create(workshop=workshop, stakeholder=entry, name=name, family=family)
    AnswerFactory.create(listing=listing, question="readiness", kind="", value=readiness)
    for kind, level in brings.items():
        AnswerFactory.create(listing=listing, question="resource", kind=kind, value=level)
    if is_partner:
        PartnershipFactory.create(listing=listing)
    return listing
