"""Questions about the register; each returns frozen values or querysets and writes nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from tideturn.engines.plans.errors import CommitmentNotFound, PlanNotFound
from tideturn.engines.plans.former import was_named
from tideturn.engines.plans.models import (
    Acceptance,
    AreaDelivery,
    Commitment,
    Correction,
    Deadline,
    Document,
    DueDateRevision,
    Evidence,
    Link,
    Money,
    Organisation,
    Party,
    Plan,
    Position,
    Quotation,
    Response,
    Section,
    Succession,
    Verdict,
)
from tideturn.engines.plans.register import CLAIMED_NOT_VERIFIED, OVERDUE, SILENT, last_heard_on
from tideturn.engines.plans.words import NEW_BODY, Role
from tideturn.methods.promises.standing import ANSWERED_YES, Timing

if TYPE_CHECKING:
    from tideturn.engines.plans.register import CommitmentQuerySet


@dataclass(frozen=True)
class RegisterFilters:
    """What a reader asked to see; nothing given means everything."""

    plan: str | None = None
    owner: str | None = None
    status: str | None = None
    acceptance: str | None = None
    kind: str | None = None
    due_before: date | None = None
    overdue: bool | None = None
    silent: bool | None = None
    unverified: bool | None = None
    words: str = ""


def plans(on: date) -> "QuerySet[Plan]":
    """Return the plans published by a day, oldest first, each with its `commitment_count`."""
    return published(on).select_related("publisher").annotate(commitment_count=Count("commitments"))


def published(on: date) -> "QuerySet[Plan]":
    """Return the plans published by a day, oldest first."""
    return Plan.objects.filter(published__lte=on).order_by("published", "id")


def plan(plan_id: str) -> Plan:
    """Return one plan, or raise PlanNotFound."""
    try:
        return Plan.objects.select_related("publisher").get(id=plan_id)
    except Plan.DoesNotExist:
        raise PlanNotFound(plan_id) from None


def register(on: date, filters: RegisterFilters | None = None) -> "CommitmentQuerySet":
    """Return the commitments as they stood on a day, filtered; in plan order, or best match first for a search."""
    filters = filters or RegisterFilters()
    found = Commitment.objects.as_of(on)
    simple = {
        "plan": filters.plan,
        "status_value": filters.status,
        "acceptance_value": filters.acceptance,
        "kind": filters.kind,
        "current_due_date__lt": filters.due_before,
    }
    found = found.filter(**{name: value for name, value in simple.items() if value is not None})
    if filters.owner is not None:
        found = found.owned_by(filters.owner, on)
    found = _with_flags(found, filters)
    found = found.select_related("plan", "section").prefetch_related(_parties(on))
    return found.matching(filters.words).order_by("-rank", "id") if filters.words else found.in_plan_order()


def _with_flags(found: "CommitmentQuerySet", filters: RegisterFilters) -> "CommitmentQuerySet":
    flags = (
        (filters.overdue, OVERDUE),
        (filters.silent, SILENT),
        (filters.unverified, CLAIMED_NOT_VERIFIED),
    )
    for wanted, condition in flags:
        if wanted is not None:
            found = found.filter(condition if wanted else ~condition)
    return found


def _parties(on: date) -> "Prefetch[str, QuerySet[Party], str]":
    named = Party.ever.filter(was_named(on)).select_related("organisation")
    return Prefetch("parties", named.order_by("role", "order"))


def successors_of(organisation_ids: Iterable[str]) -> "QuerySet[Succession]":
    """Return who took over from any of the organisations, oldest first."""
    found = Succession.objects.filter(predecessor__in=list(organisation_ids))
    return found.select_related("predecessor", "successor").order_by("on", "successor_id")


def commitment(plan_id: str, local_id: str, on: date) -> Commitment:
    """Return one commitment as it stood on a day, with all that is held about it, or raise CommitmentNotFound."""
    held = (
        Commitment.objects.as_of(on)
        .select_related("plan__publisher", "section", "parent")
        .prefetch_related(
            _parties(on),
            Prefetch("children", Commitment.objects.order_by("order", "id")),
            Prefetch("deadlines", Deadline.objects.order_by("due_date", "id")),
            Prefetch("quotations", Quotation.objects.select_related("attachment__document").order_by("part")),
            Prefetch("money", Money.objects.select_related("part_of", "recipient", "document").order_by("id")),
            *_said_by(on),
        )
    )
    found: Commitment | None = held.filter(plan=plan_id, local_id=local_id).first()
    if found is None:
        raise CommitmentNotFound(plan_id, local_id)
    return found


def corrections(commitment: Commitment, on: date) -> "QuerySet[Correction]":
    """Return the corrections of a commitment by a day, the latest first."""
    return Correction.objects.filter(commitment=commitment, corrected_on__lte=on).order_by("-corrected_on", "-id")


def evidence_file(plan_id: str, local_id: str, number: int, on: date) -> Evidence | None:
    """Return a file that bears out what was said of a commitment by a day, or nothing."""
    of_it = {"commitment__plan": plan_id, "commitment__local_id": local_id, "stated_on__lte": on}
    said = Q()
    for what in ("position", "verdict", "area_delivery"):
        said |= Q(**{f"{what}__{name}": value for name, value in of_it.items()})
    return Evidence.objects.filter(said, pk=number).exclude(sha256="").first()


def _said_by(on: date) -> "list[Prefetch[str, QuerySet[Any], str]]":
    """Return what was said of a commitment up to a day, oldest first; what came later was not known then."""
    so_far = Q(stated_on__lte=on)
    answers = Acceptance.objects.filter(so_far | Q(stated_on__isnull=True)).select_related("by", "document")
    responses = Response.objects.filter(so_far).select_related("by", "document")
    positions = Position.objects.filter(so_far).select_related("by", "document").prefetch_related("evidence")
    verdicts = Verdict.objects.filter(so_far).select_related("organisation").prefetch_related("evidence")
    deliveries = AreaDelivery.objects.filter(so_far).select_related("by").prefetch_related("evidence")
    revisions = DueDateRevision.objects.filter(decided_on__lte=on).select_related("by")
    return [
        Prefetch("acceptances", answers.order_by("stated_on", "id")),
        Prefetch("responses", responses.order_by("stated_on", "id")),
        Prefetch("positions", positions.order_by("stated_on", "id")),
        Prefetch("verdicts", verdicts.order_by("stated_on", "id")),
        Prefetch("area_deliveries", deliveries.order_by("area_code", "stated_on", "id")),
        Prefetch("due_date_revisions", revisions.order_by("decided_on")),
    ]


@dataclass(frozen=True)
class Counts:
    """How far a set of commitments has come, in the order that matters: asked, accepted, claimed done, checked."""

    asked: int
    accepted: int
    claimed_complete: int
    checked: int
    silent: int
    overdue: int
    window_passed: int
    due_soon: int


def standing(on: date, plan_id: str | None = None) -> "CommitmentQuerySet":
    """Return all commitments, or those of one plan, as they stood on a day, to be counted."""
    found = Commitment.objects.as_of(on)
    return found if plan_id is None else found.filter(plan=plan_id)


def counts(on: date, plan_id: str | None = None) -> Counts:
    """Return the counts of all commitments, or of one plan, as at a day."""
    return Counts(**standing(on, plan_id).aggregate(**_counted()))


def _counted() -> dict[str, Count]:
    """Return what `Counts` counts, for commitments as at a day."""
    return {
        "asked": Count("pk"),
        "accepted": Count("pk", filter=Q(acceptance_value__in=ANSWERED_YES)),
        "claimed_complete": Count("pk", filter=Q(status_value="complete")),
        "checked": Count("pk", filter=~Q(verdict_value="")),
        "silent": Count("pk", filter=SILENT),
        "overdue": Count("pk", filter=OVERDUE),
        "window_passed": Count("pk", filter=Q(timing=Timing.WINDOW_PASSED)),
        "due_soon": Count("pk", filter=Q(timing=Timing.DUE_SOON)),
    }


@dataclass(frozen=True)
class Coverage:
    """How much of a set of commitments the documents held speak about at all: no data is not the same as none."""

    answered: int
    with_a_status: int


def _covered() -> dict[str, Count]:
    """Return what `Coverage` counts, for commitments as at a day."""
    return {
        "answered": Count("pk", filter=~Q(acceptance_value="no_answer_held")),
        "with_a_status": Count("pk", filter=~Q(status_value="")),
    }


def counts_of(found: "CommitmentQuerySet") -> tuple[Counts, Coverage]:
    """Return the counts of some commitments of `register`, and how much is known of them, in one question."""
    counted, covered = _counted(), _covered()
    row = found.order_by().aggregate(**counted, **covered)
    return Counts(**{name: row[name] for name in counted}), Coverage(**{name: row[name] for name in covered})


def bodies(on: date) -> "QuerySet[Organisation]":
    """Return everyone whom a plan published by a day names, by name, with how often in each role."""
    named = {role.value: _named_as(role, on) for role in Role}
    found = Organisation.objects.annotate(**{f"named_{name}": count for name, count in named.items()})
    somewhere = Party.ever.standing(on).filter(organisation=OuterRef("pk"))
    return found.filter(Exists(somewhere)).order_by("name", "id")


def _named_as(role: Role, on: date) -> Count:
    named = Q(parties__role=role, parties__commitment__plan__published__lte=on)
    return Count("parties", filter=named & was_named(on, "parties__"))


def counts_by_plan(on: date) -> dict[str, tuple[Counts, Coverage]]:
    """Return the counts of every plan published by a day, and how much is known of it, in one question."""
    counted, covered = _counted(), _covered()
    rows = Commitment.objects.as_of(on).order_by().values("plan_id").annotate(**counted, **covered)
    return {
        row["plan_id"]: (
            Counts(**{name: row[name] for name in counted}),
            Coverage(**{name: row[name] for name in covered}),
        )
        for row in rows
    }


def timings_of(found: "CommitmentQuerySet") -> Counter[str]:
    """Return how many of some commitments of `register` stand in each way against their dates."""
    return Counter(found.order_by().values_list("timing", flat=True))


def standing_by_owner(on: date) -> "QuerySet[Commitment, tuple[str, str, date | None]]":
    """Return for everything that somebody owns who that is, its timing and when it was last heard of, as at a day."""
    owned = standing(on).filter(was_named(on, "parties__"), parties__role=Role.OWNER)
    return owned.order_by().values_list("parties__organisation_id", "timing", "last_heard_on")


def is_near_match(found: "CommitmentQuerySet") -> bool:
    """Return whether a search found nothing as typed and shows what comes nearest: by spelling, or by most words."""
    return "near_0" in found.query.annotations


def sections(plan_id: str) -> "QuerySet[Section]":
    """Return the headings of a plan that hold something, in its own order, each with its `commitment_count`."""
    held = Section.objects.filter(plan=plan_id).annotate(commitment_count=Count("commitments"))
    return held.filter(commitment_count__gt=0).order_by("order")


def longest_silent(on: date, limit: int = 10) -> "QuerySet[Commitment]":
    """Return the commitments of plans still current on which the documents held have been silent longest."""
    still_open = Q(plan__state_since__isnull=True) | Q(plan__state_since__gt=on)
    found = Commitment.objects.as_of(on).filter(still_open).exclude(timing=Timing.FINISHED)
    found = found.annotate(silent_since=Coalesce("last_heard_on", "plan__published"))
    found = found.select_related("plan").prefetch_related(_parties(on))
    return found.order_by("silent_since", "plan__published", "order", "id")[:limit]  # type: ignore[no-any-return]


def owners(on: date) -> "QuerySet[Organisation]":
    """Return the organisations that owned something on a day, by name."""
    owned = Party.ever.standing(on).filter(organisation=OuterRef("pk"), role=Role.OWNER)
    return Organisation.objects.filter(Exists(owned)).order_by("name")


def verdicts_counted(on: date) -> dict[str, int]:
    """Return how many commitments stand under each verdict on a day; under none, those that nobody has checked."""
    rows = Commitment.objects.as_of(on).order_by().values_list("verdict_value").annotate(count=Count("pk"))
    return dict(rows.order_by("verdict_value"))


def known_by(on: date) -> "QuerySet[Organisation]":
    """Return the organisations that the register knew on a day: those of the pack, and whom a plan of staff named."""
    named = Party.ever.standing(on).filter(organisation=OuterRef("pk"))
    return Organisation.objects.filter(~Q(kind=NEW_BODY) | Exists(named))


def every_organisation(on: date) -> "QuerySet[Organisation]":
    """Return all organisations known on a day, each with its `owned_count` of what was published by then, by name."""
    return known_by(on).annotate(owned_count=_named_as(Role.OWNER, on)).order_by("name", "id")


def organisation_exists(organisation_id: str, on: date) -> bool:
    """Return whether the register knew an organisation by this id on a day."""
    return known_by(on).filter(id=organisation_id).exists()


def organisation(organisation_id: str, on: date) -> Organisation | None:
    """Return one organisation known on a day with its other names, predecessors and successors, or nothing."""
    held = known_by(on).prefetch_related("other_names", "successions__successor", "inheritances__predecessor")
    return held.filter(id=organisation_id).first()


def documents(on: date) -> "QuerySet[Document]":
    """Return the documents published by a day that are held, and those known to exist and not held, by date."""
    return (
        Document.objects.filter(Q(published__lte=on) | Q(published__isnull=True))
        .select_related("plan", "publisher")
        .prefetch_related("attachments")
        .order_by("-is_held", "published", "id")
    )


def last_heard(numbers: Iterable[int], on: date) -> dict[int, date | None]:
    """Return when each of some commitments was last heard of by a day; None where the documents held are silent."""
    found = Commitment.objects.filter(plan__published__lte=on, pk__in=list(numbers))
    return dict(found.annotate(last_heard_on=last_heard_on(on)).values_list("pk", "last_heard_on"))


def links_of(numbers: Iterable[int], on: date) -> "QuerySet[Link]":
    """Return every link that touched any of the commitments on a day, with both ends."""
    ids = list(numbers)
    return (
        Link.objects.standing(on)
        .filter(Q(later__in=ids) | Q(earlier__in=ids))
        .select_related("later__plan", "earlier__plan")
        .order_by("earlier__plan__published", "rank", "id")
    )
