"""A presentation of the workshop's map: put together, shown, taken away."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.models import City, User
from tests.conftest import signed_in
from tests.factories import (
    DrawnRelationFactory,
    LayerFactory,
    ListingFactory,
    SlideFactory,
    WorkshopFactory,
)
from workshops.models import Workshop
from workshops.presenting import shown_slides

pytestmark = pytest.mark.django_db
PLAIN = {"view": "ecosystem", "colour": "family", "size": "influence"}


@pytest.fixture
def workshop(litto: City) -> Workshop:
    return WorkshopFactory.create(city=litto)


def _url(workshop: Workshop, name: str, *parts: int | str) -> str:
    return reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk, *parts])


def _page(client: Client, workshop: Workshop, name: str = "presentation") -> str:
    return client.get(_url(workshop, name)).content.decode()


def test_states_are_added_put_in_order_removed_and_back(workshop: Workshop, facilitator: User) -> None:
    client = signed_in(facilitator)
    ListingFactory.create(workshop=workshop)
    for caption in ("First look", "Who <b>brings</b> money"):
        client.post(_url(workshop, "slide-add"), {"caption": caption, **PLAIN})
    first, second = workshop.slides.all()

    page = _page(client, workshop)
    assert page.index("First look") < page.index("Who &lt;b&gt;brings&lt;/b&gt; money")
    assert "2 of 2" in page

    client.post(_url(workshop, "slide-move", second.pk), {"way": "up"})
    page = _page(client, workshop)
    assert page.index("First look") > page.index("Who &lt;b&gt;brings")

    client.post(_url(workshop, "slide-remove", first.pk))
    assert "First look" not in _page(client, workshop)
    client.post(_url(workshop, "slide-restore", first.pk))
    assert "First look" in _page(client, workshop)


def test_a_state_that_an_address_cannot_mean_leaves_the_form_as_it_is(
    workshop: Workshop, facilitator: User
) -> None:
    elsewhere = ListingFactory.create()
    asked = {"family": "<b>", "kind": "partner", "focus": f"l{elsewhere.pk}", "view": "?", "layer": "x"}
    for focus in (asked["focus"], "l1e9", "l" + "9" * 40):
        page = signed_in(facilitator).get(_url(workshop, "presentation-edit"), {**asked, "focus": focus})
        assert page.status_code == 200
        chosen = re.findall(r'<option value="([^"]*)" selected', page.content.decode())
        assert [value for value in chosen if value] == ["ecosystem", "family", "influence"]


def test_an_empty_presentation_says_what_each_can_do(
    workshop: Workshop, facilitator: User, viewer: User
) -> None:
    may, waits = "Add the first state", "A facilitator adds states of the map to it."
    edit = f'href="{_url(workshop, "presentation-edit")}"'
    leads, reads = _page(signed_in(facilitator), workshop), _page(signed_in(viewer), workshop)
    assert [words in leads for words in (may, edit, waits)] == [True, True, False]
    assert [words in reads for words in (may, edit, waits)] == [False, False, True]


def test_a_state_is_changed_and_what_does_not_fit_is_refused(workshop: Workshop, facilitator: User) -> None:
    client, slide = signed_in(facilitator), SlideFactory.create(workshop=workshop, caption="Frist look")
    address = _url(workshop, "slide-edit", slide.pk)
    assert "Frist look" in client.get(address).content.decode()

    refused = client.post(address, {"caption": "First look", "view": "sideways"})
    assert refused.status_code == 422
    assert "First look" in refused.content.decode()
    slide.refresh_from_db()
    assert slide.caption == "Frist look"

    said = {"caption": "First look", "view": "network", "colour": "readiness", "size": "resources"}
    assert client.post(address, said).status_code == 302
    slide.refresh_from_db()
    assert (slide.caption, slide.view, slide.colour) == ("First look", "network", "readiness")


def test_the_map_hands_its_look_to_a_new_state(workshop: Workshop, facilitator: User) -> None:
    client = signed_in(facilitator)
    ListingFactory.create(workshop=workshop)

    page = client.get(_url(workshop, "map"), {"view": "layers", "colour": "readiness"}).content.decode()
    link = page.split("/map/presentation/edit/", 1)[1].split('"', 1)[0].replace("&amp;", "&")
    form = client.get(_url(workshop, "presentation-edit") + link).context["form"]
    assert (form["view"].value(), form["colour"].value()) == ("layers", "readiness")
    client.post(_url(workshop, "slide-add"), {"view": "layers", "colour": "readiness", "size": "influence"})

    [shown] = shown_slides(workshop)
    assert shown.map.legend.colour_title == "Readiness, 1 to 5"
    assert "Readiness, 1 to 5" in _page(client, workshop)


def test_a_filter_leaves_only_whom_it_means(workshop: Workshop, viewer: User) -> None:
    here = ListingFactory.create(workshop=workshop, name="Kiosks of Kpota")
    ListingFactory.create(workshop=workshop, name="Bank of the bay")
    SlideFactory.create(workshop=workshop, focus=here)

    page = _page(signed_in(viewer), workshop)

    assert "Kiosks" in page
    assert "Bank" not in page


def test_the_list_says_all_that_a_state_shows(workshop: Workshop, facilitator: User) -> None:
    here = ListingFactory.create(workshop=workshop, name="Kiosks of Kpota")
    layer = LayerFactory.create(code="users", names={"en": "Uses and users"})
    SlideFactory.create(workshop=workshop, caption="Plain")
    SlideFactory.create(
        workshop=workshop,
        view="layers",
        colour="readiness",
        size="betweenness",
        family=here.family.code,
        layer=layer.code,
        resource="data",
        kind="funds",
        focus=here,
        partners_only=True,
    )

    lines = signed_in(facilitator).get(_url(workshop, "presentation-edit")).context["lines"]

    assert [shown for _slide, shown in lines] == [
        ["Ecosystem"],
        [
            "Layers of the digital city",
            "Colour: Readiness for digital",
            "Size: Betweenness",
            str(here.family),
            "Uses and users",
            "data",
            "funds",
            "Kiosks of Kpota",
            "partners only",
        ],
    ]


def test_a_state_has_the_key_of_the_relations_on_it(workshop: Workshop, viewer: User) -> None:
    first, second = (ListingFactory.create(workshop=workshop, name=name) for name in ("Kiosks", "Bank"))
    for kind in ("funds", "tension"):
        DrawnRelationFactory.create(source=first, target=second, kind=kind)
    SlideFactory.create(workshop=workshop, kind="funds")

    page = _page(signed_in(viewer), workshop)

    key = page.partition('aria-label="Relations"')[2].partition("</ul>")[0]
    assert key.count("map-sample") == 1
    assert "<span>funds</span>" in key


def test_a_state_without_sense_is_refused(workshop: Workshop, facilitator: User) -> None:
    client = signed_in(facilitator)

    answer = client.post(_url(workshop, "slide-add"), {"caption": "kept text", "view": "sideways"})

    assert answer.status_code == 422
    assert "kept text" in answer.content.decode()
    assert not workshop.slides.exists()


def test_the_file_to_take_along_has_the_presentation(workshop: Workshop, viewer: User) -> None:
    ListingFactory.create(workshop=workshop)
    SlideFactory.create(workshop=workshop, caption="Last of all")

    file = b"".join(signed_in(viewer).get(_url(workshop, "map-download", "html")))

    assert b"Last of all" in file
    assert b"map-presentation" in file
