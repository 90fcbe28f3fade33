"""The server is killed in the middle of a workshop: nothing acknowledged is lost, and everybody is back."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.killing import browsers, killed_and_back, serving

pytestmark = [pytest.mark.both_databases]


@pytest.mark.usefixtures("transactional_db")
def test_a_killed_server_loses_no_acknowledged_answer_and_everybody_is_back(
    browser: Browser, tmp_path: Path
) -> None:
    with serving(tmp_path) as server, browsers(browser) as opened:
        killed_and_back(server, opened)
