"""Every table of the register that is given away, with the meaning of each column.

The wording of the documents is in none of them: it is their publishers', and is quoted on the pages with its place.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from tideturn.engines.plans import queries
from tideturn.engines.plans.former import OF_ITSELF, then
from tideturn.engines.plans.models import (
    Acceptance,
    AreaDelivery,
    Commitment,
    Condition,
    Correction,
    Document,
    DueDateRevision,
    Evidence,
    Link,
    Money,
    Organisation,
    Party,
    Plan,
    Position,
    Verdict,
)
from tideturn.engines.plans.tables.shape import Column, Kind, Reference, Table
from tideturn.engines.plans.words import Role, State

Found = Callable[[date, str | None], "QuerySet[Any]"]
OF_A_COMMITMENT = (
    Column("plan", Kind.TEXT, "The id of the plan.", "commitment__plan_id", True),
    Column("commitment", Kind.TEXT, "The id of the commitment within its plan.", "commitment__local_id", True),
)
ORIGIN = "pack: the country's pack; document: a document that was read; staff: said here by the body itself."
BORNE_OUT = ("position", "verdict", "area_delivery")
TO_ITS_COMMITMENT = Reference(("plan", "commitment"), "commitments")


def table(name: str) -> Table | None:
    """Return a table by its name, or nothing."""
    return next((one for one in TABLES if one.name == name), None)


def _plans(on: date, plan_id: str | None) -> "QuerySet[Any]":
    ended = Q(state_since__lte=on)
    found: QuerySet[Any] = Plan.objects.filter(published__lte=on).annotate(
        state_then=Case(When(ended, then=F("state")), default=Value(State.CURRENT)),
        state_since_then=Case(When(ended, then=F("state_since"))),
    )
    return found if plan_id is None else found.filter(pk=plan_id)


def _commitments(on: date, plan_id: str | None) -> "QuerySet[Any]":
    owners = Party.ever.standing(on).filter(commitment=OuterRef("pk"), role=Role.OWNER).order_by("order")
    stood = {f"{column}_then": then(column, on) for column in OF_ITSELF}
    found: QuerySet[Any] = Commitment.objects.as_of(on).annotate(
        owner_names=ArraySubquery(owners.values("organisation__name")), **stood
    )
    return found if plan_id is None else found.filter(plan=plan_id)


def _hanging(model: Any, day: str = "", **more: Any) -> Found:
    """Return the rows that hang on commitments: of plans published by the day, and said by it where they are dated."""

    def found(on: date, plan_id: str | None) -> "QuerySet[Any]":
        rows: QuerySet[Any] = model.objects.filter(commitment__plan__published__lte=on, **more)
        if day:
            rows = rows.filter(Q(**{f"{day}__lte": on}) | Q(**{f"{day}__isnull": True}))
        return rows if plan_id is None else rows.filter(commitment__plan=plan_id)

    return found


def _evidence(on: date, plan_id: str | None) -> "QuerySet[Any]":
    """Return what bears out positions, verdicts and areas' positions, with the plan, commitment and day of each."""
    of = {
        "of_plan": "commitment__plan_id", "of_commitment": "commitment__local_id", "said_on": "stated_on",
        "came_out": "commitment__plan__published",
    }  # fmt: skip
    named = {name: Coalesce(*(f"{what}__{path}" for what in BORNE_OUT)) for name, path in of.items()}
    what = Case(*(When(**{f"{one}__isnull": False}, then=Value(one)) for one in BORNE_OUT), output_field=CharField())
    every: QuerySet[Any] = Evidence.objects.annotate(**named, bears_out=what)
    rows = every.filter(said_on__lte=on, came_out__lte=on)
    return rows if plan_id is None else rows.filter(of_plan=plan_id)


def _organisations(on: date, plan_id: str | None) -> "QuerySet[Any]":
    if plan_id is None:
        return queries.known_by(on)
    named = Party.ever.standing(on).filter(commitment__plan=plan_id)
    return Organisation.objects.filter(pk__in=named.values("organisation"))


def _parties(on: date, plan_id: str | None) -> "QuerySet[Any]":
    found = Party.ever.standing(on)
    return found if plan_id is None else found.filter(commitment__plan=plan_id)


def _documents(on: date, plan_id: str | None) -> "QuerySet[Any]":
    found = Document.objects.filter(Q(published__lte=on) | Q(published__isnull=True))
    return found if plan_id is None else found.filter(plan=plan_id)


def _links(on: date, plan_id: str | None) -> "QuerySet[Any]":
    found = Link.objects.standing(on)
    return found if plan_id is None else found.filter(Q(later__plan=plan_id) | Q(earlier__plan=plan_id))


