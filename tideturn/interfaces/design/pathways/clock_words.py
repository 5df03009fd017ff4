"""A clock in words: how long it runs from what, what stops it, who is told, and where the limit comes from."""

from collections.abc import Iterable, Iterator

from tideturn.packs.schema.clock import Answerer, Clock, SourceKind
from tideturn.packs.schema.moment import EntryKind, StartKind
from tideturn.packs.schema.pathway import Pathway

TOLD = {
    Answerer.LEAD: "the lead",
    Answerer.TEAM: "the team",
    Answerer.DUTY_LEAD: "the duty lead",
    Answerer.AGENCY_MANAGER: "the agency's manager",
    Answerer.NATIONAL_QUEUE: "the national queue",
}
ENTRIES = {
    EntryKind.CONTACT_LOGGED: "a try to reach the person is written down",
    EntryKind.CONTACT_MADE: "the person is reached",
    EntryKind.REFERRAL_ACCEPTED: "a referral is accepted",
    EntryKind.LEAD_ACCEPTED: "a lead accepts",
    EntryKind.TEAM_CHANGED: "the case comes to another team",
    EntryKind.NALOXONE_GIVEN: "naloxone is given",
    EntryKind.PROTECTION_REFERRED: "the referral to protection is sent",
}
SOURCES = {
    SourceKind.PUBLISHED: "published",
    SourceKind.LOCAL_PRACTICE: "the practice of some areas",
    SourceKind.PRODUCT_DEFAULT: "a default, which nobody has published",
}


def clock_words(pathway: Pathway, clock: Clock) -> tuple[str, ...]:
    """Return what is said of a clock: first its name and limit, then the rest, one sentence each."""
    return (
        f"Clock “{clock.title}”: {clock.limit.words} from when {_start(pathway, clock)}",
        f"It stops when {joined(_stops(pathway, clock), 'or')}, or when the case is closed.",
        f"Told when it runs out: {', then '.join(TOLD[who] for who in clock.escalate_to)}.",
        *([f"A warning is given {clock.warn_before.words} before."] if clock.warn_before else []),
        *([f"It may stand still because: {_reasons(clock)}."] if clock.may_pause else []),
        *(["It runs only where a case waits in the national queue."] if clock.only_in_national_queue else []),
        *(["It does not run while the person refuses contact."] if clock.asks_contact else []),
        _source(clock),
    )


def joined(parts: Iterable[str], word: str) -> str:
    """Return parts as people list them: commas, and a word before the last."""
    *first, last = parts
    return f"{', '.join(first)} {word} {last}" if first else last


def _start(pathway: Pathway, clock: Clock) -> str:
    named = clock.starts.id
    if clock.starts.on is StartKind.OPENED or named is None:
        return {
            StartKind.CONTACT: "a try to reach the person is written down",
            StartKind.REFERRAL: "a referral is sent",
        }.get(clock.starts.on, "the report is received")
    titles = {
        StartKind.STAGE: {stage.id: f"“{stage.title}” is entered" for stage in pathway.stages},
        StartKind.MOVE: {move.id: f"“{move.title}” is done" for move in pathway.moves},
        StartKind.CONTACT: {one.id: f"the result of contact is “{one.title}”" for one in pathway.contact.results},
        StartKind.REFERRAL: {named: f"a referral to {named.replace('-', ' ')} is sent"},
        StartKind.BRANCH: {branch.id: f"“{branch.title}” is known to hold" for branch in pathway.branches},
    }
    return titles[clock.starts.on][named]


def _stops(pathway: Pathway, clock: Clock) -> Iterator[str]:
    for stage in clock.stops.stages:
        yield f"“{pathway.stage(stage).title}” is entered"
    for move in clock.stops.moves:
        yield f"“{pathway.move(move).title}” is done"
    for entry in clock.stops.entries:
        yield ENTRIES[entry]


def _reasons(clock: Clock) -> str:
    return "; ".join(reason.title for reason in clock.pause_reasons)


def _source(clock: Clock) -> str:
    note = f" {clock.source.note}" if clock.source.note else ""
    address = f" ({clock.source.address})" if clock.source.address else ""
    return f"The limit is {SOURCES[clock.source.kind]}: {clock.source.title}{address}.{note}"
