"""`/shared/map/<token>/`: a city's map for anybody."""

from django.urls import path

from ecosystem.register.views import links

app_name = "shared"
urlpatterns = [
    path("<str:token>/", links.shared_map, name="map"),
    path("<str:token>/frame/", links.shared_frame, name="frame"),
    path("<str:token>/picture.svg", links.shared_picture, name="picture"),
]
