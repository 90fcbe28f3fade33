"""The same workshop by phone, on paper and mixed: every page that shows what the room says is the same."""

import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.models import City, Family, User
from tests.factories import FamilyFactory, ListingFactory, TableFactory, WorkshopFactory
from tests.pages import SeenPage
from tests.phones import Phone, phone_in
from workshops import paper, pledging, rating
from workshops import room as rooms
from workshops.models import Listing, Participant, Pledge, Room, Round, RoundItem

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Person:
    """What one person of the workshop thinks, by the keys beside the boxes on paper."""

    table: int
    family: str
    names: str
    ready: str
    gain: str
    dots: str
    pledge: str = ""


# Two tables and two families that rate three values apart, one who does not know, one who ticks nothing.
PEOPLE = (
    Person(0, "CI", "Salt makers", "1", "a", "1 1 2"),
    Person(0, "CI", "Eau pour Tous", "1", "a b", "1"),
    Person(0, "CI", "Women who sell water", "2", "?", "2 2 2"),
    Person(0, "CI", "The salt makers", "?", "b", ""),
    Person(1, "NG", "Tap repairers", "4", "0", "2"),
    Person(1, "NG", "Eau Pour Tous", "5", "c d", "1 2", "2 d; monthly figures"),
    Person(1, "NG", "Salt makers", "4", "a", "1", "1 a; six pumps\n1 a; two plumbers\n1 a; Six pumps"),
)
PAGES = ("room-desk", "room-wall-screen", "room-tables", "partnering")


class Hall:
    """A workshop that goes through its three steps, led by a facilitator."""

    def __init__(self, room: Room, boss: Client, by: User) -> None:
        self.room, self._boss, self._by = room, boss, by
        self.families = {family.mark: family for family in Family.objects.of(room.workshop.city)}
        self.tables = list(room.tables.all())
        self.candidates = {each.number: each.listing for each in paper.candidates_of(room.workshop)}
        self._phones: dict[Person, Phone] = {}

    def url(self, name: str) -> str:
        return reverse(f"workshops:{name}", args=[self.room.workshop.city.code, self.room.workshop_id])

    def play(self, on_paper: set[Person]) -> list[str]:
        """Let everybody say everything, those in `on_paper` on paper; return what the pages show."""
        for person in PEOPLE:
            if person not in on_paper:
                place = {"family": self.families[person.family], "table": self.tables[person.table]}
                self._phones[person] = phone_in(self.room, **place)
        rooms.set_stage(self.room, Room.Stage.LISTING, by=self._by)
        self._name(on_paper)
        # Before anybody has a ballot in hand, nobody knows how many sit there without a phone.
        people = re.compile(r"\d+ (?:has joined|have joined|people|person)")
        shown = [people.sub("", self._shown(page)) for page in ("room-desk", "room-tables")]
        asked = rating.ask(self.room, self.candidates.values(), ["readiness", "gain"], by=self._by)
        for person in PEOPLE:
            self._rate(person, asked)
        rating.set_state(asked, Round.State.REVEALED, by=self._by)
        shown += [self._shown(page) for page in PAGES]
        rooms.set_stage(self.room, Room.Stage.PARTNERING, by=self._by)
        for person in PEOPLE:
            self._choose(person)
        return shown + [self._shown(page) for page in PAGES]

    def _sent(self, answer: object, status: int) -> None:
        assert answer.status_code == status, answer.content.decode()[-3000:]  # type: ignore[attr-defined]

    def _code(self, person: Person) -> str:
        return paper.ballot_code(self.room.workshop, PEOPLE.index(person) + 1)

    def _name(self, on_paper: set[Person]) -> None:
        """Each says one name; on paper each has a sheet of its own, so that the order is the same."""
        for number, person in enumerate(PEOPLE, start=1):
            family, table = self.families[person.family], self.tables[person.table]
            if person in on_paper:
                code = paper.sheet_code(self.room.workshop, family, number)
                said = {"code": code, "lines": person.names, "table": table.pk}
                self._sent(self._boss.post(self.url("scribe-sheet"), said, follow=True), 200)
            else:
                said = {"name": person.names, "family": family.pk}
                self._sent(self._phones[person].send("contribute", **said), 204)

    def _rate(self, person: Person, asked: Round) -> None:
        items = list(asked.items.select_related("listing"))
        typed = {item: person.ready if item.is_scale else person.gain for item in items}
        if person not in self._phones:
            family, table = self.families[person.family], self.tables[person.table]
            lines = {f"line_{item.pk}": keys for item, keys in typed.items()}
            said = {"code": self._code(person), "family": family.pk, "table": table.pk} | lines
            self._sent(self._boss.post(self.url("scribe-ballot"), said, follow=True), 200)
            return
        for item, keys in typed.items():
            self._sent(self._phones[person].send("answer", item=item.pk, **tapped(item, keys)), 204)

    def _choose(self, person: Person) -> None:
        if not (person.dots or person.pledge):
            return
        if person not in self._phones:
            said = {"code": self._code(person), "dots": person.dots, "pledges": person.pledge}
            self._sent(self._boss.post(self.url("scribe-dots"), said, follow=True), 200)
            return
        numbers = [int(number) for number in person.dots.split()]
        for number in set(numbers):
            given = {"listing": self.candidates[number].pk, "count": numbers.count(number)}
            self._sent(self._phones[person].send("dots", **given), 204)
        for line in person.pledge.splitlines():
            keys, _mark, text = line.partition("; ")
            number, letter = keys.split()
            kind = next(box.value for box in paper.offers() if box.key == letter)
            offer = {"listing": self.candidates[int(number)].pk, "kind": kind, "text": text}
            self._sent(self._phones[person].send("pledge", **offer), 204)

    def _shown(self, name: str) -> str:
        """Return what a page says, figures of its charts included."""
        answer = self._boss.get(self.url(name))
        assert answer.status_code == 200, name
        figures = re.findall(r'<rect y="\d+" width="\d+" height="\d+"', answer.content.decode())
        # The run sheet says by the clock when the plan ends, and three workshops take their time.
        words = re.sub(r"\b\d\d:\d\d\b", "", SeenPage(answer).text)
        return f"{name}: {words} {figures}"


