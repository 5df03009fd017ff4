"""A drawn chart: frozen positions, nothing left to work out in the template."""

from collections.abc import Iterable
from dataclasses import dataclass

from tideturn.interfaces.design.charts.scale import percent, ticks_to
from tideturn.interfaces.design.drawn_text import width_of, wrap

TEXT = 16
LINE = 22
BAR = 22
BETWEEN_TEXT_AND_BAR = 6
BETWEEN_ROWS = 18
AXIS = 28
NARROWEST = 280  # px: the text column of a 320 px phone, less the space before a count
BOLD = 1.1  # how much wider bold figures are
LABEL_LINES = 3


@dataclass(frozen=True)
class Line:
    """One line of words."""

    text: str
    y: int


@dataclass(frozen=True)
class Segment:
    """A part of a bar: percentages of the width, and the shade (1 to 6) that its category has in the legend."""

    x: float
    width: float
    value: int
    category: str
    shade: int

    @property
    def middle(self) -> float:
        """Return where the segment's own count is written."""
        return round(self.x + self.width / 2, 2)

    @property
    def has_room(self) -> bool:
        """Tell whether the count fits inside on the narrowest phone: three figures in about forty pixels."""
        return self.width >= 14


@dataclass(frozen=True)
class Count:
    """A count as it is said in words; None where it is not known."""

    value: int | None
    of_how_many: int | None = None
    category: str = ""


@dataclass(frozen=True)
class Row:
    """One bar with its words above it; `note` names below it the parts that are not known, where others are."""

    label: str
    lines: tuple[Line, ...]
    counts: tuple[Count, ...]
    y: int
    height: int
    segments: tuple[Segment, ...]
    whole: float | None = None
    note: tuple[Line, ...] = ()
    total: int | None = None

    @property
    def is_known(self) -> bool:
        """Tell whether any count of the bar is known."""
        return any(count.value is not None for count in self.counts)

    @property
    def unknown_width(self) -> float:
        """Return how far the hatching of a count not known reaches: it could lie anywhere up to the whole."""
        return 100 if self.whole is None else self.whole

    @property
    def bottom(self) -> int:
        """Return where the row ends, its note included."""
        return self.note[-1].y + BETWEEN_TEXT_AND_BAR if self.note else self.y + self.height


@dataclass(frozen=True)
class Tick:
    """A round number on the scale; the labels at the ends are turned inwards."""

    x: float
    value: int
    anchor: str


@dataclass(frozen=True)
class LegendEntry:
    """A category and its shade."""

    category: str
    shade: int


@dataclass(frozen=True)
class ChartDrawing:
    """A whole chart."""

    key: str
    title: str
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    legend: tuple[LegendEntry, ...]
    axis_y: int
    height: int

    @property
    def has_unknown(self) -> bool:
        """Tell whether the hatching for no data is needed."""
        return not all(row.is_known for row in self.rows)


def ticks_for(values: Iterable[int | None]) -> tuple[Tick, ...]:
    """Return the scale that holds the values."""
    numbers = ticks_to(max((value for value in values if value is not None), default=0))
    last = numbers[-1]
    return tuple(Tick(percent(number, last), number, _anchor(number, last)) for number in numbers)


def _anchor(number: int, last: int) -> str:
    return "start" if number == 0 else "end" if number == last else "middle"


def lines_of(label: str, top: int, *, beside: str) -> tuple[Line, ...]:
    """Return words in lines that a narrow phone holds, with what stands beside them on one of the lines."""
    width = NARROWEST - round(width_of(beside, TEXT) * BOLD)
    wrapped = wrap(label, width=width, size=TEXT, at_most=LABEL_LINES)
    return tuple(Line(text, top + TEXT + index * LINE) for index, text in enumerate(wrapped))


def bar_top(lines: tuple[Line, ...]) -> int:
    """Return where a bar begins below its words."""
    return lines[-1].y + BETWEEN_TEXT_AND_BAR


def finish(
    key: str, title: str, rows: tuple[Row, ...], ticks: tuple[Tick, ...], legend: tuple[LegendEntry, ...] = ()
) -> ChartDrawing:
    """Return the chart with its axis below the last row."""
    axis_y = rows[-1].bottom + BETWEEN_ROWS // 2
    return ChartDrawing(key, title, rows, ticks, legend, axis_y, axis_y + AXIS)
