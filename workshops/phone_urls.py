"""`/join/...` and `/room/...`: what phones see; no code and no row stands in an address."""

from django.urls import path

from workshops.views import phones, sending

app_name = "phones"
urlpatterns = [
    path("join/", phones.code, name="code"),
    path("join/in/", phones.enter, name="enter"),
    path("join/language/", phones.language, name="language"),
    path("room/", phones.room, name="room"),
    path("room/stream/", phones.stream, name="stream"),
    path("room/screen/", phones.screen, name="screen"),
    path("room/me/", phones.introduce, name="introduce"),
    path("room/leave/", phones.leave, name="leave"),
    path("room/others/", sending.others, name="others"),
    path("room/contribute/", sending.contribute, name="contribute"),
    path("room/others/<int:contribution>/second/", sending.second, name="second"),
    path("room/answer/", sending.answer, name="answer"),
    path("room/dots/", sending.dots, name="dots"),
    path("room/pledge/", sending.pledge, name="pledge"),
    path("room/check/", sending.check, name="check"),
]
