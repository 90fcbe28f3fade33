"""Requests as views know them after their policy has passed."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from ecosystem.models import City, Membership, Role, User


class HtmxRequest(HttpRequest):
    """A request that knows whether htmx sent it."""

    htmx: HtmxDetails


class UserRequest(HtmxRequest):
    """A request of somebody signed in."""

    user: User


class CityRequest(UserRequest):
    """A request of a member of the city in its address."""

    city: City
    membership: Membership
    # The role from which the view may be called.
    needed: Role
