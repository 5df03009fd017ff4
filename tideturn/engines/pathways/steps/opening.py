"""A case begins with a report; further reports of the same event only add to it."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from tideturn.engines.pathways.entries import JournalEntry
from tideturn.engines.pathways.state import State
from tideturn.engines.pathways.steps.step import whole
from tideturn.packs.schema.pathway import Pathway

# What weighs more is not undone by a later report: a refusal stands until the person themselves says otherwise.
WEIGHT = ("not_asked", "unable", "no_objection", "given", "refused")


def opened(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Open the case; a second opening, of a case joined with it, adds its report and says nothing of the team."""
    after = report_joined(state, entry, pathway)
    if state.opened_at is None:
        after = replace(after, opened_at=entry.at, stage=pathway.start.id, stage_since=entry.at)
    if "team" not in entry.data:
        return after
    return replace(after, team=str(entry.data["team"]), is_in_national_queue=bool(entry.data.get("national_queue")))


def report_joined(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Add a further report of the same event."""
    return replace(
        state,
        reports=_with_report(state, entry),
        age=whole(entry.data.get("age")) if state.age is None else state.age,
        contact_wish=_weightier(state.contact_wish, entry.data),
        answers=_with_first_answers(state, entry),
        naloxone_given_at=state.naloxone_given_at or (entry.at if entry.data.get("naloxone_given") else None),
    )


def person_named(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Know how old the person is, whom somebody named after the case was opened."""
    return replace(state, age=whole(entry.data.get("age")) if state.age is None else state.age)


def _with_first_answers(state: State, entry: JournalEntry) -> Mapping[str, Any]:
    """Return the answers with those that a report gave at the start; what the team answered since stands over them."""
    return MappingProxyType({**(entry.data.get("answers") or {}), **state.answers})


def _with_report(state: State, entry: JournalEntry) -> tuple[str, ...]:
    report = str(entry.data.get("report", ""))
    return state.reports if not report or report in state.reports else (*state.reports, report)


def _weightier(present: str, data: Mapping[str, Any]) -> str:
    told = str(data.get("contact") or "not_asked")
    return told if told in WEIGHT and WEIGHT.index(told) > WEIGHT.index(present) else present
