"""One factory a model, no surprise: nothing is made that the test did not ask for."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from ecosystem.graph.frozen import as_data
from ecosystem.graph.records import Ecosystem
from ecosystem.models import (
    City,
    CommitmentMeans,
    Domain,
    Family,
    Gain,
    Interest,
    Invitation,
    Layer,
    MapLink,
    Means,
    Membership,
    ProfileStatement,
    RegisterSnapshot,
    Relation,
    RelationKind,
    Resource,
    ResourceKind,
    Role,
    Service,
    Stakeholder,
    Tag,
    TokenBucket,
    User,
)
from workshops.models import (
    Answer,
    ConsoleAction,
    Contribution,
    DrawnRelation,
    LeftOutRelation,
    Listing,
    Need,
    NeedMatch,
    ParkedItem,
    Participant,
    Partnership,
    Pledge,
    Question,
    Room,
    Round,
    RoundItem,
    Slide,
    Step,
    StepTime,
    Table,
    Workshop,
    WorkshopMapLink,
    WorkshopSnapshot,
)

PASSWORD = "tide-and-kiosk-7"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@litto.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password(PASSWORD)


class CityFactory(DjangoModelFactory[City]):
    class Meta:
        model = City

    code = factory.Sequence(lambda n: f"city-{n}")
    name = factory.Sequence(lambda n: f"City {n}")


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    city = factory.SubFactory(CityFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.VIEWER


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    city = factory.SubFactory(CityFactory)
    email = factory.Sequence(lambda n: f"guest{n}@litto.example")
    role = Role.EDITOR


class MapLinkFactory(DjangoModelFactory[MapLink]):
    class Meta:
        model = MapLink

    city = factory.SubFactory(CityFactory)
    ends_on = date(2999, 12, 31)


class LayerFactory(DjangoModelFactory[Layer]):
    class Meta:
        model = Layer

    code = factory.Sequence(lambda n: f"layer-{n}")
    names = factory.Sequence(lambda n: {"en": f"Layer {n}"})
    position = factory.Sequence(lambda n: n)


class FamilyFactory(DjangoModelFactory[Family]):
    class Meta:
        model = Family

    city = factory.SubFactory(CityFactory)
    code = factory.Sequence(lambda n: f"family-{n}")
    mark = factory.Sequence(lambda n: f"{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}")
    shape = Family.Shape.CIRCLE
    colour = factory.Sequence(lambda n: n % 14 + 1)
    position = factory.Sequence(lambda n: n % 30000)
    names = factory.Sequence(lambda n: {"en": f"Family {n}"})


class DomainFactory(DjangoModelFactory[Domain]):
    class Meta:
        model = Domain

    code = factory.Sequence(lambda n: f"domain-{n}")
    names = factory.Sequence(lambda n: {"en": f"Domain {n}"})


class ServiceFactory(DjangoModelFactory[Service]):
    class Meta:
        model = Service

    domain = factory.SubFactory(DomainFactory)
    code = factory.Sequence(lambda n: f"service-{n}")
    names = factory.Sequence(lambda n: {"en": f"Service {n}"})


class ProfileStatementFactory(DjangoModelFactory[ProfileStatement]):
    class Meta:
        model = ProfileStatement

    code = factory.Sequence(lambda n: f"statement-{n}")
    domain = factory.SubFactory(DomainFactory)
    family = factory.SubFactory(FamilyFactory, city=None)
    kind = ProfileStatement.Kind.INTEREST
    texts = factory.Sequence(lambda n: {"en": f"Statement {n}"})


class StakeholderFactory(DjangoModelFactory[Stakeholder]):
    class Meta:
        model = Stakeholder

    city = factory.SubFactory(CityFactory)
    name = factory.Sequence(lambda n: f"Stakeholder {n}")
    family = factory.SubFactory(FamilyFactory, city=factory.SelfAttribute("..city"))


class TagFactory(DjangoModelFactory[Tag]):
    class Meta:
        model = Tag

    city = factory.SubFactory(CityFactory)
    name = factory.Sequence(lambda n: f"tag-{n}")


class InterestFactory(DjangoModelFactory[Interest]):
    class Meta:
        model = Interest

    stakeholder = factory.SubFactory(StakeholderFactory)
    kind = Gain.PROFIT
    level = 2


class ResourceFactory(DjangoModelFactory[Resource]):
    class Meta:
        model = Resource

    stakeholder = factory.SubFactory(StakeholderFactory)
    kind = ResourceKind.DATA
    level = 2


class CommitmentMeansFactory(DjangoModelFactory[CommitmentMeans]):
    class Meta:
        model = CommitmentMeans

    stakeholder = factory.SubFactory(StakeholderFactory)
    kind = Means.PILOT
    level = 1


class RelationFactory(DjangoModelFactory[Relation]):
    class Meta:
        model = Relation

    source = factory.SubFactory(StakeholderFactory)
    target = factory.SubFactory(StakeholderFactory, city=factory.SelfAttribute("..source.city"))
    city = factory.SelfAttribute("source.city")
    kind = RelationKind.SHARES


class WorkshopFactory(DjangoModelFactory[Workshop]):
    class Meta:
        model = Workshop

    city = factory.SubFactory(CityFactory)
    title = factory.Sequence(lambda n: f"Workshop {n}")
    domain = factory.SubFactory(DomainFactory)
    date = date(2026, 10, 14)


class NeedFactory(DjangoModelFactory[Need]):
    class Meta:
        model = Need

    workshop = factory.SubFactory(WorkshopFactory)
    kind = ResourceKind.DATA
    label = factory.Sequence(lambda n: f"Need {n}")


class ListingFactory(DjangoModelFactory[Listing]):
    class Meta:
        model = Listing

    workshop = factory.SubFactory(WorkshopFactory)
    name = factory.Sequence(lambda n: f"Listed {n}")
    family = factory.SubFactory(FamilyFactory, city=factory.SelfAttribute("..workshop.city"))


class DrawnRelationFactory(DjangoModelFactory[DrawnRelation]):
    class Meta:
        model = DrawnRelation

    source = factory.SubFactory(ListingFactory)
    target = factory.SubFactory(ListingFactory, workshop=factory.SelfAttribute("..source.workshop"))
    kind = RelationKind.SHARES


class LeftOutRelationFactory(DjangoModelFactory[LeftOutRelation]):
    class Meta:
        model = LeftOutRelation

    relation = factory.SubFactory(RelationFactory)
    listing = factory.SubFactory(
        ListingFactory,
        stakeholder=factory.SelfAttribute("..relation.source"),
        workshop__city=factory.SelfAttribute("...relation.city"),
    )


class AnswerFactory(DjangoModelFactory[Answer]):
    class Meta:
        model = Answer

    listing = factory.SubFactory(ListingFactory)
    question = Question.READINESS
    value = 3


class PartnershipFactory(DjangoModelFactory[Partnership]):
    class Meta:
        model = Partnership

    listing = factory.SubFactory(ListingFactory)


class NeedMatchFactory(DjangoModelFactory[NeedMatch]):
    class Meta:
        model = NeedMatch

    need = factory.SubFactory(NeedFactory)
    listing = factory.SubFactory(ListingFactory, workshop=factory.SelfAttribute("..need.workshop"))
    fits = True


class WorkshopMapLinkFactory(DjangoModelFactory[WorkshopMapLink]):
    class Meta:
        model = WorkshopMapLink

    workshop = factory.SubFactory(WorkshopFactory)
    ends_on = date(2999, 12, 31)


class RegisterSnapshotFactory(DjangoModelFactory[RegisterSnapshot]):
    class Meta:
        model = RegisterSnapshot

    city = factory.SubFactory(CityFactory)
    records = factory.LazyFunction(lambda: as_data(Ecosystem((), (), (), ())))


class WorkshopSnapshotFactory(DjangoModelFactory[WorkshopSnapshot]):
    class Meta:
        model = WorkshopSnapshot

    workshop = factory.SubFactory(WorkshopFactory)
    step = Step.LISTING
    records = factory.LazyFunction(lambda: as_data(Ecosystem((), (), (), ())))


class SlideFactory(DjangoModelFactory[Slide]):
    class Meta:
        model = Slide

    workshop = factory.SubFactory(WorkshopFactory)
    caption = factory.Sequence(lambda n: f"Look at this, {n}")


class TokenBucketFactory(DjangoModelFactory[TokenBucket]):
    class Meta:
        model = TokenBucket

    key = factory.Sequence(lambda n: f"bucket/{n}")
    tokens = 5.0
    filled_at = factory.LazyFunction(timezone.now)


class RoomFactory(DjangoModelFactory[Room]):
    class Meta:
        model = Room

    workshop = factory.SubFactory(WorkshopFactory)
    code = factory.Sequence(lambda n: f"R{n:05d}")


class TableFactory(DjangoModelFactory[Table]):
    class Meta:
        model = Table

    room = factory.SubFactory(RoomFactory)
    name = factory.Sequence(lambda n: f"Table {n}")


class StepTimeFactory(DjangoModelFactory[StepTime]):
    class Meta:
        model = StepTime

    room = factory.SubFactory(RoomFactory)
    step = Step.LISTING


class ParticipantFactory(DjangoModelFactory[Participant]):
    class Meta:
        model = Participant

    room = factory.SubFactory(RoomFactory)


class ContributionFactory(DjangoModelFactory[Contribution]):
    class Meta:
        model = Contribution

    room = factory.SubFactory(RoomFactory)
    name = factory.Sequence(lambda n: f"Named {n}")


class RoundFactory(DjangoModelFactory[Round]):
    class Meta:
        model = Round

    room = factory.SubFactory(RoomFactory)


class RoundItemFactory(DjangoModelFactory[RoundItem]):
    class Meta:
        model = RoundItem

    round = factory.SubFactory(RoundFactory)
    listing = factory.SubFactory(ListingFactory, workshop=factory.SelfAttribute("..round.room.workshop"))
    question = Question.READINESS


class PledgeFactory(DjangoModelFactory[Pledge]):
    class Meta:
        model = Pledge

    listing = factory.SubFactory(ListingFactory)
    kind = ResourceKind.DATA


class ParkedItemFactory(DjangoModelFactory[ParkedItem]):
    class Meta:
        model = ParkedItem

    room = factory.SubFactory(RoomFactory)
    text = factory.Sequence(lambda n: f"Parked {n}")


class ConsoleActionFactory(DjangoModelFactory[ConsoleAction]):
    class Meta:
        model = ConsoleAction

    room = factory.SubFactory(RoomFactory)
    words = "Locked the room"
