"""What the settings make of the environment of a real server."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTION = {
    "PRODUCTION": "1",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "city.example",
    "DATABASE_URL": "postgres://city:unused@127.0.0.1:1/city",
}


def run(var: Path, command: str, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the product with nothing but `environment` set."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", command, *options],
        cwd=ROOT,
        env=kept | {"VAR_DIR": str(var)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_the_production_settings_pass_every_deployment_check(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
    assert not (tmp_path / "secret_key").exists()


def test_production_without_a_secret_stops_with_one_line(tmp_path: Path) -> None:
    done = run(tmp_path, "check", **PRODUCTION | {"SECRET_KEY": ""})

    assert done.returncode != 0
    assert done.stderr.strip().splitlines() == ["SECRET_KEY: set it (or SECRET_KEY_FILE) when PRODUCTION=1."]


def test_a_value_that_makes_no_sense_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "check", DEBUG="perhaps")

    assert done.returncode != 0
    assert done.stderr.strip() == "DEBUG: say 1 or 0, not 'perhaps'."


def test_a_folder_that_cannot_be_written_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    done = run(tmp_path / "file" / "var", "check")

    assert done.returncode != 0
    assert done.stderr.strip().startswith(f"VAR_DIR: nothing can be kept in {tmp_path}")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_laptop_makes_its_own_secret_once_and_shows_no_debug_page(tmp_path: Path) -> None:
    ask = "from django.conf import settings; print(settings.DEBUG, settings.SECRET_KEY)"

    first, second = (run(tmp_path, "shell", "--no-imports", "-c", ask).stdout for _ in range(2))

    assert first == second
    debug, secret = first.split()
    assert debug == "False"
    assert len(secret) > 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "address", ["nonsense", "mysql://city:tide-and-kiosk@host/city", "postgres://u:p@h:x/c"]
)
def test_an_address_of_no_database_is_refused_in_one_line_without_its_password(
    tmp_path: Path, address: str
) -> None:
    done = run(tmp_path, "check", DATABASE_URL=address)

    assert done.returncode != 0
    assert done.stderr.strip() == "DATABASE_URL: say postgres://user:password@host/name."
