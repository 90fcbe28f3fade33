"""`/register/<city>/...`."""

from django.urls import path

from ecosystem.register.views import (
    drawing,
    editing,
    families,
    figures,
    keeping,
    links,
    mapping,
    stakeholders,
    then,
)

app_name = "register"
urlpatterns = [
    path("", stakeholders.stakeholder_list, name="stakeholder-list"),
    path("choices/", stakeholders.stakeholder_choices, name="stakeholder-choices"),
    path("add/", editing.stakeholder_create, name="stakeholder-create"),
    path("add/twins/", editing.stakeholder_twins, name="stakeholder-twins"),
    path("add/typical/", editing.family_typical, name="family-typical"),
    path("<int:pk>/", stakeholders.stakeholder_detail, name="stakeholder-detail"),
    path("<int:pk>/edit/", editing.stakeholder_edit, name="stakeholder-edit"),
    path("<int:pk>/confirm/", keeping.stakeholder_confirm, name="stakeholder-confirm"),
    path("<int:pk>/archive/", keeping.stakeholder_archive, name="stakeholder-archive"),
    path("<int:pk>/restore/", keeping.stakeholder_restore, name="stakeholder-restore"),
    path("map/", mapping.city_map, name="map"),
    path("map/data/", mapping.city_map_data, name="map-data"),
    path("map/table/", mapping.city_map_table, name="map-table"),
    path("map/wall/", mapping.city_map_wall, name="map-wall"),
    path("map/place/", mapping.city_map_place, name="map-place"),
    path("map/add/", drawing.map_add, name="map-add"),
    path("map/relate/", drawing.map_relate, name="map-relate"),
    path("map/relate/again/", drawing.map_relate_again, name="map-relate-again"),
    path("map/relations/<int:relation>/remove/", drawing.map_unrelate, name="map-unrelate"),
    path("map/redraw/", mapping.city_map_redraw, name="map-redraw"),
    path("map/stakeholder/<int:pk>/", mapping.city_map_stakeholder, name="map-stakeholder"),
    path("map/download/<slug:format_>/", mapping.city_map_download, name="map-download"),
    path("map/figures/", figures.figures, name="figures"),
    path("map/figures/stop/", figures.figures_stop, name="figures-stop"),
    path("map/then/", then.then, name="then"),
    path("map/then/keep/", then.then_keep, name="then-keep"),
    path("map/links/", links.map_links, name="map-links"),
    path("map/links/make/", links.map_link_create, name="map-link-create"),
    path("map/links/<int:city_link>/revoke/", links.map_link_revoke, name="map-link-revoke"),
    path("families/", families.family_list, name="families"),
    path("families/add/", families.family_create, name="family-create"),
    path("families/<int:pk>/edit/", families.family_edit, name="family-edit"),
    path("families/<int:pk>/move/", families.family_move, name="family-move"),
    path("families/<int:pk>/hide/", families.family_hide, name="family-hide"),
    path("families/<int:pk>/show/", families.family_show, name="family-show"),
]
