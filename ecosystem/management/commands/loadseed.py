"""`manage.py loadseed`: bring the method's reference data, and the fictional demo city on request."""

import sys
from argparse import ArgumentParser
from collections.abc import Sized
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

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
            self._show(plan)
            if plan.changed and not (options["yes"] or options["dry_run"]):
                self._rehearse(plan)
                if not self._agreed(_rows(plan.changed)):
                    self.stdout.write("Nothing was written.")
                    return
            with transaction.atomic():
                self._write(plan, options)
                transaction.set_rollback(options["dry_run"])
        except SeedError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing was written.")

    def _write(self, plan: Plan, options: dict[str, Any]) -> None:
        vocabulary.apply(plan)
        if not (plan.added or plan.changed):
            self.stdout.write("Vocabulary: nothing changed.")
        else:
            would = "would be " if options["dry_run"] else ""
            self.stdout.write(
                f"Vocabulary: {_rows(plan.added)} {would}added, {_rows(plan.changed)} {would}changed."
            )
        if options["demo"]:
            self._demo(options["fixtures"] / "demo")

    def _demo(self, folder: Path) -> None:
        city = showcase.load_demo(folder)
        if city is None:
            self.stdout.write("Demo city: already there, left as it is.")
            return
        self.stdout.write(
            f"Demo city: {city} with {city.stakeholders.count()} stakeholders "
            f"and {city.relations.count()} relations. {city} is fictional; all in it is invented."
        )

    def _rehearse(self, plan: Plan) -> None:
        """Refuse a broken file before anybody is asked."""
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


def _in_words(value: Any) -> str:
    """Return a field's value on one line: keys of other rows by their codes, nothing as '(nothing)'."""
    if isinstance(value, list):
        value = ", ".join("/".join(str(part) for part in key) for key in value)
    return "(nothing)" if value in {None, ""} else str(value).replace("\n", " | ")


def _rows(rows: Sized) -> str:
    return f"{len(rows)} row" if len(rows) == 1 else f"{len(rows)} rows"
