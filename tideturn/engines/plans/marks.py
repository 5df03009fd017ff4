"""What the register held of a commitment when somebody began to write, and what has changed since.

A mark is, for each table of history, the number of the last event of a commitment: these tables are only ever added to.
"""

from collections.abc import Iterable, Mapping

from django.apps import apps
from django.db.models import Max

from tideturn.engines.plans.changes import Change, changes_of
from tideturn.engines.plans.models import Commitment, Statement

Mark = dict[str, int]
OF_ITSELF = ("Commitment", "pgh_obj_id")
# What an owner should know of before they speak; their own words among them.
SAID = tuple(
    (name, "commitment_id")
    for name in ("Acceptance", "Response", "Position", "Verdict", "DueDateRevision", "Condition")
)
OF_AN_AREA = ("AreaDelivery", "commitment_id")


def marks_of(numbers: Iterable[int], area_code: str = "") -> dict[int, Mark]:
    """Return the marks of commitments by their numbers: of all that was said, or of what was said of one area."""
    found: dict[int, Mark] = {number: {} for number in numbers}
    for name, column in (OF_ITSELF, OF_AN_AREA) if area_code else (OF_ITSELF, *SAID):
        events = apps.get_model("plans", f"{name}Event").objects.filter(**{f"{column}__in": list(found)})
        if name == "AreaDelivery":
            events = events.filter(area_code=area_code)
        for number, last in events.order_by().values_list(column).annotate(Max("pgh_id")):
            found[number][name] = last
    return found


def mark_of(commitment: Commitment, area_code: str = "") -> Mark:
    """Return the mark of one commitment."""
    return marks_of([commitment.pk], area_code)[commitment.pk]


def overtaken(statement: Statement) -> tuple[Change, ...]:
    """Return what has changed in the register since a statement was begun, the latest first."""
    return since(statement.commitment, statement.known, statement.area_code)


def since(commitment: Commitment, known: Mapping[str, int], area_code: str = "") -> tuple[Change, ...]:
    """Return what has changed of a commitment since a mark was taken, the latest first."""
    now = mark_of(commitment, area_code)
    newer = {name for name, last in now.items() if last > known.get(name, 0)}
    if not newer:
        return ()
    return tuple(
        change
        for change in changes_of(commitment)
        if change.concerns in newer and known.get(change.concerns, 0) < change.number <= now[change.concerns]
    )
