"""What tests of the seed fixtures share: running the command, and changing a copy of a file."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

Rows = list[Any]


def loadseed(**options: Any) -> str:
    """Run the command and return what it said."""
    out = StringIO()
    call_command("loadseed", stdout=out, **options)
    return out.getvalue()


def change(file: Path, edit: Callable[[Rows], object]) -> None:
    """Let `edit` change the rows of a seed file."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    edit(rows)
    file.write_text(json.dumps(rows), encoding="utf-8")