TABLES = (
    Table(
        "plans",
        "Plans",
        (
            Column("plan", Kind.TEXT, "The id of the plan, which is for ever.", "id", True),
            Column("title", Kind.TEXT, "Its whole title.", "title", True),
            Column("short_title", Kind.TEXT, "What its pages call it.", "short_title", True),
            Column("publisher", Kind.TEXT, "The id of who published it.", "publisher_id", True),
            Column("nature", Kind.TEXT, "Whether its words ask, promise or answer.", "nature", True),
            Column("state", Kind.TEXT, "current, closed or superseded, on the day.", "state_then", True),
            Column("state_since", Kind.DAY, "When it ended.", "state_since_then"),
            Column("published", Kind.DAY, "When it was published.", "published", True),
            Column("published_precision", Kind.TEXT, "How exactly that is known.", "published_precision", True),
            Column("position_as_at", Kind.DAY, "The day to which its documents speak.", "position_as_at", True),
        ),
        _plans,
        key=("plan",),
    ),
    Table(
        "commitments",
        "What was asked or promised, as it stood on the day",
        (
            Column("plan", Kind.TEXT, "The id of the plan.", "plan_id", True),
            Column("commitment", Kind.TEXT, "Its id within the plan, which is for ever.", "local_id", True),
            Column("kind", Kind.TEXT, "What the document calls it.", "kind", True),
            Column("number", Kind.TEXT, "The number printed beside it.", "number"),
            Column("parent", Kind.TEXT, "The id of the commitment that it is part of.", "parent__local_id"),
            Column("section", Kind.TEXT, "The heading that it stands under.", "section__title"),
            Column("title", Kind.TEXT, "Our own short title.", "title_then", True),
            Column("owners", Kind.TEXT, "Who answers for it, by name; several apart by semicolons.", "owner_names"),
            Column("start", Kind.DAY, "From when it is meant.", "start_date_then"),
            Column("first_due", Kind.DAY, "The date first given, which is never lost.", "due_date_then"),
            Column("due", Kind.DAY, "The date in force on the day; the last day is in time.", "current_due_date"),
            Column("is_open_ended", Kind.FLAG, "Whether it has no last day by its own words.", "is_open_ended_then"),
            Column("due_reasoning", Kind.TEXT, "Why we say that it is due then.", "due_reasoning_then"),
            Column("condition", Kind.TEXT, "What must hold before it applies.", "current_condition"),
            Column("is_for_every_area", Kind.FLAG, "Whether every area must do it.", "is_for_every_area"),
            Column("has_measure", Kind.FLAG, "Whether one could tell that it was done.", "has_measure"),
            Column("answer", Kind.TEXT, "What those who were asked answered.", "acceptance_value", True),
            Column("status", Kind.TEXT, "How far, as reported; empty: no status is held.", "status_value"),
            Column("status_as_at", Kind.DAY, "Of which day the status is.", "status_as_at"),
            Column("verdict", Kind.TEXT, "What others found; empty: not independently checked.", "verdict_value"),
            Column("last_heard", Kind.DAY, "When the documents held last speak of it; empty: silent.", "last_heard_on"),
            Column("timing", Kind.TEXT, "How it stands against its date on the day.", "timing", True),
        ),
        _commitments,
        key=("plan", "commitment"),
        references=(Reference(("plan",), "plans"),),
    ),
    Table(
        "parties",
        "Who asked, who is asked, who answers",
        (
            *OF_A_COMMITMENT,
            Column("role", Kind.TEXT, "made_by, asked_of, owner or other.", "role", True),
            Column("organisation", Kind.TEXT, "The id of the organisation.", "organisation_id", True),
        ),
        _parties,
        key=("plan", "commitment", "role", "organisation"),
        references=(TO_ITS_COMMITMENT, Reference(("organisation",), "organisations")),
    ),
    Table(
        "organisations",
        "Bodies, classes of bodies and posts",
        (
            Column("organisation", Kind.TEXT, "Its id, which is for ever.", "id", True),
            Column("name", Kind.TEXT, "Its name.", "name", True),
            Column("kind", Kind.TEXT, "What it is.", "kind", True),
            Column("is_generic", Kind.FLAG, "Whether it is a class of bodies.", "is_generic", True),
            Column("is_proposed", Kind.FLAG, "Whether it does not exist yet.", "is_proposed", True),
            Column("exists_from", Kind.DAY, "When it began.", "exists_from"),
            Column("exists_until", Kind.DAY, "When it ended.", "exists_until"),
            Column("website", Kind.TEXT, "Its address on the web.", "address"),
        ),
        _organisations,
        key=("organisation",),
    ),
    Table(
        "answers",
        "What those who were asked answered",
        (
            *OF_A_COMMITMENT,
            Column("value", Kind.TEXT, "The answer.", "value", True),
            Column("by", Kind.TEXT, "The id of who answered.", "by_id"),
            Column("stated_on", Kind.DAY, "When.", "stated_on"),
            Column("document", Kind.TEXT, "The id of the document it stands in.", "document_id"),
            Column("basis", Kind.TEXT, "Whether the source says so, or it is our reading.", "basis", True),
            Column("reason", Kind.TEXT, "What was said, in our words.", "reason"),
            Column("origin", Kind.TEXT, ORIGIN, "origin", True),
        ),
        _hanging(Acceptance, "stated_on"),
        references=(TO_ITS_COMMITMENT,),
    ),
    Table(
        "positions",
        "How far it is, as reported",
        (
            *OF_A_COMMITMENT,
            Column("status", Kind.TEXT, "The status; empty: a note without one.", "status"),
            Column("stated_on", Kind.DAY, "When.", "stated_on", True),
            Column("by", Kind.TEXT, "The id of who reported it.", "by_id"),
            Column("note", Kind.TEXT, "What was reported, in our words.", "note"),
            Column("source", Kind.TEXT, "Where it stands.", "source", True),
            Column("address", Kind.TEXT, "The source's address on the web.", "address"),
            Column("origin", Kind.TEXT, ORIGIN, "origin", True),
        ),
        _hanging(Position, "stated_on"),
        references=(TO_ITS_COMMITMENT,),
    ),
    Table(
        "evidence",
        "What bears out positions and verdicts",
        (
            Column("plan", Kind.TEXT, "The id of the plan.", "of_plan", True),
            Column("commitment", Kind.TEXT, "The id of the commitment.", "of_commitment", True),
            Column("stated_on", Kind.DAY, "The day of what it bears out.", "said_on", True),
            Column("title", Kind.TEXT, "What it is.", "title", True),
            Column("address", Kind.TEXT, "Its address on the web.", "address"),
            Column("dated", Kind.DAY, "Of which day it is.", "dated"),
            Column("file", Kind.TEXT, "The name of a file that is kept here.", "file_name"),
            Column("sha256", Kind.TEXT, "The digest of that file.", "sha256"),
            Column("bears_out", Kind.TEXT, "position, verdict or area_delivery.", "bears_out", True),
        ),
        _evidence,
        references=(TO_ITS_COMMITMENT,),
    ),
    Table(
        "verdicts",
        "What others than the owner found",
        (
            *OF_A_COMMITMENT,
            Column("value", Kind.TEXT, "The verdict.", "value", True),
            Column("author", Kind.TEXT, "Who signed it.", "author", True),
            Column("organisation", Kind.TEXT, "The id of their organisation.", "organisation_id", True),
            Column("stated_on", Kind.DAY, "When.", "stated_on", True),
            Column("reason", Kind.TEXT, "Why.", "reason", True),
            Column("origin", Kind.TEXT, ORIGIN, "origin", True),
        ),
        _hanging(Verdict, "stated_on"),
        references=(TO_ITS_COMMITMENT,),
    ),
    Table(
        "conditions",
        "Conditions that owners named later",
        (
            *OF_A_COMMITMENT,
            Column("words", Kind.TEXT, "What must hold; empty: nothing any more.", "words"),
            Column("stated_on", Kind.DAY, "When.", "stated_on", True),
            Column("by", Kind.TEXT, "The id of who said so.", "by_id", True),
            Column("source", Kind.TEXT, "Where it stands.", "source", True),
            Column("origin", Kind.TEXT, ORIGIN, "origin", True),
        ),
        _hanging(Condition, "stated_on"),
        references=(TO_ITS_COMMITMENT,),
    ),
    Table(
        "later-dates",
        "Dates that were given in place of earlier ones",
        (
            *OF_A_COMMITMENT,
            Column("due", Kind.DAY, "The later date.", "due_date", True),
            Column("decided_on", Kind.DAY, "When it was decided.", "decided_on", True),
            Column("by", Kind.TEXT, "The id of who decided it.", "by_id", True),
            Column("reason", Kind.TEXT, "Why.", "reason", True),
            Column("source", Kind.TEXT, "Where that stands.", "source", True),
            Column("origin", Kind.TEXT, ORIGIN, "origin", True),
        ),
        _hanging(DueDateRevision, "decided_on"),
        references=(TO_ITS_COMMITMENT,),
    ),
    Table(
        "corrections",
        "Slips that were mended in plans that staff published",
        (
            *OF_A_COMMITMENT,
            Column(
                "corrected_on", Kind.DAY, "From which day on the commitment says what is right.", "corrected_on", True
            ),
            Column("fields", Kind.TEXT, "What was wrong; several apart by semicolons.", "fields", True),
            Column("reason", Kind.TEXT, "Why.", "reason", True),
            Column("title_before", Kind.TEXT, "The title until then.", "title", True),
            Column("start_before", Kind.DAY, "From when it was meant, until then.", "start_date"),
            Column("first_due_before", Kind.DAY, "The date first given, until then.", "due_date"),
        ),
        _hanging(Correction, "corrected_on"),
        references=(TO_ITS_COMMITMENT,),
    ),
    Table(
        "money",
        "Sums of money as printed",
        (
            *OF_A_COMMITMENT,
            Column("sum", Kind.TEXT, "The id of the sum within its commitment.", "key", True),
            Column("as_written", Kind.TEXT, "The sum as it is printed.", "as_written", True),
            Column("amount", Kind.NUMBER, "The sum in whole units of its currency.", "amount", True),
            Column("currency", Kind.TEXT, "The currency, by its three letters.", "currency", True),
            Column("per", Kind.TEXT, "year: a sum for each year; empty: a sum in all.", "per"),
            Column("bound", Kind.TEXT, "up_to, over, around, at_least; empty: as stated.", "bound"),
            Column("part_of", Kind.TEXT, "The sum beside it that counts this one already.", "part_of__key"),
            Column("not_added", Kind.TEXT, "Why no total adds it, where another sum elsewhere counts it.", "not_added"),
            Column("recipient", Kind.TEXT, "The id of who receives it, where that is said.", "recipient_id"),
            Column("purpose", Kind.TEXT, "What it is for.", "purpose"),
            Column("period_start", Kind.DAY, "From when.", "period_start"),
            Column("period_end", Kind.DAY, "To when.", "period_end"),
        ),
        _hanging(Money),
        key=("plan", "commitment", "sum"),
        references=(TO_ITS_COMMITMENT,),
    ),
    Table(
        "areas",
        "Where each area stands on what every area must do",
        (
            *OF_A_COMMITMENT,
            Column("area_scheme", Kind.TEXT, "Which codes of areas.", "area_scheme", True),
            Column("area", Kind.TEXT, "The code of the area.", "area_code", True),
            Column("status", Kind.TEXT, "The status reported.", "status", True),
            Column("stated_on", Kind.DAY, "When.", "stated_on", True),
            Column("by", Kind.TEXT, "The id of who reported it.", "by_id"),
            Column("note", Kind.TEXT, "What was reported, in our words.", "note"),
            Column("source", Kind.TEXT, "Where it stands.", "source", True),
            Column("origin", Kind.TEXT, ORIGIN, "origin", True),
        ),
        _hanging(AreaDelivery, "stated_on"),
        references=(TO_ITS_COMMITMENT,),
    ),
    Table(
        "links",
        "What later commitments do to earlier ones: our reading",
        (
            Column("link", Kind.TEXT, "The id of the link.", "id", True),
            Column("later_plan", Kind.TEXT, "The id of the later plan.", "later__plan_id", True),
            Column("later", Kind.TEXT, "The id of the later commitment.", "later__local_id", True),
            Column("earlier_plan", Kind.TEXT, "The id of the earlier plan.", "earlier__plan_id", True),
            Column("earlier", Kind.TEXT, "The id of the earlier commitment.", "earlier__local_id", True),
            Column("relation", Kind.TEXT, "What the later one does to the earlier one.", "relation", True),
            Column("confidence", Kind.TEXT, "How sure the reader was.", "confidence", True),
            Column("why", Kind.TEXT, "Why we say so.", "why", True),
        ),
        _links,
        key=("link",),
    ),
    Table(
        "documents",
        "Documents held, and those known to exist and not held",
        (
            Column("document", Kind.TEXT, "Its id.", "id", True),
            Column("plan", Kind.TEXT, "The id of its plan.", "plan_id"),
            Column("title", Kind.TEXT, "Its title.", "title", True),
            Column("publisher", Kind.TEXT, "The id of its publisher.", "publisher_id", True),
            Column("published", Kind.DAY, "When.", "published"),
            Column("licence", Kind.TEXT, "The licence it names.", "licence"),
            Column("is_held", Kind.FLAG, "Whether facts were taken from it.", "is_held", True),
            Column("address", Kind.TEXT, "Its address on the web.", "address"),
        ),
        _documents,
        key=("document",),
    ),
)
