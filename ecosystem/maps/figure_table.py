"""The figures of each stakeholder as a table to take away."""

import csv
from io import StringIO

from ecosystem.graph.figures import Figures, task_of
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.figure_form import Asked
from ecosystem.maps.figure_jobs import figures_now
from ecosystem.maps.figures import by_code, headings, in_order, terms_of
from ecosystem.maps.marks import group_letters
from ecosystem.maps.tables import BOM
from ecosystem.text import guarded, without_hidden


def figures_csv(ecosystem: Ecosystem, asked: Asked) -> bytes | None:
    """Return a row a stakeholder in the order of the page, figures to the last digit; an empty cell is none.

    Returns None while the figures of a large map are worked out.
    """
    figures = figures_now(task_of(ecosystem, asked.kind, weighted=asked.weighted))
    if not isinstance(figures, Figures):
        return None
    ranked = by_code(figures)
    values = ranked | {"community": {key: group_letters(number) for key, number in figures.community.items()}}
    families = {family.code: family.name for family in ecosystem.families}
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings(asked).values())
    for node in in_order(ecosystem, ranked, asked.order):
        texts = [guarded(without_hidden(text)) for text in (node.name, families.get(node.family, ""))]
        writer.writerow([*texts, *(values[term.code].get(node.key, "") for term in terms_of(asked))])
    return (BOM + out.getvalue()).encode()
