"""Web fonts, translations and static files, made when something changed since the last start."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import call_command
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from ecosystem import typefaces

STAMP = "collected"


class GzipStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # comes without types
    """Hashed names with a gzip beside each file: brotli would hold up a first start for ten seconds."""

    def create_compressor(self, **options: Any) -> Compressor:
        """Return a compressor without brotli."""
        return Compressor(use_brotli=False, **options)


def prepare() -> None:
    """Compile translations, cut the typefaces and collect static files, as far as they are not there."""
    with preparation():
        pass


@contextmanager
def preparation() -> Iterator[None]:
    """Prepare as `prepare` does, with the typefaces cut in a process of their own while the block runs."""
    compile_translations()
    folder = settings.VAR_DIR / "fonts"
    if typefaces.missing(folder):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside:
            cutting = beside.submit(typefaces.cut, folder)
            yield
            cutting.result()
    else:
        yield
    _collect()


def compile_translations() -> None:
    """Write the catalogue of each language that is newer than what was compiled of it."""
    for source in settings.BASE_DIR.glob("workshops/locale/*/LC_MESSAGES/django.po"):
        made = settings.VAR_DIR / "locale" / source.relative_to(source.parents[2]).with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            made.parent.mkdir(parents=True, exist_ok=True)
            polib.pofile(str(source)).save_as_mofile(str(made))


def _collect() -> None:
    stamp: Path = settings.VAR_DIR / STAMP
    digest = _digest()
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != digest:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(digest, encoding="utf-8")


def _digest() -> str:
    """Return a digest of all static files of ours and of the packages theirs come from."""
    summary = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for lock in sorted(settings.BASE_DIR.glob("requirements*.txt")):
        summary.update(lock.read_bytes())
    for path in sorted((settings.BASE_DIR / "static").rglob("*")):
        if path.is_file():
            summary.update(f"{path.relative_to(settings.BASE_DIR)}".encode() + path.read_bytes())
    return summary.hexdigest()
