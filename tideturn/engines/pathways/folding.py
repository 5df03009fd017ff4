"""From a journal to the state of the case: a pure fold, the same whatever order the entries came in.

Entries that came twice count once; an entry that was withdrawn does not count; what is left is put in the order in
which it happened, and each entry takes one step. So a late message, a message sent twice, and two cases joined into
one all come to the state they would have come to in good order.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tideturn.engines.pathways import branching, running, steps
from tideturn.engines.pathways.entries import JournalEntry, Kind
from tideturn.engines.pathways.state import SetAside, State
from tideturn.packs.schema.pathway import Pathway

REPORTS = frozenset({Kind.OPENED, Kind.REPORT_JOINED})
# A case that was opened stays opened, and a withdrawal is not withdrawn: write the entry anew instead.
STAYS = frozenset({Kind.OPENED, Kind.WITHDRAWN})


def fold(entries: Iterable[JournalEntry], pathway: Pathway) -> State:
    """Return what these entries come to on this pathway; without an opening entry, a state that was never opened."""
    ordered = in_order(entries)
    state = State(occurred_at=occurred_at(ordered))
    for entry in ordered:
        state = _step(state, entry, pathway)
    return state


def in_order(entries: Iterable[JournalEntry]) -> list[JournalEntry]:
    """Return the entries that count, each once, openings first and then as they happened."""
    once = {entry.id: entry for entry in entries}
    withdrawn = {str(entry.data.get("entry")) for entry in once.values() if entry.kind is Kind.WITHDRAWN}
    counting = [entry for entry in once.values() if entry.kind in STAYS or str(entry.id) not in withdrawn]
    return sorted(counting, key=lambda entry: (entry.kind is not Kind.OPENED, *entry.place))


def occurred_at(entries: Iterable[JournalEntry]) -> datetime | None:
    """Return when the event happened, by the report that tells it earliest."""
    told = [entry.data.get("occurred_at") for entry in entries if entry.kind in REPORTS]
    return min((datetime.fromisoformat(moment) for moment in told if moment), default=None)


def _step(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    try:
        after = steps.STEPS[entry.kind](state, entry, pathway)
    except steps.DoesNotFit as reason:
        aside = SetAside(entry.id, entry.kind.value, entry.at, str(reason))
        return replace(state, set_aside=(*state.set_aside, aside))
    after = replace(after, branches=branching.applying(after, pathway))
    return replace(after, runs=running.after(state, after, entry, pathway))
