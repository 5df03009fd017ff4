"""The journal of a case in words: what happened, when, by whom of which agency."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Entry
from tideturn.interfaces.workspace.presenters.answers import answer_lines
from tideturn.interfaces.workspace.presenters.due import title_of
from tideturn.interfaces.workspace.presenters.times import moment_words
from tideturn.interfaces.workspace.presenters.written import wish_words
from tideturn.packs.schema.pathway import Pathway

# What the team does among itself about a case; those with whom only a part was shared do not read it.
HANDLING = frozenset(
    {
        Kind.TEAM_CHANGED, Kind.LEAD_OFFERED, Kind.LEAD_ACCEPTED, Kind.LEAD_DECLINED, Kind.LEAD_LEFT,
        Kind.TASK_ADDED, Kind.TASK_DONE, Kind.CLOCK_PAUSED, Kind.CLOCK_RESUMED, Kind.CLOCK_WARNED, Kind.CLOCK_RAISED,
        Kind.CASES_JOINED, Kind.CASES_PARTED, Kind.PROTECTION_REFERRED,
    }
)  # fmt: skip
OF_REFERRALS = frozenset(kind for kind in Kind if kind.value.startswith("referral-"))


@dataclass(frozen=True)
class Names:
    """The names that a journal refers to by number: users, agencies and teams."""

    users: Mapping[int, str]
    agencies: Mapping[str, str]
    teams: Mapping[str, str]


@dataclass(frozen=True)
class JournalRow:
    """One entry as a page tells it."""

    id: UUID
    title: str
    lines: tuple[str, ...]
    at: datetime
    when: str
    recorded: str
    who: str
    is_withdrawn: bool
    is_by_product: bool


@dataclass(frozen=True)
class Part:
    """The entries of one page, and the ids of those that the whole journal withdraws."""

    entries: Sequence[Entry]
    withdrawn: frozenset[str]

    @classmethod
    def of(cls, journal: Sequence[Entry], first: int, last: int) -> "Part":
        """Return part of a journal; what withdraws an entry may stand on a page before it."""
        withdrawn = frozenset(str(entry.data.get("entry")) for entry in journal if entry.kind == Kind.WITHDRAWN)
        return cls(journal[first:last], withdrawn)


def rows_of(part: Part, pathway: Pathway, names: Names, now: datetime) -> tuple[JournalRow, ...]:
    """Return entries in words, in their order."""
    return tuple(_row(entry, pathway, names, now, str(entry.id) in part.withdrawn) for entry in part.entries)


def _row(entry: Entry, pathway: Pathway, names: Names, now: datetime, is_withdrawn: bool) -> JournalRow:
    title, lines = said(Kind(entry.kind), entry.data, pathway, names)
    late = moment_words(entry.recorded_at, now) if (entry.recorded_at - entry.at).total_seconds() >= 60 else ""
    return JournalRow(
        id=entry.id,
        title=title,
        lines=tuple(line for line in lines if line),
        at=entry.at,
        when=moment_words(entry.at, now),
        recorded=_("written down %(moment)s") % {"moment": late} if late else "",
        who=who_of(entry, names),
        is_withdrawn=is_withdrawn,
        is_by_product=not entry.agency,
    )


def who_of(entry: Entry, names: Names) -> str:
    """Return who wrote an entry, and for which agency; the product itself where nobody did."""
    if not entry.agency:
        return _("By rule, by the product")
    agency = names.agencies.get(entry.agency, entry.agency)
    return f"{entry.by_name}, {agency}" if entry.by_name and entry.by_id else agency


Said = tuple[str, Iterable[str]]
Teller = Callable[[Mapping[str, Any], Pathway, Names], Said]


def said(kind: Kind, data: Mapping[str, Any], pathway: Pathway, names: Names) -> Said:
    """Return an entry's title and what else it says."""
    teller = TELLERS.get(kind)
    return teller(data, pathway, names) if teller else (_(PLAIN[kind]), (_text(data),))


def _text(data: Mapping[str, Any]) -> str:
    parts = (data.get(name) for name in ("text", "note", "reason", "why"))
    return "\n".join(str(part) for part in parts if part)


def _contact(data: Mapping[str, Any], pathway: Pathway, names: Names) -> Said:
    channel = _title(pathway.contact.channels, data.get("channel"))
    result = _title(pathway.contact.results, data.get("result"))
    return f"{channel}: {result}", (_text(data),)


