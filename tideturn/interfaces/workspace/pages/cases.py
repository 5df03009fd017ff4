"""The cases of whoever is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tideturn.interfaces.workspace.pages.page import page


@page
@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """Show the cases that are mine, due first."""
    return render(request, "workspace/my_cases.html", {"cases": ()})
