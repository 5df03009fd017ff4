"""The addresses of intake; they are for ever."""

from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from tideturn.interfaces.api.intake import endpoints

urlpatterns = [
    path("openapi.json", csrf_exempt(endpoints.description), name="intake-description"),
    path("near-fatal-overdoses/", endpoints.near_fatal_overdoses, name="intake-near-fatal-overdoses"),
    # Whatever an id looks like, it is answered by the one who says that there is none.
    path("near-fatal-overdoses/<path:report_id>/", endpoints.near_fatal_overdose, name="intake-near-fatal-overdose"),
    re_path(r"", endpoints.nowhere),
]
