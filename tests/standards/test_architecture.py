"""The house keeps its shape: small rooms, arrows one way, no outside hosts."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("ecosystem", "workshops")
FILE_LINES, FUNCTION_LINES = 300, 40
OUTSIDE = re.compile(
    r"""(?:src|href|action|url|from|import)\s*[=(]?\s*["'(]\s*(?:https?:)?//(?!127\.0\.0\.1)"""
)
LATE_REASONS = ("(slow import)", "(app ready)")


def sources() -> Iterator[Path]:
    """Yield each module of ours but the migrations."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def test_files_stay_small() -> None:
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in sources()}

    assert {name: lines for name, lines in long.items() if lines > FILE_LINES} == {}


def test_functions_stay_small() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES
    ]

    assert long == []


def test_late_imports_give_an_allowed_reason() -> None:
    unreasoned = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sources()
        for line in path.read_text().splitlines()
        if "PLC0415" in line and path.name != "bootstrap.py" and not line.rstrip().endswith(LATE_REASONS)
    ]

    assert unreasoned == []


def test_a_start_imports_nothing_that_only_maps_files_or_other_databases_need() -> None:
    """All pages are known, and what a quarter of a start would go into is imported at its first use."""
    slow = {"networkx", "igraph", "pyvis", "IPython", "openpyxl", "fontTools", "jinja2", "psycopg"}
    start = (
        "import sys, django; django.setup(); import ecosystem.urls, ecosystem.management.commands.serve;"
        "print(*sys.modules)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "ecosystem.settings", "DATABASE_URL": ""}

    done = subprocess.run(
        [sys.executable, "-c", start], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert slow & set(done.stdout.split()) == set()


def test_no_table_of_the_register_points_at_a_workshop() -> None:
    pointing = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("ecosystem").get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model is not None
        and field.related_model._meta.app_label == "workshops"
    ]

    assert pointing == []


def test_nothing_is_loaded_from_another_host() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for folder in ("templates", "static")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".html", ".css", ".js", ".svg"}
        for match in OUTSIDE.finditer(path.read_text())
    ]

    assert found == []


def test_the_lock_names_no_host() -> None:
    for lock in ROOT.glob("requirements*.txt"):
        assert "://" not in lock.read_text()


@pytest.mark.parametrize("app", PACKAGES)
def test_migrations_are_one_line(app: str) -> None:
    names = sorted(path.stem for path in (ROOT / app / "migrations").glob("0*.py"))

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_git_holds_only_the_folders_we_agreed_on() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    if not listed:
        pytest.skip("not a git checkout")
    top = {line.split("/")[0] for line in listed.splitlines()}

    assert top <= {
        ".ci", ".editorconfig", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "LICENSE",
        "Makefile", "README.md", "SECURITY.md", "ecosystem", "fixtures", "manage.py", "pyproject.toml",
        "requirements-test.txt", "requirements.txt", "static", "templates", "tests", "workshops",
    }  # fmt: skip
