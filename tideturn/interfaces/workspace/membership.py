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
    user, chosen = signed_in(request), request.session.get(CHOSEN)
    try:
        return signing_in.actor_for(user, agency_id=chosen or _only_one(request))
    except NotAMember:
        if chosen is None:
            raise
    del request.session[CHOSEN]
    return signing_in.actor_for(user, agency_id=_only_one(request))


def agencies_of(request: HttpRequest) -> list[Agency]:
    """Return the agencies that the user may act for."""
    return signing_in.agencies_of(signed_in(request))


def choose(request: HttpRequest, agency_id: str) -> None:
    """Act for one of the user's agencies from now on; what is none of theirs is passed over."""
    if agency_id in {agency.pk for agency in agencies_of(request)}:
        request.session[CHOSEN] = agency_id


def _only_one(request: HttpRequest) -> str | None:
    agencies = agencies_of(request)
    if len(agencies) > 1:
        raise NotChosen
    return agencies[0].pk if agencies else None
