"""Where each plan stands along the years."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from tideturn.interfaces.design.lineage import measures
from tideturn.interfaces.design.lineage.story import Story, StoryNode

DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True)
class Column:
    """A plan: the commitments of the story that it holds, from `x` rightwards."""

    plan: str
    when: str
    published: date
    nodes: tuple[StoryNode, ...]
    x: int


@dataclass(frozen=True)
class Timeline:
    """The columns, and where any date lies between them.

    Between two plans time runs evenly; from one gap to the next its scale differs, because plans come in flocks.
    """

    columns: tuple[Column, ...]
    end_x: int
    end_date: date

    @property
    def marks(self) -> tuple[tuple[date, int], ...]:
        """Return the dates whose place is fixed, in order: each plan's, and the end."""
        return (*((column.published, column.x) for column in self.columns), (self.end_date, self.end_x))

    def x_of(self, day: date) -> int:
        """Return where a date lies; before the first plan that is the first plan's place, after the end the end."""
        dates = [published for published, _ in self.marks]
        after = bisect_right(dates, day)
        if after == 0:
            return self.marks[0][1]
        if after == len(dates):
            return self.end_x
        (begins, left), (ends, right) = self.marks[after - 1], self.marks[after]
        return left + round((right - left) * (day - begins).days / (ends - begins).days)


def lay_columns(story: Story) -> Timeline:
    """Return a column for each plan in order of publication, further apart where more years passed."""
    plans: dict[tuple[date, str], list[StoryNode]] = {}
    for node in story.nodes:
        plans.setdefault((node.published, node.plan), []).append(node)
    x, columns = measures.EDGE, list[Column]()
    for (published, plan), nodes in sorted(plans.items(), key=lambda item: item[0]):
        x += _step(columns[-1].published, published) if columns else 0
        columns.append(Column(plan, nodes[0].shown_when, published, tuple(nodes), x))
    return Timeline(tuple(columns), x + _step(columns[-1].published, story.ends), story.ends)


def _step(earlier: date, later: date) -> int:
    years = (later - earlier).days / DAYS_OF_A_YEAR
    widening = min(measures.WIDENING_AT_MOST, round(years * measures.PER_YEAR))
    return measures.CARD + measures.BETWEEN_COLUMNS + widening
