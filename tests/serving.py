"""`manage.py serve` as people start it, with data of its own, and its end."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 60


@contextmanager
def started(var: Path, *options: str, around: Sequence[str] = ()) -> Iterator[subprocess.Popen[str]]:
    """Start the server with its data in `var`, `around` before its command; press Ctrl+C in the end."""
    process = subprocess.Popen(
        [*around, sys.executable, "-u", "manage.py", "serve", "--port", "0", *options],
        cwd=ROOT,
        env=os.environ | {"VAR_DIR": str(var), "DATABASE_URL": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            assert "Everything is kept" in process.communicate(timeout=PATIENCE_S)[0]
    finally:
        process.kill()
        process.communicate()


def read_until(process: subprocess.Popen[str], word: str) -> str:
    """Return what the server says up to the line with `word`."""
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if word in line:
            break
    return said


@contextmanager
def serving(var: Path, *options: str) -> Iterator[tuple[str, str]]:
    """Start the server with its data in `var`; yield its address and its greeting, then press Ctrl+C."""
    with started(var, *options) as process:
        greeting = read_until(process, "Ctrl+C")
        found = re.search(r"http://\S+", greeting)
        assert found, greeting
        yield found.group(), greeting
