"""A case as its page tells it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.pathways import queries
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Entry
from tideturn.engines.pathways.state import State
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.due import Due, dues_of
from tideturn.interfaces.workspace.presenters.journal import HANDLING, OF_REFERRALS, Names, said
from tideturn.interfaces.workspace.presenters.rows import lead_of
from tideturn.interfaces.workspace.presenters.tasks import own_referrals
from tideturn.interfaces.workspace.presenters.times import moment_words
from tideturn.interfaces.workspace.presenters.written import wish_words
from tideturn.interfaces.workspace.reading import Opened
from tideturn.packs.schema.moment import StartKind

# From which page an entry of a kind comes.
PAGE_OF = {
    Kind.CONTACT_LOGGED: "log-contact",
    Kind.NOTE_ADDED: "add-note",
    Kind.NALOXONE_GIVEN: "naloxone-given",
    Kind.CONTACT_WISH: "contact-wish",
}


@dataclass(frozen=True)
class Summary:
    """Where a case stands."""

    reference: str
    service: str
    pathway: str
    pathway_href: str
    stage: str
    stage_words: str
    since: str
    opened: str
    lead: str
    team: str
    offered_to: str
    is_offered_to_me: bool
    wish: str
    is_contact_refused: bool
    closed: tuple[str, ...]
    is_joined: bool
    went_into: str
    first_contact: str
    branches: tuple[tuple[str, str], ...]


def summary_of(found: Opened, state: State, now: datetime) -> Summary:
    """Return where a case stands."""
    case, pathway = found.case, found.pathway
    stage = pathway.stage(case.stage)
    offered_to = case.lead_offered_to
    return Summary(
        reference=case.reference,
        service=case.service_name,
        pathway=pathway.title,
        pathway_href=addresses.of("pathway", pathway_id=pathway.id),
        stage=stage.title,
        stage_words=stage.words,
        since=moment_words(case.stage_since, now),
        opened=moment_words(case.opened_at, now),
        lead=lead_of(case),
        team=case.team.name,
        offered_to=offered_to.shown_name if offered_to and found.sees_handling else "",
        is_offered_to_me=offered_to is not None and offered_to.pk == found.by.user_id,
        wish=wish_words(state.contact_wish),
        is_contact_refused=state.is_contact_refused,
        closed=_closed(found, state, now),
        is_joined=case.joined_into_id is not None,
        went_into=_went_into(found),
        first_contact=moment_words(state.first_contact_at, now) if state.first_contact_at else "",
        branches=tuple((one.title, one.words) for one in pathway.branches if one.id in state.branches),
    )


def _went_into(found: Opened) -> str:
    """Return where the case goes on, for those who may go there too: to the others its id is not said."""
    there = found.case.joined_into_id
    return addresses.of_case(there) if there and queries.seen_of([there]) else ""


def _closed(found: Opened, state: State, now: datetime) -> tuple[str, ...]:
    if state.closed_at is None:
        return ()
    outcome = next((one.words for one in found.pathway.outcomes if one.id == state.outcome), state.outcome)
    reason = next((one.title for one in found.pathway.closure_reasons if one.id == state.reason), state.reason)
    when = _("Closed %(moment)s") % {"moment": moment_words(state.closed_at, now)}
    return tuple(part for part in (when, outcome, reason, state.closing_note) if part)


def clocks_of(found: Opened, now: datetime) -> tuple[Due, ...]:
    """Return what runs in a case; of one that was only shared, what waits for an answer to a referral."""
    running = found.case.clocks_now  # type: ignore[attr-defined]
    if not found.sees_handling:
        ours = {clock.id for clock in found.pathway.clocks if clock.starts.on is StartKind.REFERRAL}
        running = [clock for clock in running if clock.clock in ours]
    return dues_of(running, found.pathway, now)


def told_to(found: Opened, state: State, entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of a journal that the reader may know of: all, or without what the team does among itself."""
    if found.sees_handling:
        return list(entries)
    own = own_referrals(state, found)
    return [entry for entry in entries if _is_told(entry, own, found.by.agency_id)]


def _is_told(entry: Entry, own_referrals: frozenset[str], agency_id: str | None) -> bool:
    if entry.agency == agency_id:
        return True
    if entry.kind in OF_REFERRALS:
        return str(entry.data.get("referral", entry.id)) in own_referrals
    return entry.kind not in HANDLING


@dataclass(frozen=True)
class Tool:
    """A page from which something is written into a case."""

    href: str
    label: str


def tools_of(found: Opened) -> tuple[Tool, ...]:
    """Return what may be written into a case from its page, into a closed one only a note; logging stands above it."""
    labels = {"add-note": _("Add a note")}
    if found.case.closed_at is None:
        labels |= {"naloxone-given": _("Naloxone given"), "contact-wish": _("What they wish about contact")}
    return tuple(Tool(addresses.of_case(found.case.id, page), label) for page, label in labels.items())


def contact_address(found: Opened) -> str:
    """Return where a contact is logged."""
    return addresses.of_case(found.case.id, "log-contact")


def may_write(found: Opened) -> bool:
    """Return whether the reader may write in a case that goes on."""
    return has_permission(found.by, Permission.CASES_WRITE) and found.case.joined_into_id is None


@dataclass(frozen=True)
class Saved:
    """What was just saved, and the form whose draft is no longer needed."""

    words: str
    draft: str


def saved_of(asked: str, entries: Iterable[Entry], found: Opened, names: Names) -> Saved | None:
    """Return what the reader just saved, by the id that the form's answer led to."""
    mine = (entry for entry in entries if str(entry.id) == asked and entry.by_id == found.by.user_id)
    entry = next(mine, None)
    if entry is None or entry.kind not in PAGE_OF:
        return None
    title, _lines = said(Kind(entry.kind), entry.data, found.pathway, names)
    at = timezone.localtime(entry.at)
    return Saved(f"{title}, {at:%H:%M}", addresses.of_case(found.case.id, PAGE_OF[Kind(entry.kind)]))
