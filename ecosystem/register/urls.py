"""`/register/<city>/...`."""

from django.urls import path

from ecosystem.register.views import families, mapping, stakeholders

app_name = "register"
urlpatterns = [
    path("", stakeholders.stakeholder_list, name="stakeholder-list"),
    path("add/", stakeholders.stakeholder_create, name="stakeholder-create"),
    path("<int:pk>/", stakeholders.stakeholder_detail, name="stakeholder-detail"),
    path("<int:pk>/edit/", stakeholders.stakeholder_edit, name="stakeholder-edit"),
    path("map/", mapping.city_map, name="map"),
    path("families/", families.family_list, name="families"),
]
