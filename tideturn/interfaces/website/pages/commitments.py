"""The page of one commitment."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.engines.plans.changes import changes_of
from tideturn.engines.plans.errors import CommitmentNotFound
from tideturn.engines.plans.story import story_of
from tideturn.interfaces.design.country import country
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.errors import NotHere
from tideturn.interfaces.website.pages.addresses import lasting_address, site_address
from tideturn.interfaces.website.pages.downloads import links_table
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.presenters.commitment import telling
from tideturn.interfaces.website.presenters.commitment.changes import change_lines, correction_lines
from tideturn.interfaces.website.presenters.commitment.whole import commitment_words
from tideturn.interfaces.website.presenters.rows import NamedLink


@page
def commitment(request: HttpRequest, plan_id: str, local_id: str) -> HttpResponse:
    """Show one commitment: what was asked or promised, who answers, why it is due, what became of it, its story."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    held = held_commitment(plan_id, local_id, moment)
    plan = NamedLink(held.plan.short_title, moment.link(f"/plans/{plan_id}/"))
    successions = queries.successors_of({party.organisation_id for party in held.parties.all()})
    documents = queries.documents(moment.day).filter(plan=plan_id, is_held=True)
    return render(
        request,
        "website/commitment.html",
        {
            "it": commitment_words(held, successions, documents, moment),
            "trail": _trail(plan, moment),
            "lasting_address": lasting_address(request, moment),
            "embed_address": f"{site_address(request)}/plans/{plan_id}/{local_id}/embed/",
            "api_address": moment.link(f"/api/v1/commitments/{plan_id}/{local_id}/"),
            "story_download": moment.link(f"/plans/{plan_id}/{local_id}/story.csv"),
            "corrections": correction_lines(queries.corrections(held, moment.day), held, moment),
            "changes": change_lines(changes_of(held, moment.day), country().time_zone),
            **_story(held, moment),
        },
    )


def held_commitment(plan_id: str, local_id: str, moment: Moment) -> Any:
    """Return a commitment of a plan published by the day, as it stood then, or raise NotHere."""
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


@page
def story_table(request: HttpRequest, plan_id: str, local_id: str) -> HttpResponseBase:
    """Give the links of a commitment's story as a download."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    told = _told(held_commitment(plan_id, local_id, moment), moment)
    return links_table(local_id, told.telling if told else None, moment)


def _told(held: Any, moment: Moment) -> telling.Told | None:
    story = story_of(held, moment.day)
    if not story.links:
        return None
    heard = queries.last_heard([item.pk for item in story.commitments], moment.day)
    return telling.told(held, story.links, heard, moment)


def _story(held: Any, moment: Moment) -> dict[str, object]:
    links = list(queries.links_of([held.pk], moment.day))
    return {
        "story": _told(held, moment),
        "asides": telling.asides(held, links, moment, sure=True),
        "second_best": telling.asides(held, links, moment, sure=False),
    }
