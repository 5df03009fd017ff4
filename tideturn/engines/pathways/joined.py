"""What the journal of a case adds to the case that it was joined into.

Of two cases about one overdose one goes on, with its own team, lead and way along the pathway. From the other it has
what happened: reports, contacts, answers, wishes, referrals, tasks. Who held the other, how far it had come and which
of its clocks stood still is its own, so that a case that was closed never closes the one that goes on.
"""

from dataclasses import replace

from tideturn.engines.pathways.entries import JournalEntry, Kind

OF_ITS_OWN = frozenset(
    {
        Kind.TEAM_CHANGED,
        Kind.LEAD_OFFERED,
        Kind.LEAD_ACCEPTED,
        Kind.LEAD_DECLINED,
        Kind.LEAD_LEFT,
        Kind.CLOCK_PAUSED,
        Kind.CLOCK_RESUMED,
    }
)
OF_THE_TEAM = ("team", "national_queue")


def from_joined(entry: JournalEntry) -> JournalEntry | None:
    """Return an entry of a joined case as the case that goes on reads it, or nothing where it says nothing to it."""
    if entry.kind in OF_ITS_OWN:
        return None
    if entry.kind is Kind.OPENED:
        return replace(entry, data={name: value for name, value in entry.data.items() if name not in OF_THE_TEAM})
    if entry.kind is Kind.MOVED:
        # What was answered on the way counts (a child is a child), where the way led does not.
        return replace(entry, kind=Kind.ANSWERED)
    return entry
