"""Make a fresh checkout runnable: a virtual environment with the locked packages. Standard library only."""

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"test": "requirements-test.txt"}
LOCK = "requirements.txt"


def ensure(argv: list[str]) -> None:
    """Return in a virtual environment that has the packages `argv` needs, or start again in one.

    Installs nothing in a virtual environment somebody else made, nor with PRODUCTION=1. Ends the
    process with one line when packages are missing there, or the environment cannot be made or filled.
    """
    folder = environment_folder()
    lock = ROOT / LOCKS.get(argv[1] if len(argv) > 1 else "", LOCK)
    inside = Path(sys.prefix).resolve() == folder.resolve()
    if not inside and (sys.prefix != sys.base_prefix or _is_production()):
        if importlib.util.find_spec("django") is not None:
            return
        if not (_is_production() and _has(folder, lock)):
            _stop_without_packages(lock)
    if not _has(folder, lock):
        pip = _pip()
        try:
            _make(folder)
            _install(folder, lock, pip)
        except KeyboardInterrupt:
            _stop("\nStopped. The same command goes on from here.")
        inside = False
    if not inside:
        _start_again(_python(folder), argv)


def _is_production() -> bool:
    return os.environ.get("PRODUCTION") == "1"


def environment_folder() -> Path:
    """Return the folder of our virtual environment: `.venv`, or what VENV_DIR names."""
    return Path(os.environ.get("VENV_DIR", ROOT / ".venv")).absolute()


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _stamp(folder: Path, lock: Path) -> Path:
    return folder / f"installed-{lock.stem}"


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _has(folder: Path, lock: Path) -> bool:
    """Say whether `folder` holds what `lock` names; the test lock includes the other one."""
    if not _python(folder).exists() or _is_of_another_python(folder):
        return False
    locks = {lock, ROOT / LOCKS["test"]}
    return any(
        _stamp(folder, each).exists() and _stamp(folder, each).read_text(encoding="utf-8") == _digest(each)
        for each in locks
    )


def _is_of_another_python(folder: Path) -> bool:
    """Say whether this Python came in the place of the one that made `folder`, as an upgrade does."""
    ours = f"python{sys.version_info.major}.{sys.version_info.minor}"
    same = _python(folder).resolve() == Path(sys.executable).resolve()
    return os.name != "nt" and same and not (folder / "lib" / ours).is_dir()


def _make(folder: Path) -> None:
    if _python(folder).exists() and not _is_of_another_python(folder):
        return
    _say(f"Making a virtual environment in {folder} ...")
    # One whose Python has gone is made anew; a folder that is none is nobody's to empty.
    old = (folder / "pyvenv.cfg").exists()
    try:
        venv.EnvBuilder(symlinks=os.name != "nt", clear=old).create(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        _stop(f"Cannot make a virtual environment in {folder}: {error}")


def _pip() -> Path:
    """Return the pip that Python brings along; it runs as it is, which unpacking it would outlast."""
    try:
        import ensurepip  # noqa: PLC0415 (Debian splits it off)
    except ImportError:
        _stop_without_pip()
    if ensurepip.__file__ is None:  # an empty folder that the package left behind
        _stop_without_pip()
    places = [sysconfig.get_config_var("WHEEL_PKG_DIR"), Path(ensurepip.__file__).parent / "_bundled"]
    wheels = [wheel for place in places if place for wheel in Path(place).glob("pip-*.whl")]
    return wheels[0] / "pip" if wheels else _stop_without_pip()


def _install(folder: Path, lock: Path, pip: Path) -> None:
    _say(f"Installing the packages of {lock.name} (the first time only) ...")
    command = [str(_python(folder)), str(pip), "install", "--quiet", "--require-hashes"]
    # The lock is complete, and what is imported is compiled then: most of it never is. Wheels run no code
    # of theirs here, and nobody looks at the other half of what an index offers.
    quick = ["--no-deps", "--no-compile", "--only-binary", ":all:"]
    quiet = ["--disable-pip-version-check", "--no-input", "--requirement"]
    with tempfile.TemporaryDirectory() as beside, ThreadPoolExecutor() as pool:
        halves = [str(half) for half in _halves(lock, Path(beside))]
        done = list(pool.map(_run, [[*command, *quick, *quiet, half] for half in halves]))
    broken = [each.stderr for each in done if each.returncode]
    if broken:
        reasons = [line for line in broken[0].splitlines() if line.startswith("ERROR")] or ["pip failed"]
        _stop(f"Cannot install the packages; is there a network? {reasons[-1]}")
    for old in folder.glob("installed-*"):
        old.unlink()
    _stamp(folder, lock).write_text(_digest(lock), encoding="utf-8")


def _halves(lock: Path, folder: Path) -> Iterator[Path]:
    """Write every other package of the lock into a file each: one pip waits and unpacks on one core only."""
    packages = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    for number in range(2):
        half = folder / f"{lock.stem}-{number}.txt"
        half.write_text("\n".join(packages[number::2]), encoding="utf-8")
        yield half


def _run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 (our own)


def _start_again(python: Path, argv: list[str]) -> None:
    command = [str(python), *argv]
    # Packages came uncompiled: what a start compiles is kept, or every start would compile anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if os.name == "nt":
        raise SystemExit(subprocess.call(command))  # noqa: S603 (our own command line)
    sys.stdout.flush()
    os.execv(python, command)  # noqa: S606 (our own command line)


def _say(line: str) -> None:
    print(line, flush=True)


def _stop_without_pip() -> NoReturn:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    _stop(f"This Python cannot make virtual environments. Run: apt install python{version}-venv")


def _stop_without_packages(lock: Path) -> NoReturn:
    if _is_production():
        _stop("PRODUCTION=1 installs nothing. Run once without it: python3 manage.py version")
    leave = f"Run: deactivate, or: {sys.executable} -m pip install --no-deps --requirement {lock.name}"
    _stop(f"The environment {sys.prefix} lacks the packages. {leave}")


def _stop(line: str) -> NoReturn:
    raise SystemExit(line)
