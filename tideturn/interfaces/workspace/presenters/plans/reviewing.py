"""What wants looking at, as rows for whoever scrutinises."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tideturn.interfaces.workspace.presenters.plans import labels


@dataclass(frozen=True)
class ReviewRow:
    """A commitment to be looked at; `is_own` where an agency of the reviewer's answers for it."""

    id: str
    title: str
    plan: str
    href: str
    owners: str
    due: str
    status: str
    heard: str
    verdict: str
    is_own: bool


def review_rows(found: Iterable[Any], own: Collection[str], *, is_public: bool = False) -> tuple[ReviewRow, ...]:
    """Return commitments as rows that lead to where they are judged, or to their public pages."""
    return tuple(_row(one, own, is_public) for one in found)


def _row(one: Any, own: Collection[str], is_public: bool) -> ReviewRow:
    judged = {"plan_id": one.plan_id, "local_id": one.local_id}
    return ReviewRow(
        id=one.local_id,
        title=one.title,
        plan=one.plan.short_title,
        href=one.get_absolute_url() if is_public else reverse("plans-review-one", kwargs=judged),
        owners=", ".join(body.name for body in one.owners) or _("Nobody is named"),
        due=labels.due_words(one),
        status=labels.status_words(one.status_value),
        heard=labels.heard_words(one.last_heard_on),
        verdict=labels.verdict_words(one.verdict_value),
        is_own=any(body.pk in own for body in one.owners),
    )