def tapped(item: RoundItem, keys: str) -> dict[str, object]:
    """Return what a phone sends for the keys beside a ballot's boxes."""
    if keys == "?":
        return {"value": "unknown"}
    if item.is_scale:
        return {"value": keys}
    boxes = {box.key: box.value for box in paper.boxes_of(item.question_choice)}
    return {"kind": [boxes[key] for key in keys.split() if key in boxes]}


@pytest.fixture
def boss(as_facilitator: Client) -> Client:
    return as_facilitator


def hall(litto: City, boss: Client, by: User) -> Hall:
    """Open a fresh hall: the same project, the same people at the same tables."""
    workshop = WorkshopFactory.create(city=litto, title="Prepaid water kiosks")
    room = rooms.open_room(workshop)
    for mark, name in (("CI", "Citizens"), ("NG", "NGOs")):
        Family.objects.filter(city=litto, mark=mark).exists() or FamilyFactory.create(
            city=litto, mark=mark, names={"en": name}
        )
    ngos = Family.objects.get(city=litto, mark="NG")
    for name in ("Kiosk keepers", "Harbour bank"):
        ListingFactory.create(workshop=workshop, name=name, family=ngos)
    for number in (1, 2):
        TableFactory.create(room=room, name=f"Table {number}")
    Room.objects.filter(pk=room.pk).update(code="K7M2QX")
    return Hall(Room.objects.select_related("workshop__city").get(pk=room.pk), boss, by)


def played(litto: City, boss: Client, by: User, on_paper: set[Person]) -> list[str]:
    """Play the workshop from its start and take it away again."""
    here = hall(litto, boss, by)
    try:
        return here.play(on_paper)
    finally:
        here.room.workshop.listings.all().delete()
        here.room.workshop.delete()


