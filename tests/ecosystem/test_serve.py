"""`serve` takes an empty folder to the running product, and back again without loss."""

import gzip
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from ecosystem import hall
from tests.serving import (
    CUT_OFF,
    PATIENCE_S,
    ROOT,
    can_cut_networks,
    inside,
    join_wifi,
    read_until,
    serving,
    started,
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the product was prepared once, for several starts."""
    var = tmp_path_factory.mktemp("prepared")
    with serving(var):
        return var


def get(url: str | urllib.request.Request) -> str:
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


def test_errors_show_no_debug_page(prepared: Path) -> None:
    with serving(prepared) as (address, _), pytest.raises(urllib.error.HTTPError) as refused:
        get(f"{address}/static/no-such-file")

    assert refused.value.code == 404
    assert "DEBUG" not in refused.value.read().decode()


def test_a_port_that_is_taken_gives_one_line_and_a_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refusal(tmp_path, "--port", str(port))

    assert f"port {port}" in said
    assert said.endswith(f"--port {port + 1 if 8000 <= port < 65535 else 8000}")


def test_an_address_of_another_machine_leads_to_one_of_this(tmp_path: Path) -> None:
    # 192.0.2.0/24 is for examples: nobody has it.
    assert refusal(tmp_path, "--host", "192.0.2.7", "--port", "0").endswith("--host 127.0.0.1")


def test_a_port_that_cannot_be_leads_to_one_that_can(tmp_path: Path) -> None:
    assert refusal(tmp_path, "--port", "70000").endswith("--port 8000")


def refusal(var: Path, *options: str) -> str:
    """Return the one line with which `serve` refuses to start."""
    done = subprocess.run(
        [sys.executable, "manage.py", "serve", *options],
        cwd=ROOT,
        env=os.environ | {"VAR_DIR": str(var)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    return line


def test_styles_and_scripts_travel_compressed(prepared: Path) -> None:
    with serving(prepared) as (address, _):
        page = get(address)
        names = re.findall(r'(?:href|src)="(/static/[\w./-]+\.(?:css|js))"', page)
        assert names
        for name in names:
            request = urllib.request.Request(address + name, headers={"Accept-Encoding": "gzip"})
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
                small = answer.read()
                assert answer.headers["Content-Encoding"] == "gzip", name
            assert gzip.decompress(small).decode() == get(address + name)


def test_in_hall_mode_phones_reach_the_product_at_the_addresses_it_names(prepared: Path) -> None:
    with serving(prepared, "--hall") as (here, greeting):
        port = urllib.parse.urlsplit(here).port
        named = [f"http://{each}:{port}" for each in hall.lan_addresses()]

        assert re.findall(r"^  (http://\S+)", greeting, re.MULTILINE) == named
        for address in [here, *named]:
            sign_in(address, "facilitator", greeting)
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(urllib.request.Request(here, headers={"Host": "elsewhere.example"}))
        assert refused.value.code == 400
        refused.value.close()


def sign_in(address: str, role: str, greeting: str) -> None:
    """Sign in as a browser does, its Origin included."""
    found = re.search(rf"{role} +(\S+) +(\S+)", greeting)
    assert found
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(address, timeout=PATIENCE_S) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    assert token
    fields = {"csrfmiddlewaretoken": token.group(1), "username": found.group(1), "password": found.group(2)}
    form = urllib.parse.urlencode(fields).encode()
    request = urllib.request.Request(page.url, form, {"Origin": address, "Referer": page.url})
    with browser.open(request, timeout=PATIENCE_S) as answer:
        assert "login" not in answer.url
        assert 'name="password"' not in answer.read().decode()


def test_without_hall_mode_only_this_machine_is_served(prepared: Path) -> None:
    with serving(prepared) as (here, greeting):
        assert "Phones" not in greeting
        port = urllib.parse.urlsplit(here).port
        for address in hall.lan_addresses():
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((address, port or 0), timeout=5)


@pytest.mark.skipif(not can_cut_networks(), reason="needs unshare, nsenter and ip, and leave to use them")
def test_with_the_network_cut_the_hall_is_served_and_a_wifi_joined_late_is_named(prepared: Path) -> None:
    with started(prepared, "--hall", around=CUT_OFF) as process:
        assert "in no network" in read_until(process, "Ctrl+C")

        address = join_wifi(process, "192.168.77.5")

        call = f"import urllib.request as r; print(r.urlopen({address!r}, timeout={PATIENCE_S}).read())"
        page = subprocess.run(
            [*inside(process), sys.executable, "-c", call], check=True, capture_output=True, text=True
        )
        assert "password" in page.stdout


def test_hall_mode_is_refused_where_https_is_asked_for(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "serve", "--hall", "--port", "0"],
        cwd=ROOT,
        env=os.environ
        | {"VAR_DIR": str(tmp_path), "PRODUCTION": "1", "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "a.example"},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )

    assert done.returncode == 1
    assert "PRODUCTION" in done.stderr
    assert "Traceback" not in done.stderr
