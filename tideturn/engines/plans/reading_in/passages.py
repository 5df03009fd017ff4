"""Commitments as their likeness is weighed: title, wording where a document is attached, and what they stand under."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from tideturn.engines.plans.models import Commitment, Plan
from tideturn.engines.plans.words import Wording
from tideturn.methods.wording.likeness.doubles import Double, doubles
from tideturn.methods.wording.likeness.passage import Passage

COMPARED = (Wording.TEXT, Wording.OUTCOME, Wording.RESPONSE)


@dataclass(frozen=True)
class PairOfOnePlan:
    """Two commitments of one plan that say nearly the same, and how alike they are, from 0 to 1."""

    first: Commitment
    second: Commitment
    likeness: float


def passages_of(condition: Q, parts: Iterable[Wording] = COMPARED) -> dict[str, Passage]:
    """Return the passages of some commitments by their database number, as text."""
    rows = Commitment.objects.filter(condition).select_related("parent").prefetch_related("quotations")
    wanted = set(parts)
    found = {}
    for item in rows.order_by("plan__published", "plan_id", "order", "id"):
        said = [quotation.wording for quotation in item.quotations.all() if quotation.part in wanted]
        above = item.parent.title if item.parent else ""
        found[str(item.pk)] = Passage(str(item.pk), item.title, " ".join(said), above)
    return found


def pairs_of(plan: Plan) -> tuple[PairOfOnePlan, ...]:
    """Return the pairs of a plan that say nearly the same, the most alike first; a part and its whole are none."""
    passages = passages_of(Q(plan=plan), parts=(Wording.TEXT,))
    items = {str(item.pk): item for item in Commitment.objects.filter(plan=plan)}
    related = [frozenset({key, str(item.parent_id)}) for key, item in items.items() if item.parent_id]
    return tuple(_pair(items, double) for double in doubles(list(passages.values()), related=related))


def _pair(items: dict[str, Commitment], double: Double) -> PairOfOnePlan:
    return PairOfOnePlan(items[double.first], items[double.second], double.likeness)
