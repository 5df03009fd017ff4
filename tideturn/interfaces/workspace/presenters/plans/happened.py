"""What happened in the register, in the words of whoever scrutinises."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from tideturn.engines.plans.happenings import Happening
from tideturn.interfaces.design.area_names import area_name
from tideturn.interfaces.workspace.presenters.plans import labels
from tideturn.interfaces.workspace.presenters.times import day_words


@dataclass(frozen=True)
class HappenedRow:
    """One thing that changed."""

    day: str
    words: str
    detail: str
    title: str
    href: str


def happened_rows(found: Iterable[Happening]) -> tuple[HappenedRow, ...]:
    """Return what changed as rows, in the order given."""
    return tuple(_row(one) for one in found)


def _row(one: Happening) -> HappenedRow:
    held = one.commitment
    about = {"plan_id": held.plan_id, "local_id": held.local_id} if held else {}
    return HappenedRow(
        day=day_words(timezone.localtime(one.at).date()),
        words=labels.happened_words(one.concerns, one.did),
        detail=_detail(one.says) if one.did != "delete" else "",
        title=f"{held.local_id} {held.title}" if held else (one.plan.short_title if one.plan else ""),
        href=reverse("plans-review-one", kwargs=about) if held else (f"/plans/{one.plan.pk}/" if one.plan else ""),
    )


def _detail(says: Any) -> str:
    """Return what a row says now, in as many words as a list has room for."""
    said = [
        labels.status_words(says.status) if getattr(says, "status", "") else "",
        labels.verdict_words(says.value) if type(says).__name__ == "VerdictEvent" else "",
        labels.answer_words(says.value) if type(says).__name__ == "AcceptanceEvent" else "",
        day_words(says.due_date) if type(says).__name__ == "DueDateRevisionEvent" else "",
        area_name(getattr(says, "area_code", "")),
        *(getattr(says, name, "") or "" for name in ("note", "reason", "summary", "words", "as_written", "why")),
    ]
    return " · ".join(dict.fromkeys(part for part in said if part))
