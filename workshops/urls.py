"""`/workshops/<city>/...`."""

from django.urls import path

from workshops.views import identification, listing, mapping, partnering, proposals, setup, today

app_name = "workshops"
urlpatterns = [
    path("", today.today, name="today"),
    path("all/", setup.workshop_list, name="list"),
    path("new/", setup.create, name="create"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("<int:workshop>/edit/", setup.edit, name="edit"),
    path("<int:workshop>/step/", setup.step, name="step"),
    # Step 1
    path("<int:workshop>/listing/", listing.listing, name="listing"),
    # Step 2
    path("<int:workshop>/identification/", identification.identification, name="identification"),
    # Step 3
    path("<int:workshop>/partnering/", partnering.partnering, name="partnering"),
    # Map
    path("<int:workshop>/map/", mapping.workshop_map, name="map"),
]
