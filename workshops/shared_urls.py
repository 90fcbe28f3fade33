"""`/shared/workshop/<token>/`: a workshop's map for anybody."""

from django.urls import path

from workshops.views import links

app_name = "shared-workshop"
urlpatterns = [
    path("<str:token>/", links.shared_map, name="map"),
    path("<str:token>/frame/", links.shared_frame, name="frame"),
    path("<str:token>/picture.svg", links.shared_picture, name="picture"),
]
