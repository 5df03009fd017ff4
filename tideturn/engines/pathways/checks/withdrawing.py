"""Which entries may be withdrawn, and by whom: by the one who wrote them, or by the duty lead."""

from tideturn.engines.pathways import rules
from tideturn.engines.pathways.checks.check import Asked
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.engines.pathways.models import Entry

# What others were told or were given by an entry is not untold by withdrawing it: that has a way of its own.
WITHDRAWABLE = frozenset(
    {
        Kind.PERSON_NAMED,
        Kind.ANSWERED,
        Kind.MOVED,
        Kind.CONTACT_LOGGED,
        Kind.CONTACT_WISH,
        Kind.NALOXONE_GIVEN,
        Kind.NOTE_ADDED,
        Kind.TASK_ADDED,
        Kind.TASK_DONE,
        Kind.PROTECTION_REFERRED,
        Kind.CLOCK_PAUSED,
        Kind.CLOCK_RESUMED,
    }
)


def withdrawn(asked: Asked) -> None:
    """Refuse to withdraw what is not there, is another's, or is undone in another way."""
    ids = [asked.case.id, *asked.case.joined.values_list("id", flat=True)]
    entry = Entry.objects.filter(id=asked.data["entry"], case_id__in=ids).first()
    if entry is None:
        raise NotAllowedNow("There is no such entry in the case.")
    if Kind(entry.kind) not in WITHDRAWABLE:
        raise NotAllowedNow(
            "This is not withdrawn: revoke a referral, take back an offer, hand the case over, or part the cases."
        )
    is_own = entry.by_id is not None and entry.by_id == asked.by.user_id
    if not is_own and rules.DUTY_LEAD not in asked.relations:
        raise NotAllowedNow("Only the one who wrote this, or the duty lead, can withdraw it.")
    if Entry.objects.filter(case_id__in=ids, kind=Kind.WITHDRAWN, data__entry=str(entry.id)).exists():
        raise NotAllowedNow("This was withdrawn already.")
