"""`manage.py loadseed`: bring the method's reference data, and the fictional demo city on request."""

import sys
from argparse import ArgumentParser
from collections.abc import Sized
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, transaction

from ecosystem import demo
from ecosystem.models import City
from ecosystem.seeding import showcase, vocabulary
from ecosystem.seeding.files import FIXTURES, SeedError
from ecosystem.seeding.vocabulary import Change, Plan


class Command(BaseCommand):
    """Load the seed fixtures; twice changes nothing, and what was edited here is never overwritten."""

    help = "Load the method's reference data; rows edited here are kept. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to load and how careful to be."""
        parser.add_argument("--demo", action="store_true", help="also load the fictional demo city, once")
        parser.add_argument("--yes", action="store_true", help="write changes without asking")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and write nothing")
        parser.add_argument(
            "--fixtures", default=FIXTURES, type=Path, help="folder with vocabulary/ and demo/"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Compare, show, ask, and write all or nothing."""
        try:
            plan = vocabulary.compare(options["fixtures"] / "vocabulary")
            if plan.changed or plan.kept:
                self._rehearse(plan)
            self._show(plan)
            if plan.changed and not (
                options["yes"] or options["dry_run"] or self._agreed(_rows(plan.changed))
            ):
                self.stdout.write("Nothing was written.")
                return
            done = self._write(plan, options)
        except SeedError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                f"The database is not ready; run 'manage.py migrate' first. {error}"
            ) from error
        self.stdout.write("\n".join(done))

    def _write(self, plan: Plan, options: dict[str, Any]) -> list[str]:
        """Write all or nothing, and return what to say about it."""
        with transaction.atomic():
            vocabulary.apply(plan)
            done = [_about(plan, is_dry=options["dry_run"])]
            if options["demo"]:
                done.append(_about_demo(showcase.load_demo(options["fixtures"] / "demo")))
            transaction.set_rollback(options["dry_run"])
        return [*done, "This was a dry run: nothing was written."] if options["dry_run"] else done

    def _rehearse(self, plan: Plan) -> None:
        """Refuse a broken file before anything of it is shown and anybody is asked."""
        with transaction.atomic():
            vocabulary.apply(plan)
            transaction.set_rollback(True)

    def _agreed(self, rows: str) -> bool:
        if not sys.stdin.isatty():
            raise CommandError(
                f"{rows} would change, and nobody is here to ask. Nothing was written. "
                "Add --yes to write them, or --dry-run to look."
            )
        return input(f"Change {rows}? [y/N] ").strip().lower() in {"y", "yes"}

    def _show(self, plan: Plan) -> None:
        for change in plan.changed:
            self._show_change("Changes", change)
        for change in plan.kept:
            self._show_change("Kept as edited here", change)

    def _show_change(self, title: str, change: Change) -> None:
        self.stdout.write(f"{title}: {change.row.name} ({change.row.file.name}, row {change.row.number})")
        for each in change.differences:
            self.stdout.write(
                f"  {each.field}\n    here: {_in_words(each.here)}\n    file: {_in_words(each.file)}"
            )


def _about(plan: Plan, *, is_dry: bool) -> str:
    if not (plan.added or plan.changed):
        return "Vocabulary: nothing changed."
    would = "would be " if is_dry else ""
    return f"Vocabulary: {_rows(plan.added)} {would}added, {_rows(plan.changed)} {would}changed."


def _about_demo(city: City | None) -> str:
    if city is None:
        return "Demo city: already there, left as it is."
    parts = f"{city.stakeholders.count()} stakeholders and {city.relations.count()} relations"
    people = (
        "No accounts are made in production."
        if settings.PRODUCTION
        else f"Accounts: {demo.FILE} in {settings.VAR_DIR}."
    )
    return f"Demo city: {city} with {parts}. {city} is fictional; all in it is invented.\n{people}"


def _in_words(value: Any) -> str:
    """Return a field's value on one line: keys of other rows by their codes, nothing as '(nothing)'."""
    if isinstance(value, list):
        keys = value if all(isinstance(key, list) for key in value) else [value]
        value = ", ".join("/".join(str(part) for part in key if part is not None) for key in keys)
    return "(nothing)" if value is None or value == "" else str(value).replace("\n", " | ")


def _rows(rows: Sized) -> str:
    return f"{len(rows)} row" if len(rows) == 1 else f"{len(rows)} rows"
