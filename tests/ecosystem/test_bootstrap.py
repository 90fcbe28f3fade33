"""A fresh checkout sets itself up, and says in one line what stops it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# The Python that made our virtual environment: a person's own, without our packages.
PLAIN_PYTHON = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py as somebody does who has just checked the product out."""
    return subprocess.run(
        [str(PLAIN_PYTHON), "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/tmp"), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_without_a_network_the_first_start_says_so_in_one_line(tmp_path: Path) -> None:
    nowhere = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}

    done = run("serve", VENV_DIR=str(tmp_path / "with spaces"), VAR_DIR=str(tmp_path / "var"), **nowhere)

    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "is there a network?" in done.stderr


def test_without_venv_it_names_the_package_to_install(tmp_path: Path) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ImportError('split off')\n")

    done = run("serve", VENV_DIR=str(tmp_path / "venv"), PYTHONPATH=str(tmp_path))

    assert done.returncode == 1
    assert done.stderr.strip().endswith("-venv")
    assert len(done.stderr.strip().splitlines()) == 1


def test_in_production_nothing_is_installed(tmp_path: Path) -> None:
    run("check", VENV_DIR=str(tmp_path / "venv"), PRODUCTION="1")

    assert not (tmp_path / "venv").exists()


def test_a_python_that_is_too_old_is_told_so() -> None:
    olds = sorted(Path.home().glob(".pyenv/versions/3.[6-9]*/bin/python")) + sorted(
        Path.home().glob(".pyenv/versions/3.10*/bin/python")
    )
    # Where no old Python lies about, this one plays it.
    play = "import sys; sys.version_info = (3, 9, 2); sys.argv = ['manage.py']; import manage; manage.main()"
    commands = [[str(old), "manage.py", "check"] for old in olds] or [[sys.executable, "-c", play]]

    for command in commands:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

        assert done.returncode == 1
        assert done.stderr.strip().startswith("Python 3.11 or newer is needed"), done.stderr


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-test.txt"])
def test_every_locked_package_has_its_hash(lock: str) -> None:
    text = (ROOT / lock).read_text()
    pinned = [line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")]

    assert pinned
    assert all(line.rstrip().endswith("\\") for line in pinned)
