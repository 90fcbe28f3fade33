"""`/workshops/<city>/...`."""

from django.urls import path

from workshops.views import (
    identification,
    listing,
    mapping,
    partnering,
    proposals,
    queue,
    room,
    rounds,
    setup,
    today,
    wall,
)

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
    # Room
    path("<int:workshop>/room/", room.console, name="room"),
    path("<int:workshop>/room/open/", room.open_, name="room-open"),
    path("<int:workshop>/room/close/", room.close, name="room-close"),
    path("<int:workshop>/room/stream/", room.stream, name="room-stream"),
    path("<int:workshop>/room/desk/", room.desk, name="room-desk"),
    path("<int:workshop>/room/stage/", room.stage, name="room-stage"),
    path("<int:workshop>/room/lock/", room.lock, name="room-lock"),
    path("<int:workshop>/room/timer/", room.timer, name="room-timer"),
    path("<int:workshop>/room/configure/", room.configure, name="room-configure"),
    path("<int:workshop>/room/code/", room.new_code, name="room-code"),
    path("<int:workshop>/room/notes/", room.notes, name="room-notes"),
    path("<int:workshop>/room/park/", room.park, name="room-park"),
    path("<int:workshop>/room/parked/<int:parked>/settle/", room.settle, name="room-settle"),
    path("<int:workshop>/room/tables/add/", room.add_table, name="room-table"),
    path("<int:workshop>/room/clock/", room.clock, name="room-clock"),
    path("<int:workshop>/room/plan/", room.plan, name="room-plan"),
    path("<int:workshop>/room/undo/", room.undo, name="room-undo"),
    path("<int:workshop>/room/ask/", rounds.ask, name="room-ask"),
    path("<int:workshop>/room/round/", rounds.state, name="room-round"),
    path("<int:workshop>/room/round/again/", rounds.again, name="room-again"),
    path("<int:workshop>/room/round/decide/", rounds.decide, name="room-decide"),
    path("<int:workshop>/room/round/hands/", rounds.hands, name="room-hands"),
    path("<int:workshop>/room/queue/accept/", queue.accept, name="room-accept"),
    path("<int:workshop>/room/queue/merge/", queue.merge, name="room-merge"),
    path("<int:workshop>/room/queue/aside/", queue.set_aside, name="room-aside"),
    path("<int:workshop>/room/queue/hide/", queue.hide, name="room-hide"),
    path("<int:workshop>/room/pledges/<int:pledge>/confirm/", queue.confirm, name="room-pledge-confirm"),
    path("<int:workshop>/room/pledges/<int:pledge>/decline/", queue.decline, name="room-pledge-decline"),
    path("<int:workshop>/room/wall/", wall.wall, name="room-wall"),
    path("<int:workshop>/room/wall/stream/", wall.stream, name="room-wall-stream"),
    path("<int:workshop>/room/wall/screen/", wall.screen, name="room-wall-screen"),
    path("<int:workshop>/room/wall/shows/", room.wall_shows, name="room-wall-shows"),
]
