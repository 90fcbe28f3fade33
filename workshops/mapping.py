"""A workshop as a map: its listings, their relations, its empty chairs."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ecosystem.graph.records import Chair, Ecosystem, Layer, Node, Ring, Tie
from ecosystem.models import Family as FamilyRow
from ecosystem.models import Layer as LayerRow
from ecosystem.register.mapping import map_families, tie_of
from workshops.identification import Answers, answers_of
from workshops.likelihood import Likelihood, likelihoods
from workshops.models import Listing, Workshop
from workshops.partnering import open_needs
from workshops.relating import drawn_in, key_of_relation, registered_in

PARTNERS = "partners"


def ecosystem_of(workshop: Workshop) -> Ecosystem:
    """Return the map of a workshop, in a fixed number of queries.

    A listing's key is 'l' and its number; for relations see `key_of_relation`. Empty chairs are
    families nobody fills, layers nobody stands on and needs nobody could meet.
    """
    listings = list(
        workshop.listings.current()
        .select_related("family", "partnership", "stakeholder")
        .prefetch_related("layers")
    )
    families = list(FamilyRow.objects.of(workshop.city).prefetch_related("layers"))
    layers = list(LayerRow.objects.all())
    return Ecosystem(
        families=map_families(families, {listing.family_id for listing in listings}),
        layers=tuple(Layer(layer.code, str(layer)) for layer in layers),
        rings=rings(),
        nodes=(
            *_nodes(workshop, listings),
            *_chairs(workshop, families, listings),
            *_empty_layers(layers, listings),
        ),
        ties=tuple(_ties(workshop, listings)),
        project=workshop.title,
    )


def rings() -> tuple[Ring, ...]:
    """Return the rings of a workshop's map, innermost first."""
    return (
        Ring(PARTNERS, _("Partners")),
        Ring("likely", _("Likely")),
        Ring("possible", _("Possible")),
        Ring("distant", _("Distant")),
        Ring("unknown", _("Not yet known")),
    )


def key_of(listing: Listing) -> str:
    """Return the key of a listing on the map."""
    return f"l{listing.pk}"


def _nodes(workshop: Workshop, listings: Iterable[Listing]) -> Iterable[Node]:
    answers, found = answers_of(workshop), likelihoods(workshop)
    for listing in listings:
        yield _node(listing, answers[listing.pk], found[listing.pk])


def _node(listing: Listing, answers: Answers, likelihood: Likelihood) -> Node:
    is_partner = hasattr(listing, "partnership")
    return Node(
        key=key_of(listing),
        name=listing.name,
        family=listing.family.code,
        ring=PARTNERS if is_partner else likelihood.ring.value,
        layers=tuple(layer.code for layer in listing.layers.all()),
        influence=answers.influence,
        interest=answers.interest,
        readiness=answers.readiness,
        resources=tuple(kind for kind, level in answers.resources.items() if level),
        is_partner=is_partner,
        score=likelihood.score,
        known=likelihood.known,
        short=listing.stakeholder.short_name if listing.stakeholder else "",
    )


def _chairs(workshop: Workshop, families: Iterable[FamilyRow], listings: Iterable[Listing]) -> Iterable[Node]:
    filled = {listing.family_id for listing in listings}
    filled |= set(workshop.waived_families.values_list("family", flat=True))
    for family in families:
        if family.visibility == FamilyRow.Visibility.SHOWN and family.pk not in filled:
            name = _("%(family)s: nobody listed") % {"family": family}
            layers = tuple(layer.code for layer in family.layers.all())
            yield Node(f"f{family.pk}", name, family.code, "unknown", layers, chair=Chair.FAMILY)
    for need in open_needs(workshop):
        name = _("Nobody brings: %(need)s") % {"need": need.label}
        yield Node(f"n{need.pk}", name, "", "unknown", chair=Chair.NEED, mark=need.kind[:2].upper())


def _empty_layers(layers: Iterable[LayerRow], listings: Iterable[Listing]) -> Iterable[Node]:
    held = {layer.pk for listing in listings for layer in listing.layers.all()}
    for number, layer in enumerate(layers, start=1):
        if layer.pk not in held:
            name = _("%(layer)s: nobody listed") % {"layer": layer}
            yield Node(
                f"y{layer.pk}", name, "", "unknown", (layer.code,), chair=Chair.LAYER, mark=f"L{number}"
            )


def _ties(workshop: Workshop, listings: Iterable[Listing]) -> Iterable[Tie]:
    """Yield the register's relations between two who are listed, then those drawn in the workshop."""
    keys = {
        listing.stakeholder_id: key_of(listing) for listing in listings if listing.stakeholder_id is not None
    }
    for known in registered_in(workshop).order_by("pk"):
        yield tie_of(known, key_of_relation(known), keys[known.source_id], keys[known.target_id])
    for drawn in drawn_in(workshop).order_by("pk"):
        yield tie_of(drawn, key_of_relation(drawn), f"l{drawn.source_id}", f"l{drawn.target_id}")
