"""Sign-in, passwords, cities, members, invitations."""

from django.urls import path

from ecosystem.accounts.views import cities, invitations, members, signing_in

app_name = "accounts"
urlpatterns = [
    path("", cities.cities, name="cities"),
    path("sign-in/", signing_in.login, name="login"),
    path("sign-out/", signing_in.logout, name="logout"),
    path("password/", signing_in.password_change, name="password-change"),
    path("password/reset/", signing_in.password_reset, name="password-reset"),
    path("password/reset/sent/", signing_in.password_reset_sent, name="password-reset-sent"),
    path(
        "password/reset/<uidb64>/<token>/", signing_in.password_reset_confirm, name="password-reset-confirm"
    ),
    path("password/reset/done/", signing_in.password_reset_done, name="password-reset-done"),
    path("invitation/<str:token>/", invitations.accept, name="accept"),
    path("members/<slug:city>/", members.members, name="members"),
    path("members/<slug:city>/invite/", members.invite, name="invite"),
    path("members/<slug:city>/restore/", members.restore, name="member-restore"),
    path("members/<slug:city>/invitation/<int:invitation>/revoke/", members.revoke, name="invitation-revoke"),
    path("members/<slug:city>/<int:member>/role/", members.change_role, name="member-role"),
    path("members/<slug:city>/<int:member>/remove/", members.remove, name="member-remove"),
]
