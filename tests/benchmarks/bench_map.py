"""How drawing grows with the stakeholders on a map.

By hand: `python3 manage.py test tests/benchmarks/bench_map.py -n0 -s`.
"""

import time

from ecosystem.graph.places import View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.scene import compose
from tests.litto import litto, times_over


def seconds(view: View, ecosystem: Ecosystem) -> float:
    """Return the best of three runs."""
    runs = []
    for _ in range(3):
        start = time.perf_counter()
        compose(view, ecosystem, {})
        runs.append(time.perf_counter() - start)
    return min(runs)


def test_drawing_two_to_a_hundred_times_as_many() -> None:
    once = litto()
    for view in View:
        base = seconds(view, once)
        ratios = {times: seconds(view, times_over(once, times)) / base for times in (2, 11, 36, 107)}
        print(f"{view:10}", *(f"x{times}: {ratio:5.1f}" for times, ratio in ratios.items()), "times as long")
