"""The cities somebody may work in."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ecosystem.access.policies import signed_in
from ecosystem.models import City, Membership, User


@signed_in
@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """Show the cities to choose from; who has only one goes there at once."""
    user = cast("User", request.user)
    own = list(City.objects.of_user(user).distinct())
    if len(own) == 1 and "all" not in request.GET:
        return redirect(own[0])
    roles = {row.city_id: row.get_role_display() for row in Membership.objects.filter(user=user)}
    context = {"cities": [(city, roles.get(city.pk, "")) for city in own]}
    return render(request, "accounts/cities.html", context)
