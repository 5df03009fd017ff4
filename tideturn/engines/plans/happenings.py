"""What changed in the register, the latest first, from the rows that the database's triggers keep.

When a commitment enters the register, what was known of it then enters with it, in the same transaction. None of that
changed: a plan that comes in is one happening, however much comes with it. What was added, changed or taken back later
is one each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, TextField, Value

from tideturn.engines.plans.history import begins
from tideturn.engines.plans.models import Commitment, Plan

# What happens to a commitment, by its table; a plan and its documents happen of themselves.
OF_COMMITMENTS = (
    "Acceptance", "Response", "Position", "Verdict", "DueDateRevision", "Money", "AreaDelivery",
    "Condition", "Correction",
)  # fmt: skip
COLUMNS = ("pgh_created_at", "concerns", "pgh_label", "pgh_id", "commitment")


@dataclass(frozen=True)
class Happening:
    """One row that was added, changed or removed: which, when, what it says now and what it said before."""

    at: datetime
    concerns: str
    did: str
    number: int
    commitment: Commitment | None
    plan: Plan | None
    says: Any
    said: Any

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the columns that a change made different."""
        if self.said is None:
            return ()
        names = [field.attname for field in self.says._meta.concrete_fields if not field.name.startswith("pgh_")]
        return tuple(name for name in names if getattr(self.says, name) != getattr(self.said, name))


def happenings(on: date, since: date | None = None) -> "QuerySet[Any, Any]":
    """Return what was recorded up to the end of a day, of plans published by then; from a day on where one is given.

    The rows are light: `told` says what they hold.
    """
    of_commitments = [_of_a_commitment(name, on) for name in OF_COMMITMENTS]
    found = [*of_commitments, _links(on), _commitments(on), _plans(on), _documents(on)]
    kept = [_between(one, since, on).values(*COLUMNS) for one in found]
    return kept[0].union(*kept[1:], all=True).order_by("-pgh_created_at", "concerns", "-pgh_id")


def _between(found: "QuerySet[Any]", since: date | None, on: date) -> "QuerySet[Any]":
    if since is not None:
        found = found.filter(pgh_created_at__gte=begins(since))
    return found.filter(pgh_created_at__lt=begins(on + timedelta(days=1)))


def _events(name: str) -> "QuerySet[Any]":
    events = apps.get_model("plans", f"{name}Event").objects.order_by()
    named: QuerySet[Any] = events.annotate(concerns=Value(name, output_field=TextField()))
    return named


def _of_a_commitment(name: str, on: date) -> "QuerySet[Any]":
    """Return what happened to commitments that were in the register already."""
    came_with_it = apps.get_model("plans", "CommitmentEvent").objects.filter(
        pgh_label="insert", pgh_obj_id=OuterRef("commitment_id"), pgh_context_id=OuterRef("pgh_context_id")
    )
    still_there = Commitment.objects.filter(pk=OuterRef("commitment_id"), plan__published__lte=on)
    found: QuerySet[Any] = _events(name).filter(~Exists(came_with_it), Exists(still_there))
    return found


def _links(on: date) -> "QuerySet[Any]":
    """Return the links that somebody accepted or took back, each a happening of its later end."""
    published = Commitment.objects.filter(pk=OuterRef("later_id"), plan__published__lte=on)
    accepted = Q(pgh_label="insert", linked_on__isnull=False)
    found = _events("Link").filter(accepted | Q(unlinked_on__isnull=False), Exists(published))
    of_later: QuerySet[Any] = found.annotate(commitment=F("later_id"))
    return of_later


