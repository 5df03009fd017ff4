"""Whole addresses of the site, as others write them down."""

from django.conf import settings
from django.http import HttpRequest

from tideturn.interfaces.design.moment import Moment


def site_address(request: HttpRequest) -> str:
    """Return the address of the site without a slash at its end: the public one where one is set."""
    return settings.SITE_ADDRESS.rstrip("/") or request.build_absolute_uri("/").rstrip("/")


def lasting_address(request: HttpRequest, moment: Moment) -> str:
    """Return the whole address of a page as at its day, at the site's public address where one is set."""
    return site_address(request) + moment.lasting_link(request.path)
