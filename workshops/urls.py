"""`/workshops/<city>/...`."""

from django.urls import path

from workshops.views import identification, listing, mapping, partnering, proposals, setup, today

app_name = "workshops"
urlpatterns = [
    path("", today.today, name="today"),
    path("all/", setup.workshop_list, name="list"),
    path("new/", setup.create, name="create"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:listing>/decide/", proposals.decide, name="proposals-decide"),
    path("<int:workshop>/propose/", proposals.propose, name="propose"),
    path("<int:workshop>/edit/", setup.edit, name="edit"),
    path("<int:workshop>/archive/", setup.archive, name="archive"),
    path("<int:workshop>/restore/", setup.restore, name="restore"),
    path("<int:workshop>/step/", setup.step, name="step"),
    # Step 1
    path("<int:workshop>/listing/", listing.listing, name="listing"),
    path("<int:workshop>/listing/family/<int:family>/", listing.seats, name="listing-family"),
    path("<int:workshop>/listing/family/<int:family>/suggest/", listing.suggest, name="listing-suggest"),
    path("<int:workshop>/listing/family/<int:family>/add/", listing.add, name="listing-add"),
    path(
        "<int:workshop>/listing/family/<int:family>/take/<int:stakeholder>/",
        listing.take,
        name="listing-take",
    ),
    path("<int:workshop>/listing/family/<int:family>/waive/", listing.waive, name="family-waive"),
    path("<int:workshop>/listing/family/<int:family>/apply/", listing.apply_again, name="family-apply"),
    path("<int:workshop>/listing/<int:listing>/edit/", listing.edit, name="listing-edit"),
    path("<int:workshop>/listing/<int:listing>/remove/", listing.remove, name="listing-remove"),
    path("<int:workshop>/listing/<int:listing>/restore/", listing.restore, name="listing-restore"),
    # Step 2
    path("<int:workshop>/identification/", identification.identification, name="identification"),
    path(
        "<int:workshop>/identification/<int:listing>/", identification.assess, name="identification-listing"
    ),
    path("<int:workshop>/identification/<int:listing>/answer/", identification.answer, name="answer"),
    path(
        "<int:workshop>/identification/<int:listing>/leave-unknown/",
        identification.leave_unknown,
        name="leave-unknown",
    ),
    path("<int:workshop>/identification/<int:listing>/confirm/", identification.confirm, name="confirm"),
    path(
        "<int:workshop>/identification/<int:listing>/take-over/", identification.take_over, name="take-over"
    ),
    path(
        "<int:workshop>/identification/<int:listing>/statement/<int:statement>/",
        identification.review,
        name="statement-review",
    ),
    # Step 3
    path("<int:workshop>/partnering/", partnering.partnering, name="partnering"),
    path("<int:workshop>/partnering/weights/", partnering.weigh, name="weights"),
    path("<int:workshop>/partnering/<int:listing>/choose/", partnering.choose, name="partner-choose"),
    path("<int:workshop>/partnering/<int:listing>/release/", partnering.release, name="partner-release"),
    path("<int:workshop>/partnering/<int:listing>/next/", partnering.partner, name="partner"),
    path("<int:workshop>/partnering/need/<int:need>/<int:listing>/", partnering.match, name="need-match"),
    path("<int:workshop>/plan/", partnering.plan, name="plan"),
    # Map
    path("<int:workshop>/map/", mapping.workshop_map, name="map"),
    path("<int:workshop>/map/wall/", mapping.wall, name="map-wall"),
    path("<int:workshop>/map/place/", mapping.move, name="map-place"),
    path("<int:workshop>/map/listing/<int:listing>/", mapping.panel, name="map-listing"),
    path("<int:workshop>/map/download/<slug:format_>/", mapping.download, name="map-download"),
]
