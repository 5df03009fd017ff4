"""The invented country of the campaign: some cases on each course, and what else a form may be about."""

from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import patch

from django.utils import timezone

from tideturn.engines.pathways import raising
from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.models import Case, Clock, LikelyMatch
from tideturn.engines.plans.models import PlanDraft, ReadingIn
from tideturn.engines.plans.reading_in import beginning, publishing
from tideturn.engines.plans.reading_in import deciding as deciding_drafts
from tideturn.engines.plans.reading_in.beginning import About
from tideturn.engines.plans.words import Nature
from tideturn.foundations.access import credentials
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.models import Agency
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing.words import Stance
from tideturn.interfaces.joint import deciding, emergency, wishing
from tideturn.interfaces.joint.deciding import Decision
from tideturn.interfaces.joint.demonstration import filling, staff
from tideturn.interfaces.joint.demonstration.reading_in import begun_by
from tideturn.interfaces.joint.intake.report import PATHWAY


def make() -> None:
    """Fill the country with a few of each, and with what waits for somebody's answer."""
    few = tuple((course, 1, youngest, oldest) for course, _many, youngest, oldest in filling.SHARES)
    with patch.object(filling, "SHARES", few):
        filling.fill()
    lead = staff.acts(staff.NORTH, "duty-lead")
    for one in (_decided, _run_out, _wish, _opened, _proposed, _given_up, _credential, _read_whole):
        one(lead)


def _run_out(lead: Actor) -> None:
    """Let the clocks of a case run out, so that somebody is told."""
    past = timezone.now() - timedelta(hours=1)
    with acting(system_actor("clocks")):
        Clock.objects.filter(case=_case_of(lead), status="running").update(due_at=past, warn_at=past)
    raising.clear()


def _wish(lead: Actor) -> None:
    """Let a person object to one agency, for a while."""
    with acting(lead):
        wishing.record_wish(
            _case_of(lead).person, stance=Stance.OBJECTS, purpose=pathway_of(PATHWAY).purpose,
            recipient_id=staff.POLICE, until=None, by=lead,
        )  # fmt: skip


def _decided(lead: Actor) -> None:
    """Let three pairs be alike: one found to be one overdose, one to be one person, and one left to be decided."""
    with acting(lead):
        cases = [case for case in _cases_of(lead) if case.person][-6:]
    with acting(system_actor("intake")):
        words = {"reasons": ["The same stairwell (invented)"], "found_at": timezone.now()}
        pairs = [LikelyMatch.objects.create(case=cases[at], other=cases[at + 1], **words) for at in (0, 2, 4)]
    with acting(lead):
        for pair, decision in zip(pairs, (Decision.SAME_EVENT, Decision.SAME_PERSON), strict=False):
            deciding.decide(pair, decision, reason="The same tattoo (invented)", by=lead)


def _opened(lead: Actor) -> None:
    """Let a worker open another team's case in an emergency, which waits for its review."""
    worker = staff.acts(staff.NORTH, "outreach-worker")
    other = _case_of(staff.acts(staff.MID, "duty-lead"))
    with acting(worker):
        emergency.open_case(other.reference, reason="Somebody rang and was afraid (invented)", by=worker)


def _proposed(lead: Actor) -> None:
    """Let an agreement wait for the signature of this agency."""
    may = frozenset({Permission.AGREEMENTS_MANAGE})
    by = replace(staff.acts(staff.MID, "duty-lead"), permissions=may)
    with acting(by):
        sharing.make_agreement(
            title="Proposed by Midvale (invented)", parties=[staff.NORTH, staff.MID],
            purposes=[pathway_of(PATHWAY).purpose], starts_on=date(2026, 1, 1), by=by,
        )  # fmt: skip


def _given_up(lead: Actor) -> None:
    """Let a message of the agency have been given up."""
    with acting(system_actor("delivery")):
        Message.objects.filter(agency=staff.NORTH).update(given_up_at=timezone.now(), attempts=9)


def _credential(lead: Actor) -> None:
    """Issue a credential to the agency."""
    with acting(system_actor("set-up")) as by:
        credentials.issue(Agency.objects.get(pk=staff.NORTH), by)


def _read_whole(_lead: Actor) -> None:
    """Let every draft of one plan be decided, so that it may be published, and let another be published."""
    with acting(staff.acts("national", "plan-publisher")) as by:
        _accepted("lamp", by)
        publishing.publish(reading_id=_accepted("buoy", by).pk, by=by)


def _accepted(thing: str, by: Actor) -> ReadingIn:
    about = About(
        plan_slug=f"{thing}s-2026", title=f"{thing}s (invented)", short_title=f"{thing}s",
        publisher="government-of-estmark", nature=Nature.PROMISED, published=date(2026, 1, 15),
    )  # fmt: skip
    words = f"The Government of Estmark should give every harbour a {thing} by December 2030, for £2 million."
    begun = begun_by(by, file_name=f"{thing}s.md", text=f"# {thing}s (invented)\n\n- {words}\n")
    for draft in PlanDraft.objects.filter(reading_in=begun):
        deciding_drafts.accept(draft_id=draft.pk, by=by)
    return beginning.describe(reading_id=begun.pk, about=about, by=by)


def _case_of(actor: Actor) -> Case:
    with acting(actor):
        return next(case for case in _cases_of(actor) if case.person)


def _cases_of(actor: Actor) -> list[Case]:
    """Return the open cases after an overdose of somebody's teams, the oldest first."""
    standing = Case.objects.standing().filter(team_id__in=actor.team_ids, pathway=PATHWAY)
    return list(standing.order_by("opened_at", "id"))
