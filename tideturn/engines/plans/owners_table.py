"""The table of what an agency's bodies own: taken away, changed in a spreadsheet, and read back row by row.

A row says something where its status or its words differ from what is held, where a day is given, or a new date. Every
row carries a mark of what was held when the table was made, so that what has changed since is not written over.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tideturn.engines.plans.errors import StatementRefused
from tideturn.engines.plans.marks import Mark, marks_of
from tideturn.engines.plans.models import Organisation, Position, Statement
from tideturn.engines.plans.saying import LONGEST, LONGEST_REASON, Said, check
from tideturn.engines.plans.speaking import bodies_of, owned
from tideturn.engines.plans.words import OPEN_STATES, Status
from tideturn.foundations.access.acting import Actor

KEY = ("plan", "commitment", "body")
SAID = ("status", "words", "as_it_stood_on", "new_due", "why_new_due")
COLUMNS = (*KEY, "title", "due", *SAID, "known")
MARK_LENGTH = 12
DAYS_ARE_WRITTEN = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Held:
    """What is held of one commitment as one body speaks of it."""

    commitment: Any
    body: Organisation
    last: Position | None
    known: Mark
    is_begun: bool

    @property
    def status(self) -> str:
        """Return what its body said last of how far it is."""
        return self.last.status if self.last else ""

    @property
    def words(self) -> str:
        """Return what its body said last in words."""
        return self.last.note if self.last else ""


@dataclass(frozen=True)
class RowProblem:
    """What is wrong in a row, counted as a spreadsheet counts; nothing of a table with problems is kept."""

    row: int
    column: str
    said: str


@dataclass(frozen=True)
class RowChange:
    """What a row says, and what is held now."""

    row: int
    held: Held
    said: Said


def held_by(by: Actor, on: date) -> dict[Key, Held]:
    """Return what the bodies of an agency own, each with what was said last and its mark."""
    bodies = {body.pk: body for body in bodies_of(by)}
    commitments = list(owned(by, on))
    numbers = [one.pk for one in commitments]
    marks, last, begun = marks_of(numbers), _last(numbers, bodies, on), _begun(numbers, bodies)
    found: dict[Key, Held] = {}
    for one in commitments:
        for body in (owner for owner in one.owners if owner.pk in bodies):
            pair = (one.pk, body.pk)
            found[one.plan_id, one.local_id, body.pk] = Held(one, body, last.get(pair), marks[one.pk], pair in begun)
    return found


def _last(numbers: Sequence[int], bodies: Mapping[str, Organisation], on: date) -> dict[tuple[int, str], Position]:
    found = Position.objects.filter(commitment__in=numbers, by__in=list(bodies), stated_on__lte=on)
    latest = found.order_by("commitment", "by", "-stated_on", "-id").distinct("commitment", "by")
    return {(one.commitment_id, one.by_id or ""): one for one in latest}


def _begun(numbers: Sequence[int], bodies: Mapping[str, Organisation]) -> set[tuple[int, str]]:
    found = Statement.objects.filter(commitment__in=numbers, body__in=list(bodies), area_code="", state__in=OPEN_STATES)
    return {(number, body or "") for number, body in found.values_list("commitment_id", "body_id")}


def table_rows(by: Actor, on: date) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table as it is taken away, in the order of COLUMNS."""
    for (plan, local_id, body), held in held_by(by, on).items():
        due = held.commitment.current_due_date
        status = str(Status(held.status).label) if held.status else ""
        title = held.commitment.title
        yield (
            plan, local_id, body, title, due.isoformat() if due else "", status, held.words, "", "", "",
            digest_of(held.known),
        )  # fmt: skip


def digest_of(mark: Mark) -> str:
    """Return a mark short enough for a cell; it begins with a letter, so that no spreadsheet takes it for a number."""
    return f"m{hashlib.sha256(json.dumps(mark, sort_keys=True).encode()).hexdigest()[:MARK_LENGTH]}"


