"""The years above the picture: a mark for each new year, its number where there is room."""

from dataclasses import dataclass
from datetime import date

from tideturn.interfaces.design.lineage import measures
from tideturn.interfaces.design.lineage.columns import Timeline

EVERY = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class YearMark:
    """The first of January of a year; `label` is empty where there is no room for it."""

    x: int
    year: int
    label: str


def mark_years(timeline: Timeline) -> tuple[YearMark, ...]:
    """Return the marks from the first plan to the end, numbers no nearer to each other than can be read."""
    first, last = timeline.columns[0].published.year + 1, timeline.end_date.year
    # The picture itself writes the last year at its end, so it is not written twice and room is kept for it.
    marks, labelled_x = list[YearMark](), -measures.LABEL_GAP
    for year in range(first, last + 1):
        x = timeline.x_of(date(year, 1, 1))
        far_enough = x - labelled_x >= measures.LABEL_GAP and timeline.end_x - x >= measures.LABEL_GAP
        is_labelled = far_enough and year != last and year % _every(timeline, year) == 0
        labelled_x = x if is_labelled else labelled_x
        marks.append(YearMark(x, year, str(year) if is_labelled else ""))
    return tuple(marks)


def _every(timeline: Timeline, year: int) -> int:
    """Return how many years one number must stand for, around a year."""
    a_year = max(1, timeline.x_of(date(year, 12, 31)) - timeline.x_of(date(year, 1, 1)))
    return next((every for every in EVERY if every * a_year >= measures.LABEL_GAP), EVERY[-1])
