"""The page of one commitment."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.engines.plans.changes import changes_of
from tideturn.engines.plans.errors import CommitmentNotFound
from tideturn.engines.plans.story import story_of
from tideturn.interfaces.design.country import country
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.errors import NotHere
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.presenters.commitment import telling
from tideturn.interfaces.website.presenters.commitment.changes import change_lines
from tideturn.interfaces.website.presenters.commitment.whole import commitment_words
from tideturn.interfaces.website.presenters.rows import NamedLink


@page
def commitment(request: HttpRequest, plan_id: str, local_id: str) -> HttpResponse:
    """Show one commitment: what was asked or promised, who answers, why it is due, what became of it, its story."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    held = _held(plan_id, local_id, moment)
    plan = NamedLink(held.plan.short_title, moment.link(f"/plans/{plan_id}/"))
    successions = queries.successors_of({party.organisation_id for party in held.parties.all()})
    documents = [document for document in queries.documents() if document.plan_id == plan_id and document.is_held]
    return render(
        request,
        "website/commitment.html",
        {
            "it": commitment_words(held, successions, documents, moment),
            "trail": _trail(plan, moment),
            "lasting_address": lasting_address(request, moment),
            "api_address": moment.link(f"/api/v1/commitments/{plan_id}/{local_id}/"),
            "changes": change_lines(changes_of(held), country().time_zone),
            **_story(held, moment),
        },
    )


def lasting_address(request: HttpRequest, moment: Moment) -> str:
    """Return the whole address of a page as at its day, at the site's public address where one is set."""
    path = moment.lasting_link(request.path)
    site = settings.SITE_ADDRESS.rstrip("/")
    return f"{site}{path}" if site else request.build_absolute_uri(path)


def _held(plan_id: str, local_id: str, moment: Moment) -> Any:
    try:
        return queries.commitment(plan_id, local_id, moment.day)
    except CommitmentNotFound:
        raise NotHere(
            _("There is no commitment %(id)s in a plan called %(plan)s that was published by %(day)s.")
            % {"id": local_id, "plan": plan_id, "day": moment.words}
        ) from None


def _trail(plan: NamedLink, moment: Moment) -> tuple[dict[str, str], ...]:
    return (
        {"label": _("Plans"), "href": moment.link("/plans/")},
        {"label": plan.name, "href": plan.href},
    )


def _story(held: Any, moment: Moment) -> dict[str, object]:
    story = story_of(held, moment.day)
    numbers = [item.pk for item in story.commitments]
    heard = dict(queries.register(moment.day).filter(pk__in=numbers).values_list("pk", "last_heard_on"))
    links = list(queries.links_of([held.pk], moment.day))
    return {
        "story": telling.told(held, story.links, heard, moment),
        "asides": telling.asides(held, links, moment, sure=True),
        "second_best": telling.asides(held, links, moment, sure=False),
    }
