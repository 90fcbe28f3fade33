"""How drawing grows with the stakeholders on a map.

By hand: `python3 manage.py test tests/benchmarks/bench_map.py -n0 -s`.
"""

import time
from dataclasses import replace

from ecosystem.graph.places import View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.scene import compose
from tests.litto import litto


def times_over(ecosystem: Ecosystem, times: int) -> Ecosystem:
    """Return a map with `times` as many stakeholders and relations, each copy apart from the others."""
    nodes = [
        replace(node, key=f"{node.key}-{copy}", name=f"{node.name} {copy}")
        for copy in range(times)
        for node in ecosystem.nodes
    ]
    ties = [
        replace(tie, key=f"{tie.key}-{copy}", source=f"{tie.source}-{copy}", target=f"{tie.target}-{copy}")
        for copy in range(times)
        for tie in ecosystem.ties
    ]
    return Ecosystem(
        ecosystem.families, ecosystem.layers, ecosystem.rings, tuple(nodes), tuple(ties), project="Kiosks"
    )


def seconds(view: View, ecosystem: Ecosystem) -> float:
    """Return the best of three runs."""
    runs = []
    for _ in range(3):
        start = time.perf_counter()
        compose(view, ecosystem, {})
        runs.append(time.perf_counter() - start)
    return min(runs)


def test_drawing_twice_and_four_times_as_many() -> None:
    once = litto()
    for view in View:
        base = seconds(view, once)
        ratios = [seconds(view, times_over(once, times)) / base for times in (2, 4)]
        print(f"{view:10} x2: {ratios[0]:5.1f} times as long, x4: {ratios[1]:5.1f}")
