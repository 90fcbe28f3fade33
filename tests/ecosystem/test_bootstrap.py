"""A fresh checkout sets itself up, and says in one line what stops it."""

import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ecosystem import bootstrap

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


def test_what_venv_left_behind_when_it_was_removed_does_not_count(tmp_path: Path) -> None:
    play = "import importlib.util as u, sys; sys.modules['ensurepip'] = u.module_from_spec("
    play += "u.spec_from_loader('ensurepip', None, is_package=True))"
    start = "sys.argv = ['manage.py', 'serve']; import manage; manage.main()"
    done = subprocess.run(
        [str(PLAIN_PYTHON), "-c", f"{play}; {start}"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VENV_DIR": str(tmp_path / "venv")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr.strip().endswith("-venv")
    assert len(done.stderr.strip().splitlines()) == 1


def test_in_production_nothing_is_installed_and_what_is_there_is_used(tmp_path: Path) -> None:
    done = run("check", VENV_DIR=str(tmp_path / "venv"), PRODUCTION="1")

    assert not (tmp_path / "venv").exists()
    assert (
        done.stderr.strip() == "PRODUCTION=1 installs nothing. Run once without it: python3 manage.py version"
    )

    ready = run(
        "check",
        VENV_DIR=sys.prefix,
        VAR_DIR=str(tmp_path / "var"),
        PRODUCTION="1",
        SECRET_KEY="x" * 60,
        ALLOWED_HOSTS="map.example",
    )
    assert ready.returncode == 0, ready.stderr


def test_in_an_environment_of_somebody_else_without_the_packages_it_says_so(tmp_path: Path) -> None:
    subprocess.run([str(PLAIN_PYTHON), "-m", "venv", "--without-pip", str(tmp_path / "other")], check=True)

    done = subprocess.run(
        [str(tmp_path / "other" / "bin" / "python"), "manage.py", "serve"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VENV_DIR": str(tmp_path / "ours")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "deactivate" in done.stderr
    assert not (tmp_path / "ours").exists()


@pytest.mark.parametrize("trace", ["a newer Python in the old one's place", "no Python any more"])
def test_after_an_upgrade_of_python_the_environment_is_made_anew(tmp_path: Path, trace: str) -> None:
    folder = tmp_path / "venv"
    subprocess.run([str(PLAIN_PYTHON), "-m", "venv", "--without-pip", str(folder)], check=True)
    for lock in ("requirements", "requirements-test"):
        digest = hashlib.sha256((ROOT / f"{lock}.txt").read_bytes()).hexdigest()
        (folder / f"installed-{lock}").write_text(digest)
    if trace == "no Python any more":
        for link in (folder / "bin").glob("python*"):
            link.unlink()
            link.symlink_to(tmp_path / "gone")
    else:
        (folder / "lib" / PLAIN_PYTHON.name).rename(folder / "lib" / "python3.0")

    done = run("serve", VENV_DIR=str(folder), PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull)

    assert "Making a virtual environment" in done.stdout
    assert "is there a network?" in done.stderr
    assert [each.name for each in (folder / "lib").iterdir()] == [PLAIN_PYTHON.name]


def test_a_folder_that_is_no_environment_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("kept")

    run("serve", VENV_DIR=str(tmp_path), PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull)

    assert (tmp_path / "letter.txt").read_text() == "kept"


def test_ctrl_c_while_packages_are_installed_ends_in_one_line(tmp_path: Path) -> None:
    # pip looks at an index that never answers.
    with socket.create_server(("127.0.0.1", 0)) as silent:
        index = f"http://127.0.0.1:{silent.getsockname()[1]}/simple"
        process = subprocess.Popen(
            [str(PLAIN_PYTHON), "manage.py", "serve"],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "VENV_DIR": str(tmp_path / "venv"),
                "PIP_CONFIG_FILE": os.devnull,
                "PIP_INDEX_URL": index,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        silent.settimeout(60)
        connection, _ = silent.accept()
        with connection:
            os.killpg(process.pid, signal.SIGINT)
            _, errors = process.communicate(timeout=60)

    assert process.returncode == 1
    assert errors.strip() == "Stopped. The same command goes on from here."


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


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-test.txt"])
def test_the_two_halves_of_an_installation_are_the_whole_lock(lock: str, tmp_path: Path) -> None:
    halves = [half.read_text().strip() for half in bootstrap._halves(ROOT / lock, tmp_path)]

    lines = [line for half in halves for line in half.splitlines()]
    assert sorted(lines) == sorted((ROOT / lock).read_text().strip().splitlines())
    assert all(re.match("[a-z]", half) for half in halves), "a half begins with hashes of another's"
    counts = [len(re.findall("^[a-z]", half, re.MULTILINE)) for half in halves]
    assert abs(counts[0] - counts[1]) <= 1 < counts[0]
