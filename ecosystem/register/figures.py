"""The figures of a city's map."""

from django.http import QueryDict
from django.urls import reverse

from ecosystem.maps.figure_answers import TableFile
from ecosystem.maps.figure_form import Asked
from ecosystem.maps.figure_table import figures_csv
from ecosystem.maps.figures import Links, Page, figures_page, stop_figures
from ecosystem.models import City
from ecosystem.register.mapping import ecosystem_of


def city_figures(city: City, query: QueryDict) -> Page:
    """Return the page of figures of the city's map, as the address asks for it (7 queries)."""
    ecosystem = ecosystem_of(city)
    pages = {
        node.key: reverse("register:stakeholder-detail", args=[city.code, int(node.key[1:])])
        for node in ecosystem.stakeholders()
    }
    return figures_page(ecosystem, Asked(query), _links(city, pages))


def stop_city_figures(city: City, query: QueryDict) -> str:
    """End the work on the figures; return the address of the page that says so."""
    asked = Asked(query)
    stop_figures(ecosystem_of(city), asked)
    return _links(city, {}).page + asked.query(stopped=True)


def city_figures_file(city: City, query: QueryDict) -> TableFile:
    """Return the table of figures as a file, or where they are worked out."""
    asked = Asked(query)
    content = figures_csv(ecosystem_of(city), asked)
    return TableFile(city.code, content, _links(city, {}).page + asked.query())


def _links(city: City, pages: dict[str, str]) -> Links:
    def address(name: str) -> str:
        return reverse(f"register:{name}", args=[city.code])

    return Links(address("figures"), address("map"), address("figures-stop"), address("figures-table"), pages)
