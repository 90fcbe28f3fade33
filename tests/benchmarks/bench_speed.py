"""The map in a real browser against the same graph in pyvis's own default page, as ratios in one run.

By hand: `python3 manage.py test tests/benchmarks/bench_speed.py -n0 -s`; `MAP_NODES=300,1000,3000`
chooses how many stakeholders, `MAP_PICTURES=/some/folder` keeps pictures of the four views.
"""

import gzip
import os
import random
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response
from playwright.sync_api import TimeoutError as TooLateError

from ecosystem.graph.places import View
from ecosystem.models import City, Family, Layer, Relation, Stakeholder, User
from tests.crowds import fill

SIZES = [int(size) for size in os.environ.get("MAP_NODES", "300,1000").split(",")]
# pyvis's page may never come to rest: after this it is left, and the ratio is a lower bound.
PATIENCE_MS = int(os.environ.get("MAP_PATIENCE_S", "120")) * 1000
# Told by the page itself: when the picture has been complete for a frame.
OURS_READY = """
addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.completeAt = performance.now();
})));
"""
PYVIS_READY = """
const look = () => {
  if (window.network?.physics?.stabilized) window.completeAt = performance.now();
  else requestAnimationFrame(look);
};
addEventListener("DOMContentLoaded", look);
"""
FRAMES = """
() => new Promise((done) => {
  const gaps = [];
  let before = performance.now();
  const step = (now) => {
    gaps.push(now - before);
    before = now;
    if (gaps.length < 60) requestAnimationFrame(step);
    else done(gaps.slice(3).sort((a, b) => a - b)[Math.floor(57 * 0.95)]);
  };
  requestAnimationFrame(step);
})
"""


def graph_of(city: City) -> "nx.Graph[int]":
    """Return the same facts as a graph for pyvis."""
    graph: nx.Graph[int] = nx.Graph()
    for row in Stakeholder.objects.filter(city=city).select_related("family"):
        graph.add_node(row.pk, label=row.name, title=row.name, group=str(row.family))
    for tie in Relation.objects.filter(source__city=city):
        graph.add_edge(tie.source_id, tie.target_id, title=tie.get_kind_display())
    return graph


def pyvis_page(graph: "nx.Graph[int]", path: Path, *, is_still: bool = False) -> Path:
    """Write pyvis's own page; `is_still` fixes everybody's position and stops the physics."""
    from pyvis.network import Network

    network = Network(cdn_resources="in_line", width="1200px", height="800px")
    network.from_nx(graph.copy())
    if is_still:
        chance = random.Random(2)
        network.toggle_physics(status=False)
        for node in network.nodes:
            node["x"], node["y"] = chance.random() * 1440, chance.random() * 900
    path.write_text(network.generate_html(notebook=False), encoding="utf-8")
    return path


def complete_after_ms(context: BrowserContext, address: str, ready: str) -> tuple[Page, float]:
    """Return a page and the time from navigation until its map was complete and still."""
    page = context.new_page()
    page.add_init_script(ready)
    page.goto(address, wait_until="commit", timeout=PATIENCE_MS)
    try:
        handle = page.wait_for_function("window.completeAt", timeout=PATIENCE_MS)
    except TooLateError:
        return page, float(PATIENCE_MS)
    return page, float(handle.json_value())


def p95_frame_ms(page: Page, canvas: str) -> float:
    """Return the 95th percentile of the time between two frames while the map is drawn about."""
    box = page.locator(canvas).bounding_box()
    assert box
    x, y = box["x"] + box["width"] - 12, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(f"window.gaps = ({FRAMES})(); undefined")
    for step in range(120):
        page.mouse.move(x - 3 * (step % 40), y + 2 * (step % 40))
    worst = float(page.evaluate("window.gaps"))
    page.mouse.up()
    return worst


@pytest.mark.parametrize("count", SIZES)
def test_map_against_pyvis(
    count: int,
    browser: Browser,
    live_app: str,
    litto: City,
    viewer: User,
    sign_in: Callable[[Page, User], None],
    tmp_path: Path,
) -> None:
    Family.objects.all().delete()
    Layer.objects.all().delete()
    fill(litto, count)
    graph = graph_of(litto)
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, bypass_csp=True)
    sizes: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.ok and response.url.startswith(live_app):
            sizes[response.url] = len(gzip.compress(response.body(), 6))

    first = context.new_page()
    sign_in(first, viewer)
    address = f"{live_app}/register/{litto.code}/map/?open=all"
    first.on("response", weigh)
    first.goto(address, timeout=PATIENCE_MS)
    first.wait_for_load_state("networkidle")
    keep_pictures(first, address, count)
    first.close()

    mine, moving = of_ours(context, address)
    theirs, vis_moving, vis_weight = of_pyvis(context, graph, tmp_path)
    weight = sum(sizes.values())
    for url, size in sorted(sizes.items(), key=lambda item: -item[1])[:6]:
        print(f"\n  {size / 1000:7.1f} kB {url.removeprefix(live_app)}", end="")
    is_bound = "over " if theirs >= PATIENCE_MS else ""
    print(
        f"\n{count} stakeholders, {graph.number_of_edges()} relations:"
        f"\n  complete and still after {mine:.0f} ms, pyvis {theirs:.0f} ms:"
        f" {is_bound}{theirs / mine:.0f} times sooner"
        f"\n  frame while moving, p95 {moving:.1f} ms, fixed vis-network {vis_moving:.1f} ms:"
        f" {moving / vis_moving:.2f}"
        f"\n  compressed {weight / 1000:.0f} kB, pyvis's page {vis_weight / 1000:.0f} kB:"
        f" {weight / vis_weight:.2f}"
    )
    context.close()


def of_ours(context: BrowserContext, address: str) -> tuple[float, float]:
    """Return how long the product's map takes to be complete (the middle of three), and its frames."""
    runs = []
    for _ in range(3):
        page, took = complete_after_ms(context, address, OURS_READY)
        runs.append(took)
        page.wait_for_load_state("networkidle")
        moving = p95_frame_ms(page, "[data-canvas]")
        page.close()
    return sorted(runs)[1], moving


def of_pyvis(context: BrowserContext, graph: "nx.Graph[int]", folder: Path) -> tuple[float, float, int]:
    """Return the same of pyvis's pages (frames with fixed positions), and its page's bytes compressed."""
    page = context.new_page()
    page.goto(pyvis_page(graph, folder / "still.html", is_still=True).as_uri())
    page.wait_for_timeout(1000)
    moving = p95_frame_ms(page, "#mynetwork canvas")
    page.close()
    path = pyvis_page(graph, folder / "default.html")
    page, took = complete_after_ms(context, path.as_uri(), PYVIS_READY)
    page.close()
    return took, moving, len(gzip.compress(path.read_bytes(), 6))


def keep_pictures(page: Page, address: str, count: int) -> None:
    """Keep a picture of each view where a folder was asked for."""
    folder = os.environ.get("MAP_PICTURES")
    for view in View if folder else ():
        page.goto(f"{address}&view={view}", timeout=PATIENCE_MS)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=f"{folder}/map-{count}-{view}.png")
