"""What one entry of a journal does to a case: a function for each kind, each from a state to the next."""

from collections.abc import Mapping

from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.steps import contact, holding, opening, referrals, stages, tasks
from tideturn.engines.pathways.steps.step import DoesNotFit, Step, unchanged

__all__ = ["STEPS", "DoesNotFit"]

STEPS: Mapping[Kind, Step] = {
    Kind.OPENED: opening.opened,
    Kind.REPORT_JOINED: opening.report_joined,
    Kind.PERSON_NAMED: opening.person_named,
    Kind.TEAM_CHANGED: holding.team_changed,
    Kind.LEAD_OFFERED: holding.lead_offered,
    Kind.LEAD_ACCEPTED: holding.lead_accepted,
    Kind.LEAD_DECLINED: holding.lead_declined,
    Kind.LEAD_LEFT: holding.lead_left,
    Kind.ANSWERED: stages.answered,
    Kind.MOVED: stages.moved,
    Kind.CONTACT_LOGGED: contact.contact_logged,
    Kind.CONTACT_WISH: contact.contact_wish,
    Kind.NALOXONE_GIVEN: contact.naloxone_given,
    Kind.NOTE_ADDED: unchanged,
    Kind.TASK_ADDED: tasks.task_added,
    Kind.TASK_DONE: tasks.task_done,
    Kind.REFERRAL_SENT: referrals.referral_sent,
    **dict.fromkeys(referrals.WAYS, referrals.referral_changed),
    Kind.PROTECTION_REFERRED: unchanged,
    Kind.CLOCK_PAUSED: unchanged,
    Kind.CLOCK_RESUMED: unchanged,
    Kind.CLOCK_WARNED: unchanged,
    Kind.CLOCK_RAISED: unchanged,
    Kind.CASES_JOINED: unchanged,
    Kind.CASES_PARTED: unchanged,
    Kind.WITHDRAWN: unchanged,
}
