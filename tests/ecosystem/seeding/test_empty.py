"""The demo on an empty database, by our command and by Django's own."""

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import override_settings

from ecosystem.models import City, Family, User
from tests.seeds import loadseed

pytestmark = pytest.mark.django_db


def test_command_says_that_litto_is_fictional() -> None:
    assert "Litto is fictional" in loadseed(demo=True, yes=True)


def test_production_gets_no_accounts_with_passwords_to_read_aloud() -> None:
    with override_settings(PRODUCTION=True):
        said = loadseed(demo=True, yes=True)

    assert "No accounts are made in production" in said
    assert City.objects.get().stakeholders.exists()
    assert not User.objects.exists()


def test_database_without_tables_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def compare(_folder: Path) -> None:
        raise OperationalError("no such table: ecosystem_layer")

    monkeypatch.setattr("ecosystem.seeding.vocabulary.compare", compare)

    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        loadseed()


def test_dry_run_makes_no_city_and_no_people() -> None:
    loadseed(demo=True, dry_run=True)

    assert not City.objects.exists()
    assert not User.objects.exists()


def test_plain_loaddata_brings_the_same_city() -> None:
    for folder in ("vocabulary", "demo"):
        files = sorted((settings.BASE_DIR / "fixtures" / folder).glob("*.json"))
        call_command("loaddata", *(str(file) for file in files), verbosity=0)

    files = (settings.BASE_DIR / "fixtures" / "demo").glob("*.json")
    rows = sum(len(json.loads(Path(file).read_text(encoding="utf-8"))) for file in files)
    models = {*apps.get_app_config("ecosystem").get_models(), *apps.get_app_config("workshops").get_models()}
    reference = sum(1 for _ in Family.objects.reference())
    stored = sum(model._default_manager.count() for model in models if not hasattr(model, "seed_digest"))
    assert stored + Family.objects.exclude(city=None).count() == rows
    assert reference == 14
    assert not User.objects.exists()