def _moved(data: Mapping[str, Any], pathway: Pathway, names: Names) -> Said:
    move = next((move for move in pathway.moves if move.id == data.get("move")), None)
    if move is None:
        return str(data.get("move", "")), (_text(data),)
    stage = _("Now: %(stage)s") % {"stage": pathway.stage(move.to).title}
    ended = (_title(pathway.outcomes, data.get("outcome")), _title(pathway.closure_reasons, data.get("reason")))
    return move.title, (stage, *ended, *answer_lines(data.get("answers", {}), pathway), str(data.get("note", "")))


def _answered(data: Mapping[str, Any], pathway: Pathway, names: Names) -> Said:
    return _("Questions answered"), answer_lines(data.get("answers", {}), pathway)


def _wish(data: Mapping[str, Any], pathway: Pathway, names: Names) -> Said:
    return wish_words(str(data.get("wish", ""))), (_text(data),)


def _offered(data: Mapping[str, Any], pathway: Pathway, names: Names) -> Said:
    number = data.get("to")
    name = names.users.get(number, "") if isinstance(number, int) else ""
    return _("Asked to become the lead: %(name)s") % {"name": name or _("a colleague")}, (_text(data),)


def _team(data: Mapping[str, Any], pathway: Pathway, names: Names) -> Said:
    team = names.teams.get(str(data.get("team")), _("another team"))
    return _("Handed to %(team)s") % {"team": team}, (_text(data),)


def _task(data: Mapping[str, Any], pathway: Pathway, names: Names) -> Said:
    return _("To do: %(title)s") % {"title": data.get("title", "")}, ()


def _referral(data: Mapping[str, Any], pathway: Pathway, names: Names) -> Said:
    team = names.teams.get(str(data.get("to_team")), _("another team"))
    return _("Referred to %(team)s") % {"team": team}, (_text(data),)


def _clock(words: str) -> Teller:
    def tell(data: Mapping[str, Any], pathway: Pathway, names: Names) -> Said:
        clock = title_of(str(data.get("clock", "")), pathway)
        reasons = next((one.pause_reasons for one in pathway.clocks if one.id == data.get("clock")), ())
        return _(words) % {"clock": clock}, (_title(reasons, data.get("reason")),)

    return tell


def _title(known: Iterable[Any], asked: Any) -> str:
    """Return the title of one of the pathway's words; what it does not know is shown as it was written."""
    return next((one.title for one in known if one.id == asked), str(asked or ""))


TELLERS: Mapping[Kind, Teller] = {
    Kind.CONTACT_LOGGED: _contact,
    Kind.MOVED: _moved,
    Kind.ANSWERED: _answered,
    Kind.CONTACT_WISH: _wish,
    Kind.LEAD_OFFERED: _offered,
    Kind.TEAM_CHANGED: _team,
    Kind.TASK_ADDED: _task,
    Kind.REFERRAL_SENT: _referral,
    Kind.CLOCK_PAUSED: _clock("Paused: %(clock)s"),
    Kind.CLOCK_RESUMED: _clock("Goes on: %(clock)s"),
    Kind.CLOCK_WARNED: _clock("Soon due: %(clock)s"),
    Kind.CLOCK_RAISED: _clock("Time ran out: %(clock)s"),
}
PLAIN: Mapping[Kind, str] = {
    Kind.OPENED: "A report opened the case",
    Kind.REPORT_JOINED: "Another report of the same event",
    Kind.PERSON_NAMED: "It was said who the person is",
    Kind.LEAD_ACCEPTED: "Became the lead",
    Kind.LEAD_DECLINED: "Did not become the lead",
    Kind.LEAD_LEFT: "Is no longer the lead; the duty lead has the case",
    Kind.NALOXONE_GIVEN: "Naloxone given",
    Kind.NOTE_ADDED: "Note",
    Kind.TASK_DONE: "A task was done",
    Kind.REFERRAL_SEEN: "The referral was seen",
    Kind.REFERRAL_ACCEPTED: "The referral was accepted",
    Kind.REFERRAL_DECLINED: "The referral was declined",
    Kind.REFERRAL_DONE: "What was referred was done",
    Kind.REFERRAL_REVOKED: "The referral was taken back",
    Kind.PROTECTION_REFERRED: "Protection was told",
    Kind.CASES_JOINED: "Joined with another case",
    Kind.CASES_PARTED: "Parted from another case",
    Kind.WITHDRAWN: "An entry was withdrawn",
}
