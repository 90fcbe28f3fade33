"""What an entry of the register says that its row on the map changes: layers, readiness, its profile."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import IntegrityError, models, transaction
from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext as _

from ecosystem.models import (
    CommitmentLevel,
    Family,
    Gain,
    Layer,
    Level,
    Means,
    Readiness,
    ResourceKind,
    Stakeholder,
)
from ecosystem.register.drafts import PartDraft
from ecosystem.register.parts import write_part

NAME, SHORT_NAME, FAMILY, LAYERS, READINESS = "name", "short_name", "family", "layers", "readiness"
OWN: Final = (NAME, SHORT_NAME, FAMILY)
KINDS: Final[Mapping[str, type[TextChoices]]] = {
    "interests": Gain,
    "resources": ResourceKind,
    "means": Means,
}
LEVELS: Final[Mapping[str, type[IntegerChoices]]] = {
    "interests": Level,
    "resources": Level,
    "means": CommitmentLevel,
}
NAMES: Final = (
    *OWN,
    LAYERS,
    READINESS,
    *(f"{part}-{kind}" for part, kinds in KINDS.items() for kind in kinds.values),
)
# By name: what it is called and the number of its family, the codes of the layers, the readiness, and of
# each kind of a part, such as 'resources-data', its level and the city's words (None: it is not there).
Said = Mapping[str, Any]


def said_about(stakeholder: Stakeholder, names: Collection[str] = NAMES) -> dict[str, Any]:
    """Return what the register says now, by name (a query for the layers and one for each part)."""
    found: dict[str, Any] = {name: value_of(stakeholder, name) for name in OWN if name in names}
    if LAYERS in names:
        found[LAYERS] = list(stakeholder.layers.values_list("code", flat=True))
    if READINESS in names:
        found[READINESS] = stakeholder.readiness
    for part, kinds in KINDS.items():
        asked = {f"{part}-{kind}": kind for kind in kinds.values if f"{part}-{kind}" in names}
        if asked:
            lines = _lines(stakeholder, part)
            found |= {name: lines.get(kind) for name, kind in asked.items()}
    return found


def value_of(named: models.Model, name: str) -> Any:
    """Return what somebody is called, or the number of their family."""
    return getattr(named, "family_id" if name == FAMILY else name)


def keep_as(named: models.Model, name: str, value: Any) -> None:
    """Call somebody otherwise, or put them in the family of this number.

    Raises ValidationError when it breaks a rule.
    """
    setattr(named, "family_id" if name == FAMILY else name, value)
    named.full_clean()
    try:
        with transaction.atomic():
            named.save()
    except IntegrityError:
        # Somebody took the name between the check and the write; the check now finds it.
        named.full_clean()
        raise


def _lines(stakeholder: Stakeholder, part: str) -> dict[str, list[Any]]:
    rows = getattr(stakeholder, part).values_list("kind", "level", "description")
    return {kind: [level, description] for kind, level, description in rows}


def say(stakeholder: Stakeholder, name: str, value: Any) -> None:
    """Let an entry say something else. Raises ValidationError when it breaks a rule."""
    if name in OWN:
        keep_as(stakeholder, name, value)
    elif name == LAYERS:
        stakeholder.layers.set(Layer.objects.filter(code__in=value))
    elif name == READINESS:
        stakeholder.readiness = value
        stakeholder.save(update_fields=["readiness"])
    else:
        part, kind = name.split("-")
        write_part(stakeholder, part, kind, PartDraft(kind, *value) if value else None)


def sentence(stakeholder: Stakeholder, names: Collection[str]) -> str:
    """Return in words what the register says now, of these names."""
    said = said_about(stakeholder, names)
    found = [*own(said), *_profile(stakeholder, said)]
    return " ".join(words % {"name": stakeholder.name, **facts} for words, facts in found)


def own(said: Said) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield sentences, with a place for the name, on all but the profile among what is said."""
    if NAME in said:
        yield _("The name is %(name)s."), {}
    if SHORT_NAME in said:
        yield _("%(name)s: short name %(short_name)s."), {"short_name": said[SHORT_NAME] or _("none")}
    if FAMILY in said:
        yield (
            _("%(name)s is in the family %(family)s."),
            {"family": str(Family.objects.filter(pk=said[FAMILY]).first() or _("none"))},
        )
    if LAYERS in said:
        layers = ", ".join(str(layer) for layer in Layer.objects.filter(code__in=said[LAYERS]))
        yield _("%(name)s is on: %(layers)s."), {"layers": layers or _("no layer yet")}
    if READINESS in said:
        level = said[READINESS]
        known = str(Readiness(level).label) if level else _("not known")
        yield _("%(name)s: readiness for digital: %(readiness)s."), {"readiness": known}


def _profile(stakeholder: Stakeholder, said: Said) -> Iterator[tuple[str, dict[str, str]]]:
    for part in KINDS:
        asked = {name.split("-")[1] for name in said if name.startswith(f"{part}-")}
        if asked:
            lines = _lines(stakeholder, part).items()
            kinds = [in_words(part, kind, level, text * (kind in asked)) for kind, (level, text) in lines]
            yield about_part(part, kinds)


def about_part(part: str, kinds: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Return a sentence, with a place for the name, on the kinds there are of a part, in words."""
    sentences = {
        "interests": _("%(name)s would gain: %(kinds)s."),
        "resources": _("%(name)s could bring: %(kinds)s."),
        "means": _("%(name)s could be committed by: %(kinds)s."),
    }
    return sentences[part], {"kinds": ", ".join(kinds) or _("nothing known yet")}


def in_words(part: str, kind: str, level: int | None, text: str) -> str:
    """Return a kind of a part with what is known of it, such as 'data (strong · demand by hour)'."""
    words = [str(LEVELS[part](level).label)] if level else []
    details = " · ".join([*words, *([text] if text else [])])
    facts = {"kind": KINDS[part](kind).label, "details": details}
    return _("%(kind)s (%(details)s)") % facts if details else str(facts["kind"])
