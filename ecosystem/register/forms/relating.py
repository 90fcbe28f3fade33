"""One relation of somebody on a map, drawn or changed in their row of the table."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import let_grow
from ecosystem.maps.changing import SaidForm
from ecosystem.models import Relation
from ecosystem.register.forms.relations import RelationFields, RelationForm
from ecosystem.register.wording import Way


class RelateRowForm(RelationForm):
    """A relation of `own` with somebody else on the map, whom `find` looks up by name."""

    def __init__(
        self, data: object = None, *, own: models.Model, key: str, find: Callable[[str], models.Model | None]
    ) -> None:
        """Offer the names on the map."""
        super().__init__(data, auto_id=f"relate-{key}-%s")  # type: ignore[arg-type]
        self.own, self.find = own, find
        self.fields["other"].widget.attrs["list"] = "map-names"
        del self.fields["pk"]

    def clean_other(self) -> models.Model:
        """Return whom the relation is with; somebody else."""
        name = self.cleaned_data["other"]
        other = self.find(name)
        if other is None:
            raise forms.ValidationError(
                _("Nobody on the map is called “%(name)s”. Choose a name from the list."),
                params={"name": name},
            )
        if other == self.own:
            raise forms.ValidationError(_("A relation needs two different stakeholders."))
        return other

    def facts(self) -> dict[str, Any]:
        """Return a valid form as the fields of a relation."""
        facts = dict(self.cleaned_data)
        other, way = facts.pop("other"), facts.pop("way")
        source, target = (other, self.own) if way == Way.IN else (self.own, other)
        directions = Relation.Direction
        direction = directions.MUTUAL if way == Way.BOTH else directions.ONE_WAY
        return {**facts, "source": source, "target": target, "direction": direction}


class TieForm(SaidForm, RelationFields):
    """A relation that is there, in the words of `ecosystem.register.retying.SAID`; whom it is with stays."""

    def __init__(self, data: object = None, *, said: Mapping[str, Any], key: str) -> None:
        """Start at the kind, wherever the form opens, and show the whole note."""
        super().__init__(data, said=said, key=key)
        self.fields["kind"].widget.attrs["autofocus"] = True
        let_grow(self.fields["note"])
