"""What each card of the picture says: the clocks that start there, and the moves that leave it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tideturn.packs.schema.clock import Clock
from tideturn.packs.schema.moment import StartKind
from tideturn.packs.schema.pathway import Pathway, Stage


@dataclass(frozen=True)
class Row:
    """One thing said on a card; `target` is the number of the stage that a move leads to."""

    kind: str  # clock, move or note
    text: str
    target: int | None = None


def stage_rows(pathway: Pathway, stage: Stage) -> tuple[Row, ...]:
    """Return the rows of a stage: first the clocks that start there, then the moves that leave it."""
    clocks = [_clock_row(clock, _after(pathway, clock)) for clock in clocks_of(pathway, stage)]
    moves = () if stage.is_end else pathway.moves_from(stage.id)
    return (*clocks, *(Row("move", move.title, number_of(pathway, move.to)) for move in moves))


def clocks_of(pathway: Pathway, stage: Stage) -> tuple[Clock, ...]:
    """Return the clocks that start as a case comes to a stage, by whatever move or by one of them."""
    moves = {move.id for move in pathway.moves if move.to == stage.id}
    return tuple(
        clock
        for clock in pathway.clocks
        if (clock.starts.on is StartKind.OPENED and stage.is_start)
        or (clock.starts.on is StartKind.STAGE and clock.starts.id == stage.id)
        or (clock.starts.on is StartKind.MOVE and clock.starts.id in moves)
    )


def other_rows(pathway: Pathway) -> tuple[Row, ...]:
    """Return what may happen at any stage: clocks that a contact or a referral starts, and branches."""
    return (*_contact_rows(pathway), *_branch_rows(pathway))


def number_of(pathway: Pathway, stage_id: str) -> int:
    """Return the number of a stage in the picture: its place in the file."""
    return next(number for number, stage in enumerate(pathway.stages, start=1) if stage.id == stage_id)


def _clock_row(clock: Clock, after: str = "") -> Row:
    only = ", in the national queue" if clock.only_in_national_queue else ""
    return Row("clock", f"{clock.limit.words}{after}: {clock.title}{only}")


def _after(pathway: Pathway, clock: Clock) -> str:
    moves = {move.id: move.title for move in pathway.moves}
    return f" after “{moves[clock.starts.id or '']}”" if clock.starts.on is StartKind.MOVE else ""


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
