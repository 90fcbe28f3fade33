"""The scribe: paper typed in by keyboard."""

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ecosystem.pages import saved
from workshops import scribing
from workshops.access import room_facilitator
from workshops.flow import frame_of
from workshops.forms.scribe import BallotForm, DotSheetForm, SheetForm
from workshops.scribing import Choice
from workshops.types import RoomRequest


@room_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: RoomRequest) -> HttpResponse:
    """Type a ballot of the question that is before the room."""
    asked = scribing.open_round(request.room)
    if asked is None:
        status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
        return _page(request, "scribe_ballot", _("Type ballots"), None, status)
    form = BallotForm(request.POST if request.method == "POST" else None, room=request.room, asked=asked)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            who = scribing.keep_ballot(
                asked, said["code"], form.lines, family=said["family"], table=said.get("table")
            )
        except ValidationError as error:
            form.add_error("code", error)
        else:
            count = len(form.lines)
            words = ngettext(
                "Ballot %(code)s is in: %(count)s answer.", "Ballot %(code)s is in: %(count)s answers.", count
            )
            return saved(request, request.path, words % {"code": who.ballot, "count": count})
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return _page(request, "scribe_ballot", _("Type ballots"), form, status)


@room_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def dots(request: RoomRequest) -> HttpResponse:
    """Type a sheet for choosing partners."""
    form = DotSheetForm(request.POST if request.method == "POST" else None, room=request.room)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        choice = Choice(said["dots"], said["pledges"], said.get("table"))
        try:
            who = scribing.keep_dot_sheet(request.room, said["code"], choice)
        except ValidationError as error:
            form.add_error("dots" if error.code == "dots" else "code", error)
        else:
            given = ", ".join(f"{listing.name} {count}" for listing, count in choice.dots.items()) or _(
                "none"
            )
            words = _("Sheet %(code)s is in. Dots: %(given)s. Pledges: %(pledges)s.")
            facts = {"code": who.ballot, "given": given, "pledges": len(choice.pledges)}
            return saved(request, request.path, words % facts)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return _page(request, "scribe_dots", _("Type dots and pledges"), form, status)


@room_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: RoomRequest) -> HttpResponse:
    """Type a family sheet."""
    form = SheetForm(request.POST if request.method == "POST" else None, room=request.room)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            kept = scribing.keep_sheet(request.room, said["code"], said["lines"], table=said.get("table"))
        except ValidationError as error:
            form.add_error("lines" if error.code == "empty" else "code", error)
        else:
            words = _(
                "%(family)s: %(added)s new in the queue, %(kept)s as before, %(settled)s dealt with already."
            )
            facts = {"family": kept.family, "added": kept.added, "kept": kept.kept, "settled": kept.settled}
            return saved(request, request.path, words % facts)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return _page(request, "scribe_sheet", _("Type family sheets"), form, status)


def _page(
    request: RoomRequest, template: str, heading: str, form: Form | None, status: HTTPStatus
) -> HttpResponse:
    context = {"frame": frame_of(request, ""), "form": form, "heading": heading}
    return render(request, f"workshops/{template}.html", context, status=status)
