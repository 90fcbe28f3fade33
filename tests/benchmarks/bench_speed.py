"""The map in a real browser against the same graph in pyvis's own default page, as ratios in one run.

By hand: `python3 manage.py test tests/benchmarks/bench_speed.py -n0 -s`; `MAP_NODES=300,1000,3000`
chooses how many stakeholders, `MAP_PICTURES=/some/folder` keeps pictures of the four views.
"""

import gzip
import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, Route
from playwright.sync_api import TimeoutError as TooLateError

from ecosystem.graph.places import View
from ecosystem.models import City, Family, Layer, Relation, Stakeholder, User
from tests.crowds import fill

SIZES = [int(size) for size in os.environ.get("MAP_NODES", "300,1000").split(",")]
# pyvis's page may never come to rest: after this it is left, and the ratio is a lower bound.
PATIENCE_MS = int(os.environ.get("MAP_PATIENCE_S", "120")) * 1000
# Told by the page itself: when the picture, drawn by script where it says so, has been there for a frame.
READY = """
const seen = () => {
  if (document.querySelector(".map-picture[aria-busy=true]")) requestAnimationFrame(seen);
  else requestAnimationFrame(() => window.completeAt = performance.now());
};
addEventListener("DOMContentLoaded", () => requestAnimationFrame(seen));
"""
PYVIS_READY = """
const look = () => {
  if (window.network?.physics?.stabilized) window.completeAt = performance.now();
  else requestAnimationFrame(look);
};
addEventListener("DOMContentLoaded", look);
"""
# Of more stakeholders fewer frames are looked at, and only as they are here: vis-network would need hours.
MOST_WATCHED = 1000
FRAMES = """
(frames) => new Promise((done) => {
  const gaps = [];
  let before = performance.now();
  const step = (now) => {
    gaps.push(now - before);
    before = now;
    if (gaps.length < frames) requestAnimationFrame(step);
    else done(gaps.slice(3).sort((a, b) => a - b)[Math.floor((frames - 3) * 0.95)]);
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


def p95_frame_ms(page: Page, canvas: str, frames: int = 60) -> float:
    """Return the 95th percentile of the time between two frames while the map is drawn about."""
    box = page.locator(canvas).bounding_box()
    assert box
    assert page.viewport_size
    x = min(box["x"] + box["width"], page.viewport_size["width"]) - 12
    y = max(box["y"], 0) + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(f"window.gaps = ({FRAMES})({frames}); undefined")
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
    first = context.new_page()
    sign_in(first, viewer)
    address = f"{live_app}/register/{litto.code}/map/?open=all"
    sizes, later = weights(first, address)
    keep_pictures(first, address, count)
    first.route(f"{live_app}/password/", by_a_fine_clock)
    first.goto(f"{live_app}/password/")
    nothing = first.evaluate(FRAMES, 60)
    first.close()

    is_watched = count <= MOST_WATCHED
    mine, frames = of_ours(context, address, is_watched=is_watched)
    theirs = of_pyvis(context, graph, tmp_path, is_watched=is_watched)
    weight = sum(sizes.values())
    fonts = sum(size for url, size in sizes.items() if ".woff2" in url)
    for url, size in sorted(sizes.items(), key=lambda item: -item[1])[:6]:
        print(f"\n  {size / 1000:7.1f} kB {url.removeprefix(live_app)}", end="")
    vis_kb, vis_plain_kb = theirs.weight / 1000, theirs.plain / 1000
    is_bound = "over " if theirs.stable >= PATIENCE_MS else ""
    print(
        f"\n{count} stakeholders, {graph.number_of_edges()} relations:"
        f"\n  complete and still after {mine:.0f} ms, pyvis {theirs.stable:.0f} ms:"
        f" {is_bound}{theirs.stable / mine:.0f} times sooner; fixed vis-network {theirs.fixed:.0f} ms:"
        f" {mine / theirs.fixed:.2f}"
        f"\n  frame while moving, p95 (of a page without a map {nothing:.2f} ms):"
        f" {against(frames, theirs.frames)}"
        f"\n  compressed {weight / 1000:.0f} kB (typefaces {fonts / 1000:.0f}), once it is moved"
        f" {later / 1000:.0f} kB more;"
        f" pyvis's page {vis_kb:.0f} kB: {weight / theirs.weight:.2f},"
        f" as it is {vis_plain_kb:.0f} kB: {weight / theirs.plain:.2f}"
    )
    context.close()


def weights(page: Page, address: str) -> tuple[dict[str, int], int]:
    """Return the compressed bytes of what a map's page loads, and of what comes when it is reached for."""
    sizes: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.ok and response.url.startswith("http"):
            sizes[response.url] = len(gzip.compress(response.body(), 6))

    page.on("response", weigh)
    page.goto(address, timeout=PATIENCE_MS)
    page.wait_for_load_state("networkidle")
    at_first = dict(sizes)
    reach_for(page)
    page.wait_for_load_state("networkidle")
    page.remove_listener("response", weigh)
    return at_first, sum(sizes.values()) - sum(at_first.values())


