"""A clock of a pathway: what starts it, what stops it, how long it runs, and who answers when it runs out."""

from enum import StrEnum

from pydantic import Field

from tideturn.packs.schema.frozen import Frozen, HttpsAddress, Kebab, Name
from tideturn.packs.schema.moment import EntryKind, Span, Start


class SourceKind(StrEnum):
    """How much weight a time limit carries."""

    PUBLISHED = "published"
    LOCAL_PRACTICE = "local-practice"
    PRODUCT_DEFAULT = "product-default"


class Source(Frozen):
    """Where something comes from."""

    title: Name
    address: HttpsAddress | None = None
    note: str = ""


class LimitSource(Source):
    """Where a time limit comes from, and whether anybody published it."""

    kind: SourceKind


class Answerer(StrEnum):
    """Who is told when a clock runs out, in the order written."""

    LEAD = "lead"
    TEAM = "team"
    DUTY_LEAD = "duty-lead"
    AGENCY_MANAGER = "agency-manager"
    NATIONAL_QUEUE = "national-queue"


class PauseReason(Frozen):
    """A reason for which a clock may stand still."""

    id: Kebab
    title: Name


class Stops(Frozen):
    """What stops a clock: a stage entered, a move made, or an entry of the journal; closing the case always does."""

    stages: tuple[Kebab, ...] = ()
    moves: tuple[Kebab, ...] = ()
    entries: tuple[EntryKind, ...] = ()


class Clock(Frozen):
    """One promise of time inside a case."""

    id: Kebab
    title: Name
    starts: Start
    stops: Stops
    limit: Span
    warn_before: Span | None = None
    escalate_to: tuple[Answerer, ...] = ()
    may_pause: bool = False
    pause_reasons: tuple[PauseReason, ...] = ()
    asks_contact: bool = False  # does not run while the person refuses contact
    only_in_national_queue: bool = Field(default=False)
    source: LimitSource
