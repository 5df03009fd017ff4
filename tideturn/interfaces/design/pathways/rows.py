"""What each card of the picture says: the clocks that start there, and the moves that leave it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tideturn.packs.schema.clock import Clock
from tideturn.packs.schema.moment import StartKind
from tideturn.packs.schema.pathway import Move, Pathway, Stage


@dataclass(frozen=True)
class Row:
    """One thing said on a card; `target` is the number of the stage that a move leads to."""

    kind: str  # clock, move or note
    text: str
    target: int | None = None


def stage_rows(pathway: Pathway, stage: Stage) -> tuple[Row, ...]:
    """Return the rows of a stage: first its clocks, then its moves, each with the clocks that it starts."""
    clocks = [clock for clock in pathway.clocks if _starts_at(clock, stage)]
    rows = [_clock_row(clock) for clock in clocks]
    if not stage.is_end:
        for move in pathway.moves_from(stage.id):
            rows += _move_rows(pathway, move)
    return tuple(rows)


def other_rows(pathway: Pathway) -> tuple[Row, ...]:
    """Return what may happen at any stage: clocks that a contact or a referral starts, and branches."""
    return (*_contact_rows(pathway), *_branch_rows(pathway))


def number_of(pathway: Pathway, stage_id: str) -> int:
    """Return the number of a stage in the picture: its place in the file."""
    return next(number for number, stage in enumerate(pathway.stages, start=1) if stage.id == stage_id)


def _starts_at(clock: Clock, stage: Stage) -> bool:
    if clock.starts.on is StartKind.OPENED:
        return stage.is_start
    return clock.starts.on is StartKind.STAGE and clock.starts.id == stage.id


def _clock_row(clock: Clock) -> Row:
    only = ", in the national queue" if clock.only_in_national_queue else ""
    return Row("clock", f"{clock.limit.words}: {clock.title}{only}")


def _move_rows(pathway: Pathway, move: Move) -> Iterator[Row]:
    yield Row("move", move.title, number_of(pathway, move.to))
    for clock in pathway.clocks:
        if clock.starts.on is StartKind.MOVE and clock.starts.id == move.id:
            yield _clock_row(clock)


def _contact_rows(pathway: Pathway) -> Iterator[Row]:
    titles = {result.id: result.title for result in pathway.contact.results}
    for clock in pathway.clocks:
        if clock.starts.on is StartKind.CONTACT:
            yield Row("note", f"After contact: {titles[clock.starts.id]}" if clock.starts.id else "After any contact")
            yield _clock_row(clock)
        if clock.starts.on is StartKind.REFERRAL:
            kind = clock.starts.id.replace("-", " ") if clock.starts.id else "any service"
            yield Row("note", f"After a referral to {kind}")
            yield _clock_row(clock)


def _branch_rows(pathway: Pathway) -> Iterator[Row]:
    for branch in pathway.branches:
        yield Row("note", f"{branch.title}: {branch.refers_to.replace('-', ' ')} is told")
        for clock in pathway.clocks:
            if clock.starts.on is StartKind.BRANCH and clock.starts.id == branch.id:
                yield _clock_row(clock)
