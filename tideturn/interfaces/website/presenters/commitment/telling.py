"""The story of a promise, drawn and in words; and apart from it the links that are no continuity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.words import CONTINUITY, Confidence, LinkOrigin
from tideturn.interfaces.design.lineage import LineageDrawing, Story, StoryLink, StoryNode, Telling, draw_lineage, tell
from tideturn.interfaces.design.moment import Moment, in_words


@dataclass(frozen=True)
class Told:
    """The story as a picture and as a list; nothing when no other plan held takes the promise up."""

    drawing: LineageDrawing
    telling: Telling
    begins: int
    others: int


@dataclass(frozen=True)
class Aside:
    """The commitment at the other end of a link that is no continuity, and why it is linked."""

    id: str
    title: str
    href: str
    plan: str
    why: str
    confidence: str


@dataclass(frozen=True)
class AsideGroup:
    """Links of one kind, told from the side of the commitment whose page it is: “It depends on”, “Depends on it”."""

    words: str
    asides: tuple[Aside, ...]


def told(subject: Any, links: Iterable[Any], heard: Mapping[int, date | None], moment: Moment) -> Told | None:
    """Return the story drawn and told, or nothing where the promise stands alone."""
    kept = connected(subject.pk, [link for link in links if is_sure(link)])
    if not kept:
        return None
    story = story_along(kept, heard, moment, subject=subject)
    return Told(draw_lineage(story), tell(story), story.nodes[0].published.year, len(story.nodes) - 1)


def story_along(links: list[Any], heard: Mapping[int, date | None], moment: Moment, *, subject: Any = None) -> Story:
    """Return the story that some links tell, oldest first; a subject is the one whose page it stands on."""
    commitments = {} if subject is None else {subject.pk: subject}
    for link in links:
        commitments.setdefault(link.earlier_id, link.earlier)
        commitments.setdefault(link.later_id, link.later)
    in_order = sorted(commitments.values(), key=lambda item: (item.plan.published, item.plan_id, item.order))
    return Story(
        nodes=tuple(_node(item, subject, heard, moment) for item in in_order),
        links=tuple(_link(link) for link in links),
        as_of=moment.day,
    )


def is_sure(link: Any) -> bool:
    """Return whether a link is the best reading, judged by a person."""
    return bool(link.confidence != Confidence.ALTERNATIVE and link.origin == LinkOrigin.CURATED)


def connected(start: int, links: list[Any]) -> list[Any]:
    """Return the links that hang together with the start, in the order given."""
    reached = {start}
    while True:
        near = {end for link in links if {link.later_id, link.earlier_id} & reached
                for end in (link.later_id, link.earlier_id)}  # fmt: skip
        if near <= reached:
            return [link for link in links if link.later_id in reached]
        reached |= near


def _node(item: Any, subject: Any, heard: Mapping[int, date | None], moment: Moment) -> StoryNode:
    return StoryNode(
        id=str(item.pk),
        label=item.title,
        plan=item.plan.short_title,
        published=item.plan.published,
        href=moment.link(item.get_absolute_url()),
        last_heard=heard.get(item.pk),
        is_subject=subject is not None and item.pk == subject.pk,
        reference=item.local_id,
        when=in_words(item.plan.published, item.plan.published_precision),
    )


def _link(link: Any) -> StoryLink:
    return StoryLink(
        later=str(link.later_id),
        earlier=str(link.earlier_id),
        relation=link.relation,
        why=link.why,
        confidence=str(link.get_confidence_display()),
        words=str(link.get_relation_display()),
    )


def asides(subject: Any, links: Iterable[Any], moment: Moment, *, sure: bool) -> tuple[AsideGroup, ...]:
    """Return the links beside the story by kind, the sure ones or the second-best readings and suggestions."""
    groups: dict[str, list[Aside]] = {}
    for link in links:
        is_beside = link.relation not in CONTINUITY or not is_sure(link)
        if is_beside and is_sure(link) == sure:
            groups.setdefault(relation_words(subject, link), []).append(_aside(subject, link, moment))
    return tuple(AsideGroup(words, tuple(found)) for words, found in groups.items())


def relation_words(subject: Any, link: Any) -> str:
    """Return what the subject does to the other end, or the other end to it."""
    relation = str(link.get_relation_display())
    if link.later_id == subject.pk:
        return _("It %(relation)s:") % {"relation": relation}
    return _("%(relation)s it:") % {"relation": relation[:1].upper() + relation[1:]}


def _aside(subject: Any, link: Any, moment: Moment) -> Aside:
    other = link.earlier if link.later_id == subject.pk else link.later
    return Aside(
        id=other.local_id,
        title=other.title,
        href=moment.link(other.get_absolute_url()),
        plan=other.plan.short_title,
        why=link.why,
        confidence=confidence_words(link),
    )


def confidence_words(link: Any) -> str:
    """Return how sure the reading is, and that it is a suggestion where no person judged it."""
    if link.origin == LinkOrigin.SUGGESTED:
        return str(link.get_origin_display())
    return str(link.get_confidence_display())