def test_the_same_workshop_by_phone_on_paper_and_mixed_shows_the_same_on_every_page(
    litto: City, boss: Client, facilitator: User
) -> None:
    by_phone = played(litto, boss, facilitator, set())
    on_paper = played(litto, boss, facilitator, set(PEOPLE))
    mixed = played(litto, boss, facilitator, set(PEOPLE[1::2]))

    for phone, sheet, both in zip(by_phone, on_paper, mixed, strict=True):
        assert sheet == phone
        assert both == phone
    everything = " ".join(by_phone)
    for figure in (
        "median 3",
        "1 does not know",
        "People differ here",
        "Tables differ here",
        "monthly figures",
    ):
        assert figure in everything, figure


def test_the_comparison_of_paper_and_phones_notices_one_answer(
    litto: City, boss: Client, facilitator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: one person who thinks otherwise is seen on the pages."""
    before = played(litto, boss, facilitator, set())
    other = Person(1, "NG", "Salt makers", "3", "a", "1")
    monkeypatch.setattr(f"{__name__}.PEOPLE", (*PEOPLE[:-1], other))

    assert played(litto, boss, facilitator, set()) != before


@pytest.fixture
def chosen(room: Room) -> tuple[Listing, Listing]:
    room.stage = Room.Stage.PARTNERING
    room.save()
    keepers, bank = (ListingFactory.create(workshop=room.workshop, name=name) for name in ("Keepers", "Bank"))
    return keepers, bank


def typed(boss: Client, room: Room, number: int, **said: str) -> object:
    """Type a sheet for choosing partners."""
    url = reverse("workshops:scribe-dots", args=[room.workshop.city.code, room.workshop_id])
    return boss.post(url, {"code": paper.ballot_code(room.workshop, number), **said}, follow=True)


def dots(room: Room) -> dict[str, int]:
    rows = room.participants.values_list("dots__listing__name", "dots__count")
    return {name: count for name, count in rows if name}


def test_a_sheet_typed_again_replaces_its_dots_and_its_waiting_pledges(
    room: Room, chosen: tuple[Listing, Listing], boss: Client
) -> None:
    typed(boss, room, 4, dots="1 1", pledges="1 a\n2 d; figures")
    page = typed(boss, room, 4, dots="2", pledges="2 d; monthly figures").content.decode()  # type: ignore[attr-defined]

    assert "Dots: Bank 1. Pledges: 1." in page
    assert dots(room) == {"Bank": 1}
    offered = [(row.kind, row.text) for row in Participant.objects.get().pledges.all()]
    assert offered == [("data", "monthly figures")]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"dots": "1 1 2 2"}, "Each person has 3 dots; these are 4."),
        ({"dots": "7"}, "Nobody has the number 7 on this sheet."),
        ({"dots": "1" * 100}, "Nobody has the number 111"),
        ({"pledges": "1 z"}, "type the number, a letter of"),
        ({"pledges": "9" * 5000 + " a"}, "Nobody has the number 999"),
        ({"pledges": "1 a; " + "x" * 301}, "xxx…” has 301 letters and may have 300: make it shorter."),
        ({}, "Type at least one dot or one pledge."),
    ],
)
def test_a_sheet_that_cannot_be_read_is_told_and_keeps_nothing(
    room: Room, chosen: tuple[Listing, Listing], boss: Client, said: dict[str, str], words: str
) -> None:
    page = typed(boss, room, 4, **said)

    assert page.status_code == 422  # type: ignore[attr-defined]
    assert words in page.content.decode()  # type: ignore[attr-defined]
    assert not Participant.objects.exists()


def test_who_gives_dots_on_paper_and_by_phone_counts_once(
    room: Room, chosen: tuple[Listing, Listing], boss: Client
) -> None:
    keepers, _bank = chosen
    typed(boss, room, 4, dots="2 2", pledges="2 d; figures")
    phone = phone_in(room)
    phone.send("dots", listing=keepers.pk, count=3)

    phone.client.post(reverse("phones:introduce"), {"ballot": paper.ballot_code(room.workshop, 4)})

    assert dots(room) == {"Keepers": 3}
    assert Participant.objects.get().pledges.get().kind == "data"


def pledged() -> list[tuple[str, str]]:
    return [(row.kind, row.text) for row in Participant.objects.get().pledges.all()]


@pytest.fixture
def joined(room: Room, chosen: tuple[Listing, Listing]) -> Phone:
    """The phone of somebody who has ballot 4."""
    phone = phone_in(room)
    phone.client.post(reverse("phones:introduce"), {"ballot": paper.ballot_code(room.workshop, 4)})
    return phone


def offer(phone: Phone, listing: Listing, kind: str, text: str = "") -> None:
    assert phone.send("pledge", listing=listing.pk, kind=kind, text=text).status_code == 204


def test_who_pledges_one_thing_by_phone_and_another_on_paper_loses_neither(
    room: Room, chosen: tuple[Listing, Listing], boss: Client, joined: Phone
) -> None:
    _keepers, bank = chosen
    offer(joined, bank, "financial", "a loan")
    offer(joined, bank, "data")

    typed(boss, room, 4, pledges="2 b; six pumps\n2 d; monthly figures\n2 a; A LOAN")
    assert pledged() == [("financial", "a loan"), ("data", "monthly figures"), ("technical", "six pumps")]

    # The sheet had a slip: corrected, it takes back its own line only.
    typed(boss, room, 4, pledges="2 b; two plumbers")
    assert pledged() == [("financial", "a loan"), ("data", "monthly figures"), ("technical", "two plumbers")]

    offer(joined, bank, "technical", "Two plumbers")
    typed(boss, room, 4, dots="1")
    assert pledged() == [("financial", "a loan"), ("data", "monthly figures"), ("technical", "two plumbers")]


def test_what_was_pledged_on_paper_and_by_phone_before_they_were_one_is_there_once(
    room: Room, chosen: tuple[Listing, Listing], boss: Client, facilitator: User
) -> None:
    _keepers, bank = chosen
    typed(boss, room, 4, pledges="2 a; a loan\n2 b; six pumps\n2 d; figures")
    confirmed = Pledge.objects.get(kind="data")
    pledging.confirm(confirmed, room=room, by=facilitator)
    phone = phone_in(room)
    for kind, text in (("financial", "A loan"), ("technical", "two plumbers"), ("data", "")):
        offer(phone, bank, kind, text)

    phone.client.post(reverse("phones:introduce"), {"ballot": paper.ballot_code(room.workshop, 4)})

    said = [
        ("data", "figures"),
        ("financial", "A loan"),
        ("technical", "six pumps"),
        ("technical", "two plumbers"),
    ]
    assert sorted(pledged()) == said
    assert Pledge.objects.get(kind="data").state == Pledge.State.CONFIRMED


def test_what_was_dealt_with_is_not_asked_about_again_when_its_sheet_is_typed_again(
    room: Room, chosen: tuple[Listing, Listing], boss: Client, facilitator: User
) -> None:
    typed(boss, room, 4, pledges="2 d; figures\n2 a; a loan")
    pledging.confirm(Pledge.objects.get(kind="data"), room=room, by=facilitator)
    pledging.decline(Pledge.objects.get(kind="financial"), room=room, by=facilitator)

    typed(boss, room, 4, pledges="2 d; monthly figures\n2 a; a loan\n2 a; a guarantee")

    assert pledged() == [("data", "figures"), ("financial", "a loan"), ("financial", "a guarantee")]
    assert [row.text for row in Pledge.objects.filter(state=Pledge.State.WAITING)] == ["a guarantee"]


def test_numbers_on_printed_sheets_stay_when_somebody_is_removed_or_listed(
    room: Room, chosen: tuple[Listing, Listing], as_facilitator: Client
) -> None:
    _keepers, bank = chosen
    url = reverse("workshops:paper-dots", args=[room.workshop.city.code, room.workshop_id])
    printed = as_facilitator.get(url, {"count": 2, "first": 7}).content.decode()
    chosen[0].removed_at = room.opened_at
    chosen[0].save()
    ListingFactory.create(workshop=room.workshop, name="Aab, first by name")

    assert [each.number for each in paper.candidates_of(room.workshop) if each.listing == bank] == [2]
    assert paper.ballot_code(room.workshop, 8) in printed
    assert "You have 3 dots" in printed
