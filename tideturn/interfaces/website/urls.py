"""The addresses of the public pages; they are for ever."""

from django.urls import path

from tideturn.interfaces.website.pages import home

urlpatterns = [
    path("", home.home, name="home"),
    path("summary.csv", home.summary, name="summary"),
]
