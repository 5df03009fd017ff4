"""What the link of a reminder opens: the entry, and one button that says it is still right.

Programs that look for harm in mail follow links; none presses a button. So following it says nothing yet.
"""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from tideturn.engines.directory.actions import reminding
from tideturn.engines.directory.errors import LinkPast
from tideturn.engines.directory.models import Service
from tideturn.interfaces.workspace.pages import errors
from tideturn.interfaces.workspace.pages.directory.mine import titles
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import open_page
from tideturn.interfaces.workspace.presenters.directory.entries import facts_of, freshness_words


@open_page
@never_cache
@GET_OR_POST
def still_right(request: HttpRequest, reminder_id: uuid.UUID, signature: str) -> HttpResponse:
    """Show the entry with one button; once it is pressed, keep that the entry is right today."""
    try:
        if request.method == "POST":
            reminding.say_still_right(reminder_id, signature)
            return render(request, "workspace/directory/still_right_said.html")
        return _asked(request, reminding.asked(reminder_id, signature))
    except LinkPast as error:
        return errors.link_spent(request, str(error))


def _asked(request: HttpRequest, service: Service) -> HttpResponse:
    parts = {"service": service, "said": freshness_words(service), "facts": facts_of(service, titles())}
    return render(request, "workspace/directory/still_right.html", parts)