def reach_for(page: Page) -> None:
    """Make the map one that moves."""
    page.get_by_role("link", name="Network").hover()
    page.locator("[data-canvas]").wait_for(timeout=PATIENCE_MS)
    page.wait_for_timeout(1000)


def of_ours(context: BrowserContext, address: str, *, is_watched: bool) -> tuple[float, "Frames"]:
    """Return how long the product's map takes to be complete (the middle of three), and its frames."""
    runs = []
    for _ in range(3):
        page, took = complete_after_ms(context, address, READY)
        runs.append(took)
        page.close()
    page = context.new_page()
    page.route(address, by_a_fine_clock)
    page.goto(address, timeout=PATIENCE_MS)
    page.wait_for_load_state("networkidle")
    reach_for(page)
    frames = frames_of(page, "[data-canvas]", is_watched=is_watched)
    page.close()
    return sorted(runs)[1], frames


def by_a_fine_clock(route: Route) -> None:
    """Let a page tell time to some microseconds; others round it to tenths of a millisecond, up or down."""
    answer = route.fetch()
    alone = {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp"}
    route.fulfill(response=answer, headers=answer.headers | alone)


@dataclass(frozen=True)
class Frames:
    """Time between two frames while the map is drawn about (p95, ms): here, six times slower, on a phone."""

    here: float
    slowed: float = 0
    phone: float = 0


def frames_of(page: Page, canvas: str, *, is_watched: bool) -> Frames:
    """Return the frames of a page; a screen shows none sooner than 16.7 ms after another, by its clock."""
    if not is_watched:
        return Frames(p95_frame_ms(page, canvas, 23))
    here = p95_frame_ms(page, canvas)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    slowed = p95_frame_ms(page, canvas)
    page.set_viewport_size({"width": 844, "height": 700})
    page.wait_for_timeout(2000)
    page.locator(canvas).scroll_into_view_if_needed()
    return Frames(here, slowed, p95_frame_ms(page, canvas))


@dataclass(frozen=True)
class Theirs:
    """What pyvis's pages need: ms until the default one rests and the fixed one is drawn, frames, bytes."""

    stable: float
    fixed: float
    frames: Frames
    weight: int
    plain: int


def of_pyvis(context: BrowserContext, graph: "nx.Graph[int]", folder: Path, *, is_watched: bool) -> Theirs:
    """Return the same of pyvis's pages; frames are those of the one with fixed positions."""
    still = pyvis_page(graph, folder / "still.html", is_still=True).as_uri()
    page, fixed = complete_after_ms(context, still, READY)
    page.wait_for_timeout(1000)
    frames = frames_of(page, "#mynetwork canvas", is_watched=is_watched)
    page.close()
    path = pyvis_page(graph, folder / "default.html")
    page, stable = complete_after_ms(context, path.as_uri(), PYVIS_READY)
    page.close()
    raw = path.read_bytes()
    return Theirs(stable, fixed, frames, len(gzip.compress(raw, 6)), len(raw))


def against(ours: Frames, theirs: Frames) -> str:
    """Say both times and their ratio, as far as they were looked at."""
    names = {"here": "", "slowed": "six times slower ", "phone": "a phone "}
    pairs = {said: (getattr(ours, name), getattr(theirs, name)) for name, said in names.items()}
    return "; ".join(
        f"{said}{mine:.2f} against {other:.1f} ms: {mine / other:.3f}"
        for said, (mine, other) in pairs.items()
        if other
    )


def keep_pictures(page: Page, address: str, count: int) -> None:
    """Keep a picture of each view where a folder was asked for."""
    folder = os.environ.get("MAP_PICTURES")
    for view in View if folder else ():
        page.goto(f"{address}&view={view}", timeout=PATIENCE_MS)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=f"{folder}/map-{count}-{view}.png")
