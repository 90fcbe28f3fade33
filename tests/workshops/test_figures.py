"""The figures of a workshop's map, as its members read them."""

from django.test import Client
from django.urls import reverse

from ecosystem.models import City, ResourceKind
from tests.factories import (
    AnswerFactory,
    FamilyFactory,
    ListingFactory,
    NeedFactory,
    RelationFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.models import Question


def test_a_need_only_one_could_meet_is_named(as_viewer: Client, litto: City) -> None:
    workshop = WorkshopFactory.create(city=litto)
    family = FamilyFactory.create(city=litto)
    entries = [StakeholderFactory.create(city=litto, family=family, name=name) for name in ("Bank", "Union")]
    listings = [
        ListingFactory.create(workshop=workshop, family=family, stakeholder=entry, name=entry.name)
        for entry in entries
    ]
    RelationFactory.create(source=entries[0], target=entries[1])
    NeedFactory.create(workshop=workshop, label="Start money", kind=ResourceKind.FINANCIAL)
    AnswerFactory.create(
        listing=listings[0], question=Question.RESOURCE, kind=ResourceKind.FINANCIAL, value=2
    )

    page = as_viewer.get(reverse("workshops:figures", args=[litto.code, workshop.pk])).content.decode()

    assert "need “Start money”" in page
    assert reverse("workshops:identification-listing", args=[litto.code, workshop.pk, listings[0].pk]) in page
    assert reverse("workshops:map", args=[litto.code, workshop.pk]) in page


def test_another_workshops_figures_are_not_found(as_stranger: Client, litto: City) -> None:
    workshop = WorkshopFactory.create(city=litto)

    assert as_stranger.get(reverse("workshops:figures", args=[litto.code, workshop.pk])).status_code == 404


def test_the_table_of_figures_is_a_file_named_after_the_project(as_viewer: Client, litto: City) -> None:
    workshop = WorkshopFactory.create(city=litto, title="Water kiosks")

    answer = as_viewer.get(reverse("workshops:figures-table", args=[litto.code, workshop.pk]))

    assert answer["Content-Disposition"] == f'attachment; filename="{litto.code}-water-kiosks-figures.csv"'
