"""All addresses, by string: nothing here imports a package."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("ecosystem.accounts.urls")),
    path("register/<slug:city>/", include("ecosystem.register.urls")),
    path("", include("workshops.phone_urls")),
    path("shared/map/", include("ecosystem.register.shared_urls")),
    path("shared/workshop/", include("workshops.shared_urls")),
    path("workshops/<slug:city>/", include("workshops.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "ecosystem.pages.failed"
