"""`serve` takes an empty folder to the running product, and back again without loss."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 60


@contextmanager
def serving(var: Path, *options: str) -> Iterator[tuple[str, str]]:
    """Start the server with its data in `var`; yield its address and its greeting, then press Ctrl+C."""
    process = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "serve", "--port", "0", *options],
        cwd=ROOT,
        env=os.environ | {"VAR_DIR": str(var), "DATABASE_URL": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    greeting = ""
    try:
        for line in process.stdout:
            greeting += line
            if "Ctrl+C" in line:
                break
        found = re.search(r"http://\S+", greeting)
        assert found, greeting
        yield found.group(), greeting
        process.send_signal(signal.SIGINT)
        assert "Everything is kept" in process.communicate(timeout=PATIENCE_S)[0]
    finally:
        process.kill()


def get(url: str) -> str:
    """Return what the server answers, following redirects."""
    with urllib.request.urlopen(url, timeout=PATIENCE_S) as answer:
        return answer.read().decode()


def test_an_empty_folder_becomes_the_running_product_with_the_demo(tmp_path: Path) -> None:
    var = tmp_path / "with spaces"

    with serving(var) as (address, greeting):
        page = get(address)

        assert "password" in page
        for role in ("facilitator", "editor", "viewer", "manager", "admin"):
            assert re.search(rf"{role} +\S+@litto\.example +\S+", greeting)
        style = re.search(r'href="(/static/css/[\w.-]+\.[0-9a-f]{12}\.css)"', page)
        assert style, "static files have hashed names"
        assert get(address + style.group(1))

    with serving(var) as (_, again):
        assert passwords(again) == passwords(greeting)


def passwords(greeting: str) -> list[str]:
    """Return the demo's passwords as they were printed."""
    return re.findall(r"@litto\.example +(\S+)", greeting)


def test_errors_show_no_debug_page(tmp_path: Path) -> None:
    with serving(tmp_path) as (address, _), pytest.raises(urllib.error.HTTPError) as refused:
        get(f"{address}/static/no-such-file")

    assert refused.value.code == 404
    assert "DEBUG" not in refused.value.read().decode()


def test_a_port_that_is_taken_gives_one_line_and_a_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "manage.py", "serve", "--port", port],
            cwd=ROOT,
            env=os.environ | {"VAR_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )

    assert done.returncode == 1
    assert f"port {port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
