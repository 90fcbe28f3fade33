"""After a kill in the middle of a workshop and a new start: how soon everybody is back.

By hand, on a machine that does nothing else:
`python3 manage.py test tests/benchmarks/bench_killed.py -n0 -s`. It fails where the limit is missed.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.killing import browsers, killed_and_back, serving

BACK_S = 5.0
pytestmark = [pytest.mark.both_databases]


@pytest.mark.usefixtures("transactional_db")
def test_everybody_is_back_within_five_seconds(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as server, browsers(browser) as opened:
        took_s = killed_and_back(server, opened)

    print(f"\n  the wall and all phones back after {took_s:.2f} s ({BACK_S:.0f})")
    assert took_s < BACK_S
