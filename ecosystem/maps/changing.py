"""What the table of a map changes about somebody, as drawing their mark elsewhere does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django_htmx.http import trigger_client_event

from ecosystem.maps.answers import redrawn_answer, refused_answer, view_of
from ecosystem.models import Layer
from ecosystem.pages import saved, wants_part
from ecosystem.types import HtmxRequest

SALT = "said-on-the-map"


def _signed(said: Mapping[str, Any]) -> str:
    """Return what is said, signed; without a time, so that an unchanged page stays the same."""
    return signing.Signer(salt=SALT).sign_object(dict(said))


class SaidForm(forms.Form):
    """What is said, as fields. `shown` is, signed, what was said when the form was made."""

    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: object = None, *, said: Mapping[str, Any], key: str) -> None:
        """Start from what is `said` now about what `key` names on the page."""
        self.now = said
        initial = self.fields_of(said) | {"shown": _signed(said)}
        super().__init__(data, auto_id=f"change-{key}-%s", initial=initial)  # type: ignore[arg-type]

    @staticmethod
    def fields_of(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is said as the values of the fields."""
        return dict(said)

    def said(self) -> dict[str, Any]:
        """Return the fields of a valid form as what they say."""
        return {name: self.cleaned_data[name] for name in self.now}

    def clean_shown(self) -> dict[str, Any]:
        """Return what was said when the form was made, which has to be one of this kind."""
        try:
            shown = dict(signing.Signer(salt=SALT).unsign_object(self.cleaned_data["shown"]))
        except signing.BadSignature:
            shown = {}
        if shown.keys() != self.now.keys():
            raise forms.ValidationError(_("Load the page anew and say it again."))
        return shown

    def wanted(self) -> dict[str, Any]:
        """Return what a valid form changes, by name."""
        shown = self.cleaned_data["shown"]
        return {name: value for name, value in self.said().items() if value != shown[name]}

    def expected(self) -> dict[str, Any]:
        """Return what was said when the form was made, of what it changes."""
        return {name: self.cleaned_data["shown"][name] for name in self.wanted()}

    def again(self, said: Mapping[str, Any]) -> Self:
        """Return the form with all that was changed in it, to be sent once more knowing what is `said` now.

        What was not changed follows what is said, so that nothing is put back unasked.
        """
        assert isinstance(self.data, MultiValueDict)  # noqa: S101 (for the types)
        typed, wanted = self.data.copy(), self.wanted()
        for field, value in self.fields_of(said).items():
            if field not in wanted and field.rpartition("-")[0] not in wanted:
                _put(typed, field, value)
        typed["shown"] = _signed(said)
        self.data = typed
        return self

    def refused(self, error: ValidationError, said: Mapping[str, Any], words: str) -> Self:
        """Return the form with why it could not be kept, each fault beside its field.

        Where somebody was quicker (code 'stale'), `words` say what is `said` now: see `again`.
        """
        is_stale = getattr(error, "code", None) == "stale"
        if is_stale:
            self.again(said)
        for name, faults in getattr(error, "error_dict", {NON_FIELD_ERRORS: error.messages}).items():
            self.add_error(name if name in self.fields else None, faults)
        if is_stale:
            self.add_error(None, words)
        return self


