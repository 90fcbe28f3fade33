"""`manage.py test`: every test, on both databases and in a browser."""

import importlib
import sys
from typing import NoReturn

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Run the tests; arguments go to pytest."""

    help = "Run all tests, or what the arguments (those of pytest) choose."

    def run_from_argv(self, argv: list[str]) -> NoReturn:
        """Hand the arguments over as they are: they are pytest's, not Django's."""
        runner = importlib.import_module("tests.run")
        sys.exit(runner.main(argv[2:]))
