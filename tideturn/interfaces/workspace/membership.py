"""For which agency a user acts: the one they belong to, or the one they chose among several, looked up each time."""

from django.http import HttpRequest

from tideturn.foundations.access import signing_in
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.errors import NotAMember
from tideturn.foundations.access.models import Agency
from tideturn.interfaces.workspace.people import signed_in

CHOSEN = "agency"


class NotChosen(Exception):
    """A user of several agencies has not said for which of them they act."""


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts; raise NotAMember for a leaver, and NotChosen where there are several agencies to act for."""
    user = signed_in(request)
    selves = {one.agency_id: one for one in signing_in.actors_of(user)}
    if request.session.get(CHOSEN) not in selves:
        request.session.pop(CHOSEN, None)
    if not selves:
        raise NotAMember(user.shown_name)
    chosen = request.session.get(CHOSEN)
    if chosen is None and len(selves) > 1:
        raise NotChosen
    return selves[chosen or next(iter(selves))]


def agencies_of(request: HttpRequest) -> list[Agency]:
    """Return the agencies that the user may act for."""
    return signing_in.agencies_of(signed_in(request))


def choose(request: HttpRequest, agency_id: str) -> None:
    """Act for one of the user's agencies from now on; what is none of theirs is passed over."""
    if agency_id in {agency.pk for agency in agencies_of(request)}:
        request.session[CHOSEN] = agency_id
