"""The addresses of intake; they are for ever."""

from django.urls import path

from tideturn.interfaces.api.intake import endpoints

urlpatterns = [
    path("near-fatal-overdoses/", endpoints.near_fatal_overdoses, name="intake-near-fatal-overdoses"),
    path("near-fatal-overdoses/<str:report_id>/", endpoints.near_fatal_overdose, name="intake-near-fatal-overdose"),
]
