"""Where a commitment comes from and what came of it, as the contract shows it."""

from datetime import date

from tideturn.engines.plans import queries
from tideturn.engines.plans.models import Commitment, Link
from tideturn.engines.plans.story import story_of
from tideturn.engines.plans.words import Confidence, LinkKind, LinkOrigin, Relation
from tideturn.interfaces.api.plans.presenters.commitment import commitment_name
from tideturn.interfaces.api.plans.presenters.words import relation_in_words
from tideturn.interfaces.api.plans.shapes import detail as shape


def lineage(commitment: Commitment, day: date) -> shape.Lineage:
    """Return the links of a commitment both ways, and its story, as published by a day."""
    links = list(queries.links_of([commitment.pk], day))
    story = story_of(commitment, day)
    return shape.Lineage(
        earlier=[_link(link, link.earlier) for link in links if link.later_id == commitment.pk],
        later=[_link(link, link.later) for link in links if link.earlier_id == commitment.pk],
        story=[_linked(item) for item in story.commitments],
        begins=story.begins,
    )


def _link(link: Link, other: Commitment) -> shape.Link:
    return shape.Link(
        id=link.id,
        relation=Relation(link.relation),
        relation_in_words=relation_in_words(link.relation),
        why=link.why,
        confidence=Confidence(link.confidence),
        origin=LinkOrigin(link.origin),
        kind=LinkKind(link.kind),
        rank=link.rank,
        commitment=_linked(other),
    )


def _linked(commitment: Commitment) -> shape.LinkedCommitment:
    return shape.LinkedCommitment(**dict(commitment_name(commitment)), published=commitment.plan.published)
