"""Links to earlier commitments: proposed by their words, accepted or refused by a person, never shown before that."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from tideturn.engines.plans.history import because
from tideturn.engines.plans.models import Link, LinkSuggestion, Plan
from tideturn.engines.plans.reading_in.errors import AlreadyDecided, AlreadyLinked, ReadingNotFound
from tideturn.engines.plans.reading_in.passages import passages_of
from tideturn.engines.plans.speaking import check_publishes_for_all
from tideturn.engines.plans.words import Confidence, LinkKind, LinkOrigin, Origin, Relation, SuggestionState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit
from tideturn.methods.wording.likeness.ranking import WORTH_SHOWING, Index

# The first five hold two in three of the links that people judged (docs/measured/suggested_links.md).
SUGGESTED_AT_MOST = 5


@dataclass(frozen=True)
class Judgement:
    """What a person says of a link that was proposed: what the later one does to the earlier, how sure, and why."""

    relation: Relation
    confidence: Confidence
    reason: str


@transaction.atomic
def suggest(*, plan: Plan) -> int:
    """Propose links from the commitments of a plan to those of plans published before it; return how many are new.

    What is linked already, and what a person refused, is not proposed again.
    """
    earlier = passages_of(Q(plan__published__lt=plan.published))
    own = passages_of(Q(plan=plan))
    index = Index.of([*earlier.values(), *own.values()])
    settled = _settled(plan)
    new = []
    for key, passage in own.items():
        among = earlier.keys() - settled.get(key, set())
        near_ones = index.nearest(passage, among=among, at_most=SUGGESTED_AT_MOST, least_share=WORTH_SHOWING)
        for rank, near in enumerate(near_ones, start=1):
            words = ", ".join(index.shared_words(passage, earlier[near.id]))[:500]
            new.append(LinkSuggestion(later_id=int(key), earlier_id=int(near.id), rank=rank, words=words))
    before = LinkSuggestion.objects.filter(later__plan=plan).count()
    LinkSuggestion.objects.bulk_create(new, ignore_conflicts=True)
    return LinkSuggestion.objects.filter(later__plan=plan).count() - before


def _settled(plan: Plan) -> dict[str, set[str]]:
    """Return for each commitment of a plan those that it is linked to, or that a person decided about."""
    found: dict[str, set[str]] = {}
    links = Link.objects.filter(Q(later__plan=plan) | Q(earlier__plan=plan)).values_list("later_id", "earlier_id")
    decided = LinkSuggestion.objects.filter(later__plan=plan).exclude(state=SuggestionState.OPEN)
    for one, other in (*links, *decided.values_list("later_id", "earlier_id")):
        found.setdefault(str(one), set()).add(str(other))
        found.setdefault(str(other), set()).add(str(one))
    return found


def waiting(plan: Plan | None = None) -> "QuerySet[LinkSuggestion]":
    """Return the links that wait for a person, the newest plan first, each commitment's best first."""
    found = LinkSuggestion.objects.filter(state=SuggestionState.OPEN).select_related("later__plan", "earlier__plan")
    found = found if plan is None else found.filter(later__plan=plan)
    return found.order_by("-later__plan__published", "later__plan", "later__order", "later_id", "rank", "id")


def decided() -> "QuerySet[LinkSuggestion]":
    """Return the links that a person decided about, the latest first."""
    found = LinkSuggestion.objects.exclude(state=SuggestionState.OPEN).select_related("later__plan", "earlier__plan")
    return found.order_by("-decided_at", "id")


@transaction.atomic
def accept(*, suggestion_id: uuid.UUID, judgement: Judgement, by: Actor) -> Link:
    """Make a proposed link one that a person judged, and return it.

    Raise AlreadyDecided where somebody was faster, and AlreadyLinked where the register has this link by now.
    """
    check_publishes_for_all(by)
    found = _held(suggestion_id, SuggestionState.OPEN)
    ends = {"later": found.later_id, "earlier": found.earlier_id}
    if Link.objects.filter(**ends, relation=judgement.relation, unlinked_on=None).exists():
        raise AlreadyLinked
    with because(by=by.name, reason="a suggested link was accepted"):
        link = Link.objects.create(
            id=_link_of(found),
            kind=LinkKind.CROSS_DOCUMENT,
            later=found.later,
            earlier=found.earlier,
            relation=judgement.relation,
            confidence=judgement.confidence,
            why=judgement.reason,
            origin=LinkOrigin.CURATED,
            entered=Origin.STAFF,
            linked_on=timezone.localdate(),
        )
    said = {"link": link.pk, "relation": judgement.relation, "confidence": judgement.confidence}
    _decide(found, SuggestionState.ACCEPTED, judgement.reason, by)
    _told(found, "accepted", by, after=said)
    return link


@transaction.atomic
def refuse(*, suggestion_id: uuid.UUID, reason: str, by: Actor) -> LinkSuggestion:
    """Refuse a proposed link, in a word, for good; raise AlreadyDecided where somebody was faster."""
    check_publishes_for_all(by)
    found = _held(suggestion_id, SuggestionState.OPEN)
    _decide(found, SuggestionState.REFUSED, reason, by)
    _told(found, "refused", by)
    return found


@transaction.atomic
def take_back(*, suggestion_id: uuid.UUID, reason: str, by: Actor) -> LinkSuggestion:
    """Take back a link that a person accepted, in a word: it ends today, and is never proposed again.

    Raise AlreadyDecided where it was taken back before, or the pack says it by now.
    """
    check_publishes_for_all(by)
    found = _held(suggestion_id, SuggestionState.ACCEPTED)
    before = {"why": found.reason}
    with because(by=by.name, reason="a link that had been accepted was taken back"):
        stands = Link.objects.filter(pk=_link_of(found), entered=Origin.STAFF, unlinked_on=None)
        ended = stands.update(unlinked_on=timezone.localdate())
    if not ended:
        raise AlreadyDecided
    _decide(found, SuggestionState.REFUSED, reason, by)
    _told(found, "taken-back", by, before=before)
    return found


def suggestion(suggestion_id: uuid.UUID) -> LinkSuggestion:
    """Return a proposed link, decided or not, or raise ReadingNotFound."""
    found = LinkSuggestion.objects.select_related("later__plan", "earlier__plan").filter(pk=suggestion_id).first()
    if found is None:
        raise ReadingNotFound
    return found


def _link_of(found: LinkSuggestion) -> str:
    """Return the id of the link that a suggestion becomes."""
    return f"S-{found.pk.hex[:16]}"


def _held(suggestion_id: uuid.UUID, state: SuggestionState) -> LinkSuggestion:
    found = LinkSuggestion.objects.select_for_update().filter(pk=suggestion_id).first()
    if found is None:
        raise ReadingNotFound
    if found.state != state:
        raise AlreadyDecided
    return found


def _decide(found: LinkSuggestion, state: SuggestionState, reason: str, by: Actor) -> None:
    found.state, found.reason, found.decided_by, found.decided_at = state, reason, by.name[:120], timezone.now()
    found.save()


def _told(
    found: LinkSuggestion,
    did: str,
    by: Actor,
    before: Mapping[str, str] | None = None,
    after: Mapping[str, str] | None = None,
) -> None:
    ends = {"later": str(found.later), "earlier": str(found.earlier), "why": found.reason}
    detail = {**ends, "before": before, "after": after or {}}
    audit.record(actor=by, action=f"plans.link-{did}", kind="plans-link", subject=found.pk, detail=detail)
