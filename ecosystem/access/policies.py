"""Each view declares who may call it; a view without a policy fails the system check."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth import get_user
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from ecosystem.models import City, Membership, Role, User
from ecosystem.types import CityRequest

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may call a view: anybody, anybody signed in, who is in a room, or members from `role` up."""

    name: str
    role: Role | None = None


PUBLIC = Policy("public")
SIGNED_IN = Policy("signed in")
PARTICIPANT = Policy("participant")


def declare(view: View, policy: Policy) -> View:
    """Note on `view` who may call it, for the walk over all addresses."""
    view.policy = policy  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Let anybody call `view`."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(*args, **kwargs)

    return declare(login_not_required(checked), PUBLIC)


def signed_in(view: View) -> View:
    """Let anybody who is signed in call `view`; the middleware sends others to the sign-in page."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(*args, **kwargs)

    return declare(checked, SIGNED_IN)


def membership_in(city_code: str, user: User) -> Membership:
    """Return what `user` is in the city; a superuser counts as a manager everywhere.

    Raises Http404 for a city that does not exist and for one the user is no member of alike.
    """
    membership = Membership.objects.select_related("city").filter(city__code=city_code, user=user).first()
    if membership is not None:
        return membership
    city = City.objects.filter(code=city_code).first() if user.is_superuser else None
    if city is None:
        raise Http404
    return Membership(city=city, user=user, role=Role.MANAGER)


def asked_anew(request: CityRequest) -> Callable[[], bool]:
    """Return what asks the database whether who sent `request` may still call its view.

    Who signed out, chose another password elsewhere, left the city or has too low a role may not.
    """
    session = partial(type(request.session), request.session.session_key)
    return partial(_may_still, session, request.city.code, request.needed)


def _may_still(session: Callable[[], SessionBase], city_code: str, role: Role) -> bool:
    anew = HttpRequest()
    anew.session = session()
    user = get_user(anew)
    try:
        return user.is_authenticated and membership_in(city_code, user).may(role)
    except Http404:
        return False


def member(
    role: Role,
) -> Callable[[Callable[Concatenate[CityRequest, P], HttpResponseBase]], View]:
    """Let members of the city in the address call the view, from `role` up.

    The view's URL has a `city` part, which becomes `request.city`; strangers get 404, members
    whose role is too low 403.
    """

    def decorate(view: Callable[Concatenate[CityRequest, P], HttpResponseBase]) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            membership = membership_in(kwargs.pop("city"), cast("User", request.user))
            if not membership.may(role):
                raise PermissionDenied
            city_request = cast("CityRequest", request)
            city_request.city, city_request.membership = membership.city, membership
            city_request.needed = role
            return view(city_request, *args, **kwargs)

        return declare(checked, Policy("member", role))

    return decorate


viewer = member(Role.VIEWER)
editor = member(Role.EDITOR)
facilitator = member(Role.FACILITATOR)
manager = member(Role.MANAGER)
