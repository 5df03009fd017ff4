"""The story of a promise: what it continues and what continued it, across plans, back to the first."""

from dataclasses import dataclass
from datetime import date

from tideturn.engines.plans.models import Commitment, Link
from tideturn.engines.plans.words import CONTINUITY, LinkOrigin


@dataclass(frozen=True)
class Story:
    """The commitments a promise descends from and led to, oldest first, and the links between them."""

    subject: Commitment
    commitments: tuple[Commitment, ...]
    links: tuple[Link, ...]

    @property
    def begins(self) -> int:
        """Return the year of the earliest commitment."""
        return self.commitments[0].plan.published.year


def story_of(commitment: Commitment, on: date | None = None) -> Story:
    """Return all that a commitment continues and all that continued it, following curated continuity only.

    On a day, only what was published by then is told.

    The walk goes straight back and straight forward; it does not turn round, because a sibling that continues the
    same ancestor is another promise's story.
    """
    back = _walk({commitment.pk}, on, toward_earlier=True)
    forward = _walk({commitment.pk}, on, toward_earlier=False)
    links = {link.pk: link for link in (*back, *forward)}
    told = {commitment.pk: commitment}
    for link in links.values():
        told.setdefault(link.later_id, link.later)
        told.setdefault(link.earlier_id, link.earlier)
    in_order = sorted(told.values(), key=lambda item: (item.plan.published, item.plan_id, item.order))
    return Story(commitment, tuple(in_order), tuple(links.values()))


def _walk(start: set[int], on: date | None, *, toward_earlier: bool) -> list[Link]:
    near, far = ("later_id", "earlier_id") if toward_earlier else ("earlier_id", "later_id")
    followed = Link.objects.filter(relation__in=CONTINUITY, origin=LinkOrigin.CURATED)
    if on is not None:
        followed = followed.filter(later__plan__published__lte=on, earlier__plan__published__lte=on)
    seen, edge, found = set(start), set(start), []
    while edge:
        links = list(followed.filter(**{f"{near}__in": edge}).select_related("later__plan", "earlier__plan"))
        found += links
        edge = {getattr(link, far) for link in links} - seen
        seen |= edge
    return found
