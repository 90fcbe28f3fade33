"""Run pytest on SQLite with the browser, then on PostgreSQL, and say what was skipped."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from defusedxml import ElementTree

from tests.plugins.postgres import PostgresMissingError, postgres_server

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "var" / "test-results"
# What may not be missing in CI.
NEEDED = ("Chromium", "all tests on PostgreSQL")
# Stories that touch what differs between the databases run on both.
ON_POSTGRES = "not standards and (not browser or both_databases)"


@dataclass
class Tally:
    """How a run ended."""

    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)
    tried_again: list[str] = field(default_factory=list)
    exit_code: int = 0

    def add(self, other: "Tally") -> None:
        """Count another run in."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.tried_again += other.tried_again
        self.exit_code = self.exit_code or other.exit_code


def main(arguments: list[str]) -> int:
    """Run the tests `arguments` choose (default: all) on both databases; return the exit code."""
    total = run("SQLite", arguments, {"DATABASE_URL": ""})
    if os.environ.get("TEST_ONLY") != "sqlite":
        total.add(on_postgres(arguments))
    for reason in total.skipped:
        print(f"skipped: {reason}")
    for name in total.tried_again:
        print(f"passed at the second try only: {name}")
    if os.environ.get("CI") == "true" and any(word in reason for reason in total.skipped for word in NEEDED):
        print("In CI no test of PostgreSQL or of the browser may be skipped.")
        total.exit_code = total.exit_code or 1
    print(f"{total.passed} passed, {total.failed} failed, {len(total.skipped)} skipped")
    return total.exit_code


def on_postgres(arguments: list[str]) -> Tally:
    """Run the tests again on a PostgreSQL server started for them."""
    try:
        with postgres_server() as url:
            return run("PostgreSQL", ["-m", ON_POSTGRES, *arguments], {"DATABASE_URL": url})
    except PostgresMissingError as error:
        return Tally(skipped=[f"all tests on PostgreSQL: {error}"])


def run(database: str, arguments: list[str], environment: dict[str, str]) -> Tally:
    """Run pytest once in a process of its own."""
    print(f"--- {database} ---", flush=True)
    RESULTS.mkdir(parents=True, exist_ok=True)
    report = RESULTS / f"{database.lower()}.xml"
    report.unlink(missing_ok=True)
    workers = (
        ["-n", "2", "--dist", "worksteal"]
        if not any(argument.startswith("-n") for argument in arguments)
        else []
    )
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *workers, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False)
    no_tests = 5
    tally = read(database, report) if report.exists() else Tally()
    # A choice of tests may leave one database with none.
    tally.exit_code = 0 if done.returncode == no_tests and arguments else done.returncode
    return tally


def read(database: str, report: Path) -> Tally:
    """Count what a report of pytest holds."""
    tally = Tally()
    # A test that had a second try stands there twice; the last one counts.
    cases = {
        f"{case.get('classname')}.{case.get('name')} on {database}": case
        for case in ElementTree.parse(report).iter("testcase")
    }
    for name, case in cases.items():
        skipped = case.find("skipped")
        if skipped is not None:
            tally.skipped.append(f"{name}: {skipped.get('message')}")
        elif case.find("failure") is not None or case.find("error") is not None:
            tally.failed += 1
        else:
            tally.passed += 1
            if case.find("properties/property[@name='second try']") is not None:
                tally.tried_again.append(name)
    return tally


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
