"""Every address of the workspace that leads nowhere."""

from django.http import HttpRequest, HttpResponse

from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.page import page


@page
def nowhere(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing here; who is not signed in is asked to sign in first, as everywhere."""
    raise NotHere