def _commitments(on: date) -> "QuerySet[Any]":
    """Return commitments that came into a plan later than it did, or whose own words changed and were not corrected."""
    came_with_plan = apps.get_model("plans", "PlanEvent").objects.filter(
        pgh_label="insert", pgh_obj_id=OuterRef("plan_id"), pgh_context_id=OuterRef("pgh_context_id")
    )
    came_just_now = apps.get_model("plans", "CommitmentEvent").objects.filter(
        pgh_label="insert", pgh_obj_id=OuterRef("pgh_obj_id"), pgh_context_id=OuterRef("pgh_context_id"),
        pgh_id__lt=OuterRef("pgh_id"),
    )  # fmt: skip
    was_corrected = apps.get_model("plans", "CorrectionEvent").objects.filter(
        commitment_id=OuterRef("pgh_obj_id"), pgh_context_id=OuterRef("pgh_context_id")
    )
    still_there = Commitment.objects.filter(pk=OuterRef("pgh_obj_id"), plan__published__lte=on)
    told_otherwise = ~Exists(came_with_plan) & ~Exists(came_just_now) & ~Exists(was_corrected)
    found = _events("Commitment").filter(told_otherwise, Exists(still_there))
    of_itself: QuerySet[Any] = found.annotate(commitment=F("pgh_obj_id"))
    return of_itself


def _plans(on: date) -> "QuerySet[Any]":
    there = Plan.objects.filter(pk=OuterRef("pgh_obj_id"), published__lte=on)
    return _of_no_commitment(_events("Plan").filter(Exists(there)))


def _documents(on: date) -> "QuerySet[Any]":
    came_with_plan = apps.get_model("plans", "PlanEvent").objects.filter(
        pgh_label="insert", pgh_obj_id=OuterRef("plan_id"), pgh_context_id=OuterRef("pgh_context_id")
    )
    there = Plan.objects.filter(pk=OuterRef("plan_id"), published__lte=on)
    found = _events("Document").filter(~Exists(came_with_plan), Exists(there))
    return _of_no_commitment(found)


def _of_no_commitment(found: "QuerySet[Any]") -> "QuerySet[Any]":
    of_none: QuerySet[Any] = found.annotate(commitment=Value(None, output_field=BigIntegerField()))
    return of_none


def told(rows: Iterable[dict[str, Any]]) -> tuple[Happening, ...]:
    """Return the happenings of some rows of `happenings`, each with what it says and what it said before."""
    light = list(rows)
    numbers = {row["commitment"] for row in light if row["commitment"]}
    commitments = Commitment.objects.select_related("plan").in_bulk(numbers)
    says = {name: _said_by(name, [row["pgh_id"] for row in light if row["concerns"] == name]) for name in _names(light)}
    plans = Plan.objects.in_bulk([_plan_of(says[row["concerns"]][row["pgh_id"]], row) for row in light])
    return tuple(_happening(row, commitments, plans, says[row["concerns"]][row["pgh_id"]]) for row in light)


def _names(rows: Iterable[dict[str, Any]]) -> set[str]:
    return {row["concerns"] for row in rows}


def _said_by(name: str, numbers: list[int]) -> dict[int, Any]:
    return {event.pgh_id: event for event in apps.get_model("plans", f"{name}Event").objects.filter(pgh_id__in=numbers)}


def _plan_of(event: Any, row: dict[str, Any]) -> str | None:
    if row["concerns"] == "Plan":
        return str(event.pgh_obj_id)
    return getattr(event, "plan_id", None)


def _happening(row: dict[str, Any], commitments: dict[int, Any], plans: dict[str, Any], event: Any) -> Happening:
    commitment = commitments.get(row["commitment"])
    before = type(event).objects.filter(pgh_obj_id=event.pgh_obj_id, pgh_id__lt=event.pgh_id).order_by("-pgh_id")
    return Happening(
        at=row["pgh_created_at"],
        concerns=row["concerns"],
        # A link that is taken back stays in its table, for the days before.
        did="delete" if getattr(event, "unlinked_on", None) else row["pgh_label"],
        number=row["pgh_id"],
        commitment=commitment,
        plan=commitment.plan if commitment else plans.get(_plan_of(event, row) or ""),
        says=event,
        said=before.first() if row["pgh_label"] == "update" else None,
    )
