"""A process learns of what others wrote, also after it could not look for a while."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from ecosystem.live import watching

PATIENCE_S = 20.0


def test_a_file_that_cannot_be_read_for_a_moment_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "away" / "db.sqlite3"
    here = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": file})
    monkeypatch.setattr(watching, "connections", {"default": here})
    monkeypatch.setattr(watching, "LOOK_AGAIN_S", 0.01)

    async def story() -> None:
        heard = asyncio.Event()
        watch = asyncio.create_task(watching.watch(lambda _topic: heard.set()))
        await asyncio.sleep(0.05)
        assert not heard.is_set()
        file.parent.mkdir()
        with closing(sqlite3.connect(file)) as writer:
            async with asyncio.timeout(PATIENCE_S):
                await heard.wait()
                heard.clear()
                writer.execute("CREATE TABLE word (text)")
                writer.commit()
                await heard.wait()
        watch.cancel()

    # In a thread of its own: a browser's test may have left its loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(story())).result()
