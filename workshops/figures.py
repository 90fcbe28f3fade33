"""The figures of a workshop's map."""

from django.http import QueryDict
from django.urls import reverse

from ecosystem.maps.figure_answers import TableFile
from ecosystem.maps.figure_form import Asked
from ecosystem.maps.figure_table import figures_csv
from ecosystem.maps.figures import Links, Page, figures_page, stop_figures
from workshops.identification import answers_of
from workshops.likelihood import fits_of, level_for
from workshops.mapping import ecosystem_of
from workshops.models import Workshop


def workshop_figures(workshop: Workshop, query: QueryDict) -> Page:
    """Return the page of figures of the workshop's map, as the address asks for it."""
    ecosystem = ecosystem_of(workshop)
    pages = {
        node.key: _address(workshop, "identification-listing", int(node.key[1:]))
        for node in ecosystem.stakeholders()
    }
    return figures_page(ecosystem, Asked(query), _links(workshop, pages), _able(workshop))


def stop_workshop_figures(workshop: Workshop, query: QueryDict) -> str:
    """End the work on the figures; return the address of the page that says so."""
    asked = Asked(query)
    stop_figures(ecosystem_of(workshop), asked)
    return _links(workshop, {}).page + asked.query(stopped=True)


def workshop_figures_file(workshop: Workshop, query: QueryDict) -> TableFile:
    """Return the table of figures as a file, or where they are worked out."""
    asked = Asked(query)
    content = figures_csv(ecosystem_of(workshop), asked)
    name = f"{workshop.city.code} {workshop.title}"
    return TableFile(name, content, _links(workshop, {}).page + asked.query())


def _able(workshop: Workshop) -> dict[str, set[str]]:
    """Return, for each need, the keys of the listings that bring a resource for it (3 queries)."""
    answers, said = answers_of(workshop), fits_of(workshop)
    return {
        need.label: {
            f"l{number}"
            for number, known in answers.items()
            if level_for(need, known.resources, said.get(number, {}))
        }
        for need in workshop.needs.all()
    }


def _links(workshop: Workshop, pages: dict[str, str]) -> Links:
    page, whole, stop, table = (
        _address(workshop, name) for name in ("figures", "map", "figures-stop", "figures-table")
    )
    return Links(page, whole, stop, table, pages)


def _address(workshop: Workshop, name: str, *parts: int) -> str:
    return reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk, *parts])
