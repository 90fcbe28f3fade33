"""The presentation of the workshop's map: shown, and put together."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecosystem.maps.looks import COLOUR, SIZE
from ecosystem.maps.sheet import view_named
from ecosystem.pages import saved
from ecosystem.text import row_number
from workshops import presenting
from workshops.access import workshop_facilitator, workshop_viewer
from workshops.flow import MAP, frame_of
from workshops.forms.presentation import CODES, SlideForm
from workshops.models import Slide
from workshops.types import WorkshopRequest

TEMPLATE = "workshops/presentation_edit.html"


@workshop_viewer
@require_safe
def presentation(request: WorkshopRequest) -> HttpResponse:
    """Show the states of the map, one after the other."""
    slides = presenting.shown_slides(request.workshop)
    context = {"slides": slides, "may_write": frame_of(request, MAP).may_write}
    return render(request, "workshops/presentation.html", context)


@workshop_facilitator
@require_safe
def presentation_edit(request: WorkshopRequest) -> HttpResponse:
    """List the states, with what changes them."""
    form = SlideForm(workshop=request.workshop, initial=_asked(request))
    return render(request, TEMPLATE, _context(request, form))


@workshop_facilitator
@require_POST
def slide_add(request: WorkshopRequest) -> HttpResponse:
    """Add a state at the end."""
    form = SlideForm(request.POST, workshop=request.workshop)
    if not form.is_valid():
        return render(request, TEMPLATE, _context(request, form), status=422)
    presenting.add_slide(form.instance)
    return saved(request, _here(request), _("The state is added to the presentation."))


@workshop_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def slide_edit(request: WorkshopRequest, slide: int) -> HttpResponse:
    """Change a state of the presentation."""
    changed = _slide(request, slide)
    form = SlideForm(request.POST or None, instance=changed, workshop=request.workshop)
    if not form.is_valid():
        context = {"frame": frame_of(request, MAP), "form": form}
        return render(request, "workshops/slide_edit.html", context, status=422 if form.is_bound else 200)
    presenting.change_slide(form.instance)
    return saved(request, _here(request), _("The state is changed."))


@workshop_facilitator
@require_POST
def slide_move(request: WorkshopRequest, slide: int) -> HttpResponse:
    """Bring a state one place up, or down."""
    presenting.move_slide(_slide(request, slide), is_up=request.POST.get("way") != "down")
    return redirect(_here(request))


@workshop_facilitator
@require_POST
def slide_remove(request: WorkshopRequest, slide: int) -> HttpResponse:
    """Take a state out; the message offers the way back."""
    gone = _slide(request, slide)
    presenting.remove_slide(gone)
    undo = reverse("workshops:slide-restore", args=[request.city.code, request.workshop.pk, slide])
    return saved(request, _here(request), _("“%(name)s” is removed.") % {"name": gone}, undo=undo)


@workshop_facilitator
@require_POST
def slide_restore(request: WorkshopRequest, slide: int) -> HttpResponse:
    """Put a removed state back."""
    back = get_object_or_404(Slide, workshop=request.workshop, pk=slide)
    presenting.restore_slide(back)
    return saved(request, _here(request), _("“%(name)s” is back.") % {"name": back})


def _slide(request: WorkshopRequest, number: int) -> Slide:
    return get_object_or_404(Slide, workshop=request.workshop, pk=number, removed_at=None)


def _asked(request: WorkshopRequest) -> dict[str, Any]:
    """Return the state of the map that an address comes from; the form shows only what it offers."""
    given = {name: request.GET[name] for name in (COLOUR, SIZE, *CODES) if request.GET.get(name)}
    return given | {
        "view": view_named(request.GET.get("view")).value,
        "partners_only": bool(request.GET.get("partners_only")),
        "focus": row_number(request.GET.get("focus", "").removeprefix("l")),
    }


def _here(request: WorkshopRequest) -> str:
    return reverse("workshops:presentation-edit", args=[request.city.code, request.workshop.pk])


def _context(request: WorkshopRequest, form: SlideForm) -> dict[str, Any]:
    lines = [(slide, form.in_words(slide)) for slide in presenting.slides_of(request.workshop)]
    return {"frame": frame_of(request, MAP), "lines": lines, "form": form}
