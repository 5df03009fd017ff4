"""Areas in words: what each is to deliver, and what was reported of it; what nobody reported is never nought."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.words import is_promised
from tideturn.interfaces.design.moment import Moment, in_words
from tideturn.interfaces.website.presenters import labels
from tideturn.interfaces.website.presenters.commitment.positions import EvidenceWords, evidence_of
from tideturn.interfaces.website.presenters.rows import due_words, tag_words
from tideturn.packs.schema.partnership import Partnership


@dataclass(frozen=True)
class AreaLine:
    """One area in the list."""

    id: str
    name: str
    href: str
    duties: int
    reported: str
    complete: str


def area_line(one: Partnership, duties: int, reported: Iterable[Any], moment: Moment) -> AreaLine:
    """Return how much an area is to deliver and how much was reported of it."""
    held = list(reported)
    complete = sum(row.status == "complete" for row in held)
    return AreaLine(
        id=one.id,
        name=one.name,
        href=moment.link(f"/areas/{one.id}/"),
        duties=duties,
        reported=str(len(held)) if held else _("no data"),
        complete=_("%(complete)s of %(held)s") % {"complete": complete, "held": len(held)} if held else _("no data"),
    )


@dataclass(frozen=True)
class Duty:
    """One thing that an area is to deliver, and what was reported of it."""

    id: str
    title: str
    href: str
    plan: str
    due: str
    tag: str
    tag_colour: str
    answer: str
    status: str
    said: str
    source: str
    is_reported: bool
    evidence: tuple[EvidenceWords, ...] = ()


def duty_words(commitments: Iterable[Any], reported: Mapping[int, Any], moment: Moment) -> tuple[Duty, ...]:
    """Return what an area is to deliver, each with what was reported of it last."""
    return tuple(_duty(item, reported.get(item.pk), moment) for item in commitments)


def _duty(item: Any, row: Any, moment: Moment) -> Duty:
    return Duty(
        id=item.local_id,
        title=item.title,
        href=moment.link(item.get_absolute_url()),
        plan=item.plan.short_title,
        due=due_words(item),
        tag=tag_words(item.timing),
        tag_colour=labels.timing_colour(item.timing),
        answer=labels.acceptance_label(item.acceptance_value, promised=is_promised(item)),
        status=labels.status_label(row.status) if row else _("No data"),
        said=_said(row) if row else _("Nobody has reported how this area stands."),
        source=row.source if row else "",
        is_reported=row is not None,
        evidence=evidence_of(row, item) if row else (),
    )


def _said(row: Any) -> str:
    day = in_words(row.stated_on)
    said = _("%(who)s, %(day)s") % {"who": row.by.name, "day": day} if row.by else _("Reported, %(day)s") % {"day": day}
    return f"{said}. {row.note}".strip() if row.note else said


def known_words(duties: int, reported: int) -> str:
    """Return for how much of what an area is to deliver anything is held."""
    if not duties:
        return _("Nothing in the plans published by then is for every area.")
    if not reported:
        return _("No document held says how this area stands on any of it. That is no data, not nothing done.")
    return _("A report of this area is held for %(reported)s of %(duties)s. Of the rest there is no data.") % {
        "reported": reported,
        "duties": duties,
    }