def read_rows(
    rows: Sequence[Mapping[str, str]], by: Actor, on: date
) -> tuple[tuple[RowChange, ...], tuple[RowProblem, ...]]:
    """Return what the rows of a table say, and everything that is wrong with them; row 1 is that of the names."""
    held, seen, changes, problems = held_by(by, on), set[Key](), list[RowChange](), list[RowProblem]()
    for number, row in enumerate(rows, 2):
        if not any(row.values()):
            continue
        try:
            change = _read(number, row, held, seen, on)
        except _Wrong as error:
            problems.append(RowProblem(number, error.column, str(error)))
        else:
            changes += [change] if change else []
    return tuple(changes), tuple(problems)


class _Wrong(Exception):
    """What is wrong in one cell."""

    def __init__(self, column: str, said: object) -> None:
        super().__init__(str(said))
        self.column = column


def _read(number: int, row: Mapping[str, str], held: Mapping[Key, Held], seen: set[Key], on: date) -> RowChange | None:
    plan, commitment, body = (row[name].strip() for name in KEY)
    key = (plan, commitment, body)
    found = held.get(key)
    if found is None:
        words = _(
            "There is no such commitment that this body owns and your agency speaks for. Leave the ids as they were."
        )
        raise _Wrong("commitment", words)
    if key in seen:
        raise _Wrong("commitment", _("This commitment stands in an earlier row already. Leave one of the two."))
    seen.add(key)
    said = _said(row, found, on)
    if said is None:
        return None
    _check_standing(row, found)
    try:
        check(said, found.commitment)
    except StatementRefused as error:
        raise _Wrong(COLUMN_OF.get(error.field, error.field), str(error)) from None
    return RowChange(number, found, said)


UNDER_WAY = gettext_lazy("A draft of it is under way. Hand it in or throw it away first.")
COLUMN_OF = {"stated_on": "as_it_stood_on", "due_date": "new_due", "due_reason": "why_new_due", "note": "words"}


def _check_standing(row: Mapping[str, str], found: Held) -> None:
    """Raise where a row cannot be taken as things stand: others spoke since, or a draft of it is under way."""
    if row["known"].strip() != digest_of(found.known):
        raise _Wrong("known", _("Something was said of it since this table was taken away. Take it away anew."))
    if found.is_begun:
        raise _Wrong("commitment", UNDER_WAY)


def _said(row: Mapping[str, str], found: Held, on: date) -> Said | None:
    """Return what a row says, or nothing where it says only what is held."""
    status, words = _status(row["status"]), row["words"].strip()
    day, due = _day(row, "as_it_stood_on"), _day(row, "new_due")
    for column, most in (("words", LONGEST), ("why_new_due", LONGEST_REASON)):
        if len(row[column]) > most:
            raise _Wrong(column, _("These words are longer than %(most)s characters. Shorten them.") % {"most": most})
    is_new = (status, words) != (found.status, found.words.strip()) or day is not None
    why = row["why_new_due"].strip()
    if not is_new and due is None and not why:
        return None
    note = words if words != found.words.strip() or day is not None else ""
    return Said(
        stated_on=day or on,
        status=status if is_new else "",
        note=note if is_new else "",
        due_date=due,
        due_reason=why,
    )


def _status(cell: str) -> str:
    words = " ".join(cell.split()).casefold()
    if not words:
        return ""
    for one in Status:
        if words in (one.value, str(one.label).casefold()):
            return one.value
    labels = ", ".join(str(one.label) for one in Status)
    raise _Wrong("status", _("There is no such status. Write one of: %(labels)s.") % {"labels": labels})


def _day(row: Mapping[str, str], column: str) -> date | None:
    cell = row[column].strip()
    if not cell:
        return None
    for form in DAYS_ARE_WRITTEN:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day and no moment
        except ValueError:
            continue
    raise _Wrong(column, _("This is no day. Write it as 2026-03-31 or 31/03/2026."))
