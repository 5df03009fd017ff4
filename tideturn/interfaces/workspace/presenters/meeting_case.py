"""One case of a meeting, as the people around the table look at it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tideturn.engines.pathways import rules
from tideturn.engines.pathways.models import AgendaItem, Entry, Report
from tideturn.engines.pathways.relations import relations_of
from tideturn.engines.pathways.state import State
from tideturn.engines.people.record.queries import Identity
from tideturn.foundations.sharing.models import Wish
from tideturn.foundations.sharing.words import Stance
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.meetings import Met
from tideturn.interfaces.workspace.presenters.due import Due, dues_of
from tideturn.interfaces.workspace.presenters.meeting import why_words
from tideturn.interfaces.workspace.presenters.rows import lead_of, name_of
from tideturn.interfaces.workspace.presenters.times import moment_words
from tideturn.packs.schema.question import Question

CONTACTS_AT_MOST = 5


@dataclass(frozen=True)
class Said:
    """Something with the moment and the one who said it."""

    when: str
    who: str
    words: str
    is_task: bool = False


@dataclass(frozen=True)
class Decision:
    """A step that the meeting may decide on; without an address it cannot be taken now, and `why_not` says why."""

    title: str
    words: str
    href: str
    why_not: str


@dataclass(frozen=True)
class CaseShown:
    """One case of a meeting."""

    name: str
    reference: str
    href: str
    why: str
    stage: str
    stage_words: str
    lead: str
    dues: tuple[Due, ...]
    reports: tuple[Said, ...]
    answers: tuple[tuple[str, str], ...]
    contacts: tuple[Said, ...]
    minutes: tuple[Said, ...]
    decisions: tuple[Decision, ...]
    is_contact_refused: bool
    is_discussed: bool
    kept_from: str


@dataclass(frozen=True)
class Told:
    """Everything that was read to show a case."""

    item: AgendaItem
    state: State
    identity: Identity | None
    reports: Sequence[Report]
    minutes: Sequence[Entry]
    wishes: Sequence[Wish]
    agencies: Mapping[str, str]


def shown(found: Met, told: Told, now: datetime) -> CaseShown:
    """Return a case as the meeting looks at it."""
    case, pathway = told.item.case, found.pathway
    stage = pathway.stage(case.stage)
    return CaseShown(
        name=name_of(told.identity),
        reference=case.reference,
        href=addresses.of_case(case.id),
        why=why_words(told.item.why),
        stage=stage.title,
        stage_words=stage.words,
        lead=lead_of(case),
        dues=dues_of(case.clocks_now, pathway, now),  # type: ignore[attr-defined]
        reports=tuple(_report(report, told, now) for report in told.reports),
        answers=tuple(_answers(pathway.questions, told.state)),
        contacts=_contacts(found, told.state, now),
        minutes=tuple(_minute(entry, told, now) for entry in told.minutes),
        decisions=_decisions(found, told),
        is_contact_refused=case.is_contact_refused,
        is_discussed=told.item.discussed_at is not None,
        kept_from=_kept_from(told.wishes, pathway.purpose) if found.is_ours else "",
    )


def _report(report: Report, told: Told, now: datetime) -> Said:
    naloxone: dict[bool | None, str] = {True: _("Naloxone was given"), False: _("Naloxone was not given")}
    parts = (
        report.place,
        _("Taken to %(where)s") % {"where": report.conveyed_to} if report.conveyed_to else "",
        _("Suspected: %(what)s") % {"what": ", ".join(report.substances)} if report.substances else "",
        naloxone.get(report.naloxone_given, ""),
        report.notes,
    )
    words = ". ".join(part.strip().rstrip(".") for part in parts if part.strip())
    return Said(moment_words(report.occurred_at, now), told.agencies.get(report.agency, report.agency), words)


def _answers(questions: Iterable[Question], state: State) -> Iterable[tuple[str, str]]:
    for question in questions:
        answer = state.answers.get(question.id)
        if not rules.is_unanswered(answer):
            given = answer if isinstance(answer, list) else [answer]
            titles = {choice.id: choice.title for choice in question.choices}
            titles = titles or {"yes": _("Yes"), "no": _("No")}
            yield question.label, ", ".join(titles.get(str(one), str(one)) for one in given)


def _contacts(found: Met, state: State, now: datetime) -> tuple[Said, ...]:
    channels = {channel.id: channel.title for channel in found.pathway.contact.channels}
    results = {result.id: result.title for result in found.pathway.contact.results}
    latest = state.contacts[::-1][:CONTACTS_AT_MOST]
    return tuple(
        Said(
            moment_words(contact.at, now),
            channels.get(contact.channel, contact.channel),
            " – ".join(filter(None, (results.get(contact.result, contact.result), contact.note))),
        )
        for contact in latest
    )


def _minute(entry: Entry, told: Told, now: datetime) -> Said:
    agency = told.agencies.get(entry.agency, entry.agency)
    who = f"{entry.by_name}, {agency}" if agency else entry.by_name
    words = str(entry.data.get("text") or entry.data.get("title") or "")
    return Said(moment_words(entry.recorded_at, now), who, words, entry.kind == "task-added")


def _decisions(found: Met, told: Told) -> tuple[Decision, ...]:
    relations = relations_of(found.by, told.item.case)
    if not relations:
        return ()
    moves = rules.next_moves(told.state, found.pathway, relations)
    in_order = sorted(moves, key=lambda move: not move.is_allowed)
    page = addresses.of_case(told.item.case_id) or f"/workspace/cases/{told.item.case_id}/"
    return tuple(
        Decision(
            one.move.title,
            found.pathway.stage(one.move.to).words,
            f"{page}moves/{one.move.id}/" if one.is_allowed else "",
            one.why_not,
        )
        for one in in_order
    )


def _kept_from(wishes: Iterable[Wish], purpose: str) -> str:
    """Return from whom a case is kept because the person objects, in words."""
    objects = [wish for wish in wishes if wish.stance == Stance.OBJECTS and wish.purpose in ("", purpose)]
    if any(wish.recipient_id is None for wish in objects):
        return _("The person objects to this being shared: no other agency sees it.")
    names = ", ".join(sorted({wish.recipient.name for wish in objects if wish.recipient}))
    words = _("The person objects to this being shared with: %(names)s. They do not see it.")
    return words % {"names": names} if names else ""
