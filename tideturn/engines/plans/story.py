"""The story of a promise: what it continues and what continued it, across plans, back to the first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

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


def story_of(commitment: Commitment, on: date) -> Story:
    """Return all that a commitment continues and all that continued it, following curated continuity only.

    Only the links that stood on the day are told.

    The walk goes straight back and straight forward; it does not turn round, because a sibling that continues the
    same ancestor is another promise's story.
    """
    links = _walk(commitment.pk, on)
    told = {commitment.pk: commitment}
    for link in links:
        told.setdefault(link.later_id, link.later)
        told.setdefault(link.earlier_id, link.earlier)
    in_order = sorted(told.values(), key=lambda item: (item.plan.published, item.plan_id, item.order))
    return Story(commitment, tuple(in_order), links)


def _walk(start: int, on: date) -> tuple[Link, ...]:
    """Return the links of both ways, oldest first, found by a step back and one forward at a time."""
    followed = Link.objects.standing(on).filter(relation__in=CONTINUITY, origin=LinkOrigin.CURATED)
    followed = followed.select_related("later__plan", "earlier__plan")
    back, forward, found = {start}, {start}, dict[str, Link]()
    seen_back, seen_forward = set(back), set(forward)
    while back or forward:
        links = list(followed.filter(Q(later__in=back) | Q(earlier__in=forward)))
        found |= {link.pk: link for link in links}
        back = {link.earlier_id for link in links if link.later_id in back} - seen_back
        forward = {link.later_id for link in links if link.earlier_id in forward} - seen_forward
        seen_back |= back
        seen_forward |= forward
    return tuple(sorted(found.values(), key=_in_time))


def _in_time(link: Link) -> tuple[date, int, date, int, str]:
    earlier, later = link.earlier, link.later
    return earlier.plan.published, earlier.order, later.plan.published, later.order, link.pk
