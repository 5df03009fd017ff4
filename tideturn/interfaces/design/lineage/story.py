"""What the picture is asked to show: commitments, and what later ones do to earlier ones."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

KEY = re.compile(r"[a-z][a-z0-9-]*")
OWN_ADDRESS = re.compile(r"/(?![/\\])[^\s\\]*")  # a path of this site: never another site, never a script


@dataclass(frozen=True)
class StoryNode:
    """A commitment in the story.

    `id` tells it from all others; `reference` is what is printed (the id unless given); `when` is the date of its plan
    in words (the year unless given); `last_heard` is the latest date on which a document held speaks of it, None where
    nothing was heard after it was made.
    """

    id: str
    label: str
    plan: str
    published: date
    href: str
    last_heard: date | None = None
    is_subject: bool = False
    reference: str = ""
    when: str = ""

    def __post_init__(self) -> None:
        """Refuse what a reader could not see or follow."""
        for name in ("id", "label", "plan"):
            if not getattr(self, name).strip():
                raise ValueError(f"a commitment of the story has no {name}; give it in words")
        if not OWN_ADDRESS.fullmatch(self.href):
            raise ValueError(f"{self.id!r} leads to {self.href!r}; give a path of this site, such as /plans/")

    @property
    def shown_reference(self) -> str:
        """Return what is printed on the card."""
        return self.reference or self.id

    @property
    def shown_when(self) -> str:
        """Return the date of its plan in words."""
        return self.when or str(self.published.year)

    @property
    def heard_to(self) -> date:
        """Return the last date on which anything was heard, which is never before it was made."""
        return max(self.published, self.last_heard or self.published)


@dataclass(frozen=True)
class StoryLink:
    """What a later commitment does to an earlier one; `words` is how its relation is read, its name unless given."""

    later: str
    earlier: str
    relation: str
    why: str = ""
    confidence: str = ""
    words: str = ""

    def __post_init__(self) -> None:
        """Refuse a link of a commitment to itself, or one that does not say what it means."""
        if self.later == self.earlier:
            raise ValueError(f"{self.later!r} is linked to itself; link it to another commitment")
        if not self.relation.strip():
            raise ValueError(f"the link from {self.later!r} to {self.earlier!r} has no relation; say what it does")

    @property
    def shown_words(self) -> str:
        """Return the relation as it is read."""
        return self.words or self.relation.replace("_", " ")


@dataclass(frozen=True)
class Story:
    """All the commitments and links of one story, told as at a date; `key` makes the ids in the page unique."""

    nodes: tuple[StoryNode, ...]
    links: tuple[StoryLink, ...]
    as_of: date
    key: str = "story"

    def __post_init__(self) -> None:
        """Refuse a story that contradicts itself."""
        if not KEY.fullmatch(self.key):
            raise ValueError(f"the key {self.key!r} cannot stand in an id; use small letters, digits and hyphens")
        if not self.nodes:
            raise ValueError("the story has no commitment; give at least the one it is about")
        _check_once("commitment", (node.id for node in self.nodes))
        _check_once("link", ((link.later, link.relation, link.earlier) for link in self.links))
        if sum(node.is_subject for node in self.nodes) > 1:
            raise ValueError("the story is about more than one commitment; mark one as its subject")
        self._check_ends()

    def _check_ends(self) -> None:
        known = {node.id for node in self.nodes}
        for link in self.links:
            for end in (link.later, link.earlier):
                if end not in known:
                    raise ValueError(f"a link names {end!r}, which is not in the story; add it, or leave the link out")

    @property
    def ends(self) -> date:
        """Return the date to which the picture runs: the date asked for, or the latest plan where that is later."""
        return max(self.as_of, *(node.published for node in self.nodes))


def _check_once(what: str, keys: Iterable[Hashable]) -> None:
    twice = [key for key, count in Counter(keys).items() if count > 1]
    if twice:
        raise ValueError(f"the story holds the {what} {twice[0]!r} twice; give it once")
