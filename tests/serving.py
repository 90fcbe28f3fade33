"""`manage.py serve` as people start it, with data of its own, and its end."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 60
# Before a command: a network of its own, with nothing around it.
CUT_OFF = ("unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")


def can_cut_networks() -> bool:
    """Return whether this machine lets tests have a network of their own."""
    tools = all(shutil.which(each) for each in ("unshare", "nsenter", "ip"))
    return (
        tools and subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode == 0
    )


def inside(process: "subprocess.Popen[str]") -> tuple[str, ...]:
    """Return what stands before a command that runs in the network of `process`."""
    return ("nsenter", "-t", str(process.pid), "-U", "-n", "--preserve-credentials")


def join_wifi(process: "subprocess.Popen[str]", address: str) -> str:
    """Give the cut-off server an address as the hall's Wi-Fi would; return what it calls itself there."""
    command = [*inside(process), "ip", "address", "add", f"{address}/24", "dev", "lo"]
    subprocess.run(command, check=True)
    found = re.search(rf"http://{re.escape(address)}:\d+", read_until(process, address))
    assert found
    return found.group()


def told(script: str, environment: Mapping[str, str]) -> list[str]:
    """Return the words a script prints that uses the data of a server with this environment."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "ecosystem.settings"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


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
