"""The method's words, as they come with the product."""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from ecosystem.models import (
    Domain,
    Family,
    Gain,
    Layer,
    Means,
    ProfileStatement,
    RelationKind,
    ResourceKind,
    Service,
    Term,
)
from ecosystem.models.vocabulary import SeededRow

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.django_db]
VOCABULARY = settings.BASE_DIR / "fixtures" / "vocabulary"
MODELS: tuple[type[SeededRow], ...] = (Layer, Domain, Service, Family, ProfileStatement, Term)
# Lines of the guide's four tables.
TABLES = {
    "services": {"authority": 4, "firm": 3, "provider": 3, "start-up": 4, "ngo": 3, "citizens": 3},
    "planning": {"authority": 4, "firm": 2, "start-up": 3, "university": 2, "ngo": 2, "citizens": 2},
    "citizens": {
        "authority": 4, "state": 4, "firm": 2, "start-up": 2, "university": 3, "ngo": 3, "community": 4,
        "citizens": 3,
    },
    "economy": {"authority": 3, "firm": 2, "start-up": 1, "university": 1, "ngo": 1},
}  # fmt: skip


def test_six_layers_stand_from_the_base_to_the_users() -> None:
    assert [layer.code for layer in Layer.objects.all()] == [
        "base", "network", "data", "processing", "exchange", "users",
    ]  # fmt: skip


def test_ten_families_are_shown_and_four_wait_in_the_drawer() -> None:
    families = Family.objects.reference()

    assert families.shown().count() == 10
    drawer = families.filter(visibility=Family.Visibility.DRAWER)
    assert {family.code for family in drawer} == {"state", "utility", "donor", "media"}


def test_families_differ_in_mark_shape_and_colour() -> None:
    families = list(Family.objects.reference())

    for trait in ("mark", "shape", "colour"):
        assert len({getattr(family, trait) for family in families}) == 14


def test_each_family_has_prompts_examples_a_meaning_and_default_layers() -> None:
    for family in Family.objects.reference():
        assert len(family.prompt_list) >= 2, family.code
        assert all(prompt.endswith("?") for prompt in family.prompt_list)
        assert family.example
        assert family.meaning
        assert family.layers.exists()


def test_families_stand_on_the_layers_of_the_guide() -> None:
    provider = Family.objects.reference().get(code="provider")

    assert {layer.code for layer in provider.layers.all()} == {"data", "exchange", "users"}


def test_four_domains_come_with_the_services_of_the_first() -> None:
    assert Domain.objects.count() == 4
    assert {service.code for service in Service.objects.filter(domain__code="services")} == {
        "water", "sanitation", "waste", "energy", "mobility", "lighting", "markets",
    }  # fmt: skip


@pytest.mark.parametrize("domain", TABLES)
def test_statements_hold_the_whole_table_of_a_domain(domain: str) -> None:
    families = ProfileStatement.objects.filter(domain__code=domain).values_list("family__code", flat=True)
    found = Counter(families)

    assert {family: found[family] for family in TABLES[domain]} == TABLES[domain]


def test_each_of_the_ten_families_has_a_profile_for_urban_services() -> None:
    said = set(
        ProfileStatement.objects.filter(domain__code="services").values_list("family__code", flat=True)
    )

    assert {family.code for family in Family.objects.reference().shown()} <= said


def test_statements_are_of_every_kind() -> None:
    assert set(ProfileStatement.objects.values_list("kind", flat=True)) == set(ProfileStatement.Kind.values)


def test_interests_in_urban_services_say_which_gain_they_mean() -> None:
    interests = ProfileStatement.objects.filter(domain__code="services", kind="interest")

    assert not interests.filter(gain="").exists()


def test_each_kind_of_the_method_has_a_meaning() -> None:
    for group, kinds in (
        ("gain", Gain),
        ("resource", ResourceKind),
        ("means", Means),
        ("relation", RelationKind),
    ):
        assert set(Term.objects.filter(group=group).values_list("code", flat=True)) == set(kinds.values)


def test_every_text_is_there_in_english_and_french_and_differs() -> None:
    for model in MODELS:
        for row in model._default_manager.filter(**({"city": None} if model is Family else {})):
            for name in ("names", "meanings", "prompts", "examples", "texts"):
                texts = getattr(row, name, None)
                if texts is not None:
                    assert set(texts) == {"en", "fr"}, row
                    assert all(text.strip() == text != "" for text in texts.values()), row


def test_no_text_comes_twice_in_a_family() -> None:
    for family in Family.objects.reference():
        texts = [statement.texts["en"] for statement in family.statements.all()]
        assert len(texts) == len(set(texts)), family


def test_prompts_are_as_many_in_each_language() -> None:
    for family in Family.objects.reference():
        assert len(family.prompts["en"].splitlines()) == len(family.prompts["fr"].splitlines())


def test_every_row_passes_its_own_validation() -> None:
    for model in MODELS:
        for row in model._default_manager.all():
            row.full_clean()


def test_fixture_files_are_readable_by_hand() -> None:
    for file in (settings.BASE_DIR / "fixtures").rglob("*.json"):
        text = file.read_text(encoding="utf-8")
        assert text.endswith("]\n")
        assert "\\u" not in text
        assert all("pk" not in row for row in json.loads(text)), file


def test_plain_loaddata_takes_the_same_files_again() -> None:
    files = [str(file) for file in sorted(Path(VOCABULARY).glob("*.json"))]
    before = {model: model._default_manager.count() for model in MODELS}

    call_command("loaddata", *files, verbosity=0)

    assert {model: model._default_manager.count() for model in MODELS} == before
