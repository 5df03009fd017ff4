"""What wants looking at: overdue, due soon, silent, called complete and not checked."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import Count, Q

from tideturn.engines.plans.register import CLAIMED_NOT_VERIFIED, OVERDUE, SILENT, CommitmentQuerySet
from tideturn.methods.promises.standing import Timing

DUE_SOON = Q(timing=Timing.DUE_SOON)
# What a plan that ended never heard of is nobody's to answer for any more.
STILL_SILENT = SILENT & ~Q(timing=Timing.PLAN_ENDED)
LISTS: Mapping[str, Q] = MappingProxyType(
    {"overdue": OVERDUE, "due-soon": DUE_SOON, "silent": STILL_SILENT, "claimed": CLAIMED_NOT_VERIFIED}
)


def wanting(name: str, found: CommitmentQuerySet) -> CommitmentQuerySet:
    """Return those of some commitments that stand in one of the lists, the earliest date first."""
    return found.filter(LISTS[name]).order_by("current_due_date", "plan__published", "order", "id")


def counted(found: CommitmentQuerySet) -> dict[str, int]:
    """Return how many of some commitments stand in each list, in one question."""
    counts = {name.replace("-", "_"): Count("pk", filter=which) for name, which in LISTS.items()}
    row = found.order_by().aggregate(**counts)
    return {name: row[name.replace("-", "_")] for name in LISTS}
