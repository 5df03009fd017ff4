"""Questions about sharing; the database answers for whoever acts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from tideturn.foundations.access.acting import current_actor
from tideturn.foundations.sharing.models import Agreement, BreakGlass, Part, Subject, Wish
from tideturn.foundations.sharing.words import GroundKind, Stance, WhyNotSeen
from tideturn.packs.pathways import load_vocabularies

WORDS = {
    GroundKind.HOLDER: "You are responsible for this.",
    GroundKind.REFERRAL: "It was referred to you, under a sharing agreement.",
    GroundKind.MEETING: "It is before a meeting you take part in, under a sharing agreement.",
    GroundKind.AGREEMENT: "You contribute to it, under a sharing agreement.",
    GroundKind.CONSENT: "It was referred to you, and the person agrees.",
    GroundKind.BREAK_GLASS: "You opened it in an emergency; a colleague reviews that.",
}


@dataclass(frozen=True)
class Ground:
    """Why the actor may see something, in words for the page; `basis` is what that rests on besides any wish."""

    kind: GroundKind
    words: str
    basis: str
    ends_at: datetime | None = None


def kind_of_ground(subject_id: UUID) -> GroundKind | None:
    """Return the strongest ground on which the actor may see a subject, or None."""
    with connection.cursor() as cursor:
        cursor.execute("select sharing_ground(%s)", [subject_id])
        [found] = cursor.fetchone()
    return GroundKind(found) if found else None


def kinds_of_grounds(subject_ids: Iterable[UUID]) -> dict[UUID, GroundKind]:
    """Return the strongest ground on which the actor may see each of some subjects, without those that are hidden."""
    with connection.cursor() as cursor:
        cursor.execute("select id, sharing_ground(id) from unnest(%s::uuid[]) as id", [list(subject_ids)])
        return {subject: GroundKind(found) for subject, found in cursor.fetchall() if found}


def kind_of_ground_of_person(person: UUID) -> GroundKind | None:
    """Return the strongest ground on which the actor may see anything about a person, or None."""
    with connection.cursor() as cursor:
        cursor.execute("select sharing_ground_of_person(%s)", [person])
        [found] = cursor.fetchone()
    return GroundKind(found) if found else None


def ground(subject_id: UUID) -> Ground | None:
    """Return why the actor may see a subject, or None where it is not there for them."""
    kind = kind_of_ground(subject_id)
    if kind is None:
        return None
    subject = Subject.objects.get(pk=subject_id)
    opening = _opening(subject_id) if kind == GroundKind.BREAK_GLASS else None
    return Ground(kind, WORDS[kind], _basis(kind, subject), opening.ends_at if opening else None)


def parts_in(subject_id: UUID) -> QuerySet[Part]:
    """Return the parts in force in a subject, for those who may see it: who is responsible first."""
    in_order = Part.objects.in_force().filter(subject_id=subject_id).select_related("agency", "team")
    return in_order.order_by("since", "pk")


def partners_of(agency_id: str, purpose: str) -> tuple[str, ...]:
    """Return the other parties of an agency's agreements in force for a purpose, in an order of their own."""
    ours = Agreement.objects.in_force().filter(parties__contains=[agency_id], purposes__contains=[purpose])
    parties = {party for agreement in ours for party in agreement.parties}
    return tuple(sorted(parties - {agency_id}))


def agreements() -> QuerySet[Agreement]:
    """Return the agreements of the actor's agency, those not ended first, each with who has signed it."""
    ours = Agreement.objects.filter(parties__contains=[current_actor().agency_id])
    with_signatures = ours.prefetch_related("signatures__agency")
    return with_signatures.order_by(F("ended_at").desc(nulls_first=True), "-starts_on", "pk")


def why_not_seen(subject_id: UUID, agency_id: str) -> WhyNotSeen | None:
    """Return why an agency would not see a subject that was referred to it now, or None where it would."""
    subject = Subject.objects.get(pk=subject_id)
    if agency_id == subject.holder_agency_id:
        return None
    # Nobody known has no wish: no person has the id of a subject.
    standing = wishes_of(subject.about or subject.pk).filter(since__lte=Now(), purpose__in=("", subject.purpose))
    is_about_them = Q(recipient=None) | Q(recipient_id=agency_id)
    if standing.filter(is_about_them, stance=Stance.OBJECTS.value).exists():
        return WhyNotSeen.OBJECTS
    agrees = standing.filter(stance=Stance.AGREES.value, recipient_id=agency_id, purpose=subject.purpose)
    is_covered = _covering(subject, [subject.holder_agency_id, agency_id]).exists() or agrees.exists()
    return None if is_covered else WhyNotSeen.NO_AGREEMENT


def wishes_of(person: UUID) -> QuerySet[Wish]:
    """Return the wishes of a person that are in force, for those who may see the person."""
    has_not_ended = Q(until=None) | Q(until__gt=Now())
    return Wish.objects.filter(has_not_ended, person=person, withdrawn_at=None).order_by("since", "pk")


def openings_to_review() -> QuerySet[BreakGlass]:
    """Return the emergency openings of the actor's agency, by others, that wait for a review; the oldest first."""
    actor = current_actor()
    waiting = BreakGlass.objects.filter(Q(agency_id=actor.agency_id), ~Q(user_id=actor.user_id), reviewed_at=None)
    return waiting.select_related("user").order_by("began_at", "pk")


def _opening(subject_id: UUID) -> BreakGlass | None:
    mine = BreakGlass.objects.filter(Q(user_id=current_actor().user_id), subject_id=subject_id)
    return mine.filter(ends_at__gt=Now()).order_by("-ends_at").first()


def _basis(kind: GroundKind, subject: Subject) -> str:
    kept_for = f"Kept for one purpose: {purpose_title(subject.purpose)}."
    if kind == GroundKind.CONSENT:
        return f"{kept_for} Shared with you because the person agrees, and no longer than that."
    if kind in (GroundKind.REFERRAL, GroundKind.MEETING, GroundKind.AGREEMENT):
        return f"{kept_for} Shared with you under {_agreements(subject)}, as long as the person does not object."
    return kept_for


def purpose_title(purpose: str) -> str:
    """Return what the pack calls a purpose; its id where it does not know it."""
    return next((one.title for one in load_vocabularies().purposes if one.id == purpose), purpose)


def _agreements(subject: Subject) -> str:
    parties = [subject.holder_agency_id, current_actor().agency_id or ""]
    if parties[0] == parties[1]:
        return "the roof of one agency"
    titles = _covering(subject, parties).order_by("starts_on", "pk").values_list("title", flat=True)
    return "; ".join(f"“{title}”" for title in titles)


def _covering(subject: Subject, parties: Sequence[str]) -> "QuerySet[Agreement]":
    """Return the agreements in force by which these agencies share a subject."""
    return Agreement.objects.in_force().filter(
        Q(categories=[]) | Q(categories__contains=[subject.kind]),
        Q(areas=[]) | Q(areas__overlap=subject.areas),
        parties__contains=list(parties),
        purposes__contains=[subject.purpose],
    )
