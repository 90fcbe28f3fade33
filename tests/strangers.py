"""Another city, in which everything there is has the same number and the same name."""

from typing import Any

from ecosystem.models import City
from tests import factories as make

FOREIGN, STRANGE = 7_777_777, "Strangers of Elsewhere"


def strangers_rows(city: City, domain: Any) -> None:
    """Give another city a row of everything, each with the same number, so that any form may name it."""
    family = make.FamilyFactory.create(pk=FOREIGN, city=city, code="strange", names={"en": STRANGE})
    entry = make.StakeholderFactory.create(pk=FOREIGN, city=city, family=family, name=STRANGE)
    second = make.StakeholderFactory.create(city=city, family=family, name=f"{STRANGE} too")
    make.RelationFactory.create(pk=FOREIGN, source=entry, target=second)
    make.TagFactory.create(pk=FOREIGN, city=city, name=STRANGE)
    make.RegisterSnapshotFactory.create(pk=FOREIGN, city=city, name=STRANGE)
    make.MapLinkFactory.create(pk=FOREIGN, city=city, purpose=STRANGE)
    make.InvitationFactory.create(pk=FOREIGN, city=city)
    make.MembershipFactory.create(pk=FOREIGN, city=city, user__pk=FOREIGN, user__name=STRANGE)
    workshop = make.WorkshopFactory.create(pk=FOREIGN, city=city, title=STRANGE, domain=domain)
    listing = make.ListingFactory.create(
        pk=FOREIGN, workshop=workshop, family=family, stakeholder=entry, name=STRANGE
    )
    need = make.NeedFactory.create(pk=FOREIGN, workshop=workshop, label=STRANGE)
    make.NeedMatchFactory.create(pk=FOREIGN, need=need, listing=listing)
    make.PartnershipFactory.create(pk=FOREIGN, listing=listing)
    make.DrawnRelationFactory.create(pk=FOREIGN, source=listing)
    make.SlideFactory.create(pk=FOREIGN, workshop=workshop, caption=STRANGE)
    make.WorkshopMapLinkFactory.create(pk=FOREIGN, workshop=workshop, purpose=STRANGE)
    make.WorkshopSnapshotFactory.create(pk=FOREIGN, workshop=workshop, name=STRANGE)
    room = make.RoomFactory.create(pk=FOREIGN, workshop=workshop)
    make.TableFactory.create(pk=FOREIGN, room=room, name=STRANGE)
    make.ParticipantFactory.create(pk=FOREIGN, room=room, name=STRANGE)
    make.ContributionFactory.create(pk=FOREIGN, room=room, name=STRANGE)
    make.ParkedItemFactory.create(pk=FOREIGN, room=room, text=STRANGE)
    make.PledgeFactory.create(pk=FOREIGN, listing=listing, text=STRANGE)
    asked = make.RoundFactory.create(pk=FOREIGN, room=room)
    make.RoundItemFactory.create(pk=FOREIGN, round=asked, listing=listing)
    make.AnswerFactory.create(pk=FOREIGN, listing=listing)
