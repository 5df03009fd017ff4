"""The same story in words: an ordered list by year, for anyone who cannot see the picture, and for print."""

from dataclasses import dataclass
from itertools import groupby

from tideturn.interfaces.design.lineage.story import Story, StoryLink, StoryNode


@dataclass(frozen=True)
class TellingLink:
    """What a commitment does to an earlier one, and which that is."""

    link: StoryLink
    earlier: StoryNode


@dataclass(frozen=True)
class TellingEntry:
    """A commitment, what it does to earlier ones, and whether nothing is held that took it up."""

    node: StoryNode
    links: tuple[TellingLink, ...]
    has_sequel: bool


@dataclass(frozen=True)
class TellingYear:
    """All that a year brought."""

    year: int
    entries: tuple[TellingEntry, ...]


@dataclass(frozen=True)
class Telling:
    """The story by year, oldest first."""

    key: str
    years: tuple[TellingYear, ...]


def tell(story: Story) -> Telling:
    """Return the story as a list by year: every commitment once, every link once, under the later commitment."""
    nodes = {node.id: node for node in story.nodes}
    taken_up = {link.earlier for link in story.links}
    in_order = sorted(story.nodes, key=lambda node: node.published)
    entries = [
        TellingEntry(
            node,
            tuple(TellingLink(link, nodes[link.earlier]) for link in story.links if link.later == node.id),
            node.id in taken_up,
        )
        for node in in_order
    ]
    by_year = groupby(entries, key=lambda entry: entry.node.published.year)
    return Telling(story.key, tuple(TellingYear(year, tuple(group)) for year, group in by_year))
