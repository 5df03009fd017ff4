"""The story of a theme: what continues what, across its plans, drawn and told; what stands alone is counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.plans.words import CONTINUITY
from tideturn.interfaces.design.lineage import LineageDrawing, Telling, draw_lineage, tell
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.presenters.commitment.telling import connected, is_sure, story_along

# More cards than these would be taller than anybody scrolls; the rest is told in words.
CARDS_DRAWN = 24


@dataclass(frozen=True)
class ThemeStory:
    """The picture of a theme's stories, the same in words, and what the picture leaves out."""

    drawing: LineageDrawing | None
    telling: Telling | None
    words: str


def theme_story(
    numbers: Iterable[int], links: Iterable[Any], heard: Mapping[int, date | None], moment: Moment
) -> ThemeStory:
    """Return the stories that touch some commitments, the longest drawn first for as long as there is room."""
    ours = set(numbers)
    kept = [link for link in links if link.relation in CONTINUITY and is_sure(link)]
    stories = _stories(kept)
    joined = {end for link in kept for end in (link.later_id, link.earlier_id)}
    drawn = _drawn(stories)
    told = [link for story in stories for link in story]
    return ThemeStory(
        drawing=draw_lineage(story_along(drawn, heard, moment)) if drawn else None,
        telling=tell(story_along(told, heard, moment)) if told else None,
        words=story_words(len(stories), len(ours - joined), is_whole=len(drawn) == len(told)),
    )


def _stories(links: list[Any]) -> list[list[Any]]:
    """Return links that hang together in lists of their own, the longest first."""
    left, stories = list(links), []
    while left:
        story = connected(left[0].later_id, left)
        stories.append(story)
        left = [link for link in left if link not in story]
    return sorted(stories, key=lambda story: (-len(story), min(link.pk for link in story)))


def _drawn(stories: list[list[Any]]) -> list[Any]:
    """Return the links of as many whole stories as there is room for, one at least."""
    found: list[Any] = []
    cards: set[int] = set()
    for story in stories:
        more = {end for link in story for end in (link.later_id, link.earlier_id)}
        if found and len(cards | more) > CARDS_DRAWN:
            continue
        found, cards = found + story, cards | more
    return found


def story_words(stories: int, alone: int, *, is_whole: bool) -> str:
    """Return how many stories there are, what stands alone, and whether the picture holds all of it."""
    if not stories:
        return _("No earlier or later commitment in the plans held is known to be the same promise as any of these.")
    said = [
        ngettext(
            "%(stories)s story runs through the plans: years go from left to right, lines join and split, and fade "
            "where nothing was heard.",
            "%(stories)s stories run through the plans: years go from left to right, lines join and split, and fade "
            "where nothing was heard.",
            stories,
        ) % {"stories": stories},
        _("The links are our reading, each with its reason."),
    ]  # fmt: skip
    if not is_whole:
        said.append(_("The picture holds the longest of them; the list below tells all."))
    if alone:
        said.append(
            ngettext(
                "%(alone)s more stands alone: nothing earlier or later is known to be the same promise.",
                "%(alone)s more stand alone: nothing earlier or later is known to be the same promise.",
                alone,
            )
            % {"alone": alone}
        )
    return " ".join(said)