class LayersForm(SaidForm):
    """The layers somebody stands on.

    A form of more than fields of its own shows the others as `parts` (templates/maps/change_part.html).
    """

    parts: Sequence[Any] = ()
    layers = forms.MultipleChoiceField(
        label=_("Layers of the digital city"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: object = None, *, said: Mapping[str, Any], key: str) -> None:
        """Offer all layers."""
        super().__init__(data, said=said, key=key)
        layers = self.fields["layers"]
        assert isinstance(layers, forms.MultipleChoiceField)  # noqa: S101 (for the types)
        layers.choices = [(layer.code, str(layer)) for layer in Layer.objects.all()]

    @staticmethod
    def fields_of(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is said as the values of the fields."""
        return {"layers": said["layers"]}

    def said(self) -> dict[str, Any]:
        """Return the fields of a valid form as what they say."""
        chosen = self.cleaned_data["layers"]
        shown = self.cleaned_data["shown"]["layers"]
        return {"layers": shown if set(chosen) == set(shown) else chosen}


def _put(typed: MultiValueDict[str, Any], field: str, value: Any) -> None:
    """Let a field of a form that was sent have the value of one that was not."""
    if value is False:
        typed.pop(field, None)
    else:
        typed.setlist(field, value if isinstance(value, list) else ["" if value is None else value])


@dataclass(frozen=True, slots=True)
class TieLine:
    """A relation in a row: in words, how strong and what was noted, and what changes it or takes it away.

    While it is being changed it has a `form`; `hint` says what a change of it does elsewhere.
    """

    key: str
    phrase: str
    other: str
    details: str
    change: str
    remove: str
    form: SaidForm | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What changes a row of a map's table: about whom, its forms and where they lead.

    `page` is the row on the map, `more` where everything else about them is changed. `names` may be
    related to; where the map is around the forms it brings them.
    """

    key: str
    name: str
    view: str
    form: LayersForm
    address: str
    relate_form: forms.Form
    relate: str
    ties: Sequence[TieLine]
    page: str
    more: str
    more_words: str
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A change in words, and the token that undoes it."""

    words: str
    token: str


def sealed(facts: Mapping[str, Any], owner: models.Model) -> str:
    """Return a token of what undoes a change in a city or workshop, its `owner`."""
    return signing.dumps(dict(facts), salt=_salt(owner), compress=True)


def unsealed(token: str, owner: models.Model) -> dict[str, Any]:
    """Return what a token says. Raises Http404 for one of elsewhere."""
    try:
        return dict(signing.loads(token, salt=_salt(owner)))
    except signing.BadSignature as error:
        raise Http404 from error


def _salt(owner: models.Model) -> str:
    return f"redraw-{owner._meta.label_lower}-{owner.pk}"


def shown(
    request: HtmxRequest,
    change: Change,
    page: str,
    *,
    part: str = "change",
    status: int = 200,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Render a `part` of templates/maps/ for the map that asks, else all of it on a `page` of its own."""
    is_part = wants_part(request)
    template = f"maps/{part}.html" if is_part else page
    facts = {**(context or {}), "change": change, "is_part": is_part}
    response = render(request, template, facts, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def shown_tie(
    request: HtmxRequest,
    change: Change,
    page: str,
    *,
    key: str,
    form: SaidForm | None,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Render the relation `key` of a row for the map that asks, else the row's `page`."""
    tie = next(line for line in change.ties if line.key == key)
    status = 422 if form is not None and form.errors else 200
    facts = {**(context or {}), "tie": tie, "is_fresh": True}
    return shown(request, change, page, part="change_tie", status=status, context=facts)


def told(
    request: HtmxRequest, redrawn: Redrawn, *, to: str, redraw: str, part: HttpResponse | None = None
) -> HttpResponse:
    """Tell a change with its undo to the map one is at, along with a `part`; else say it on the page `to`.

    `redraw` takes the POST that undoes it.
    """
    if not wants_part(request):
        undo = f"{redraw}?{urlencode({'token': redrawn.token, 'view': view_of(request).value})}"
        return saved(request, to, redrawn.words, undo=undo)
    facts = {"said": redrawn.words, "undo": {"token": redrawn.token}}
    return trigger_client_event(part or HttpResponse(status=204), "map-redrawn", facts)


def unchanged(request: HtmxRequest, to: str) -> HttpResponse:
    """Close a form that changed nothing."""
    if wants_part(request):
        return trigger_client_event(HttpResponse(status=204), "map-unchanged", {})
    return redirect(to)


def undone(
    request: HtmxRequest, take_back: Callable[[str], Redrawn], *, to: str, redraw: str
) -> HttpResponse:
    """Take back what the token speaks of that a page's script posts, or a message's undo brings.

    Says what that did, or why not, to the script that asked, else as a message on the page `to`.
    """
    is_asked = "token" in request.POST
    try:
        done = take_back(request.POST.get("token") or request.GET.get("token", ""))
    except ValidationError as error:
        if is_asked:
            return refused_answer(error)
        messages.warning(request, " ".join(error.messages))
        return redirect(to)
    if is_asked:
        return redrawn_answer(done.words, done.token)
    return told(request, done, to=to, redraw=redraw)
