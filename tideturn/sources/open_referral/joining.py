"""Two tables of a package that tell of the same things: rows of one id are one thing, if they do not disagree.

The UK profile's own examples have both `schedule.csv` and `schedules.csv`, each with other columns.
"""

from collections.abc import Sequence
from typing import Any

from tideturn.sources.open_referral.feed import TableForm
from tideturn.sources.open_referral.nodes import AS_GIVEN, not_held, row_of
from tideturn.sources.open_referral.shelf import Row, Shelf


def join_alike(shelf: Shelf, forms: Sequence[TableForm], homes: Sequence[int]) -> None:
    """Make one of the rows of several tables that are of one kind and have one id; `homes` are the tables' numbers."""
    for rows in shelf.in_several(homes):
        first, *others = rows
        for other in others:
            if other.home != first.home and not _disagree(first.node, other.node):
                first = Row(first.n, first.home, first.number, first.kind, first.id, _joined(forms, first, other))
                shelf.replace(first, other)


def _disagree(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return any(other[name] != value for name, value in one.items() if name in other and name != AS_GIVEN)


def _joined(forms: Sequence[TableForm], first: Row, other: Row) -> dict[str, Any]:
    """Return one node that holds both rows, and says of each table what it does not hold of its row."""
    rows = {home: row_of(forms[home], node) for home, node in ((first.home, first.node), (other.home, other.node))}
    marks = first.node.get(AS_GIVEN, {})
    node = {name: value for name, value in (other.node | first.node).items() if name != AS_GIVEN}
    given = {forms[home].name: not_held(forms[home], row, node) for home, row in rows.items()}
    return node | {AS_GIVEN: marks | given}
