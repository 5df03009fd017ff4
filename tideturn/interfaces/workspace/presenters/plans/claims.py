"""What was claimed of a commitment, and what was found, each with its evidence."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.interfaces.workspace.presenters.plans import labels
from tideturn.interfaces.workspace.presenters.times import day_words


@dataclass(frozen=True)
class Shown:
    """A piece of evidence, and where it can be looked at."""

    title: str
    href: str


@dataclass(frozen=True)
class Word:
    """A claim or a verdict: what, by whom and when, why, and what bears it out."""

    label: str
    said: str
    note: str
    source: str
    evidence: tuple[Shown, ...]


def claims_of(commitment: Any) -> tuple[Word, ...]:
    """Return what was claimed, the latest first."""
    rows = sorted(commitment.positions.all(), key=lambda row: (row.stated_on, row.pk), reverse=True)
    return tuple(
        Word(
            label=labels.status_words(row.status) if row.status else _("A note, without a status"),
            said=_by_and_on(row.by.name if row.by else "", row.stated_on),
            note=row.note,
            source=row.source,
            evidence=evidence_of(row, commitment),
        )
        for row in rows
    )


def verdicts_of(commitment: Any) -> tuple[Word, ...]:
    """Return what was found, the latest first."""
    rows = sorted(commitment.verdicts.all(), key=lambda row: (row.stated_on, row.pk), reverse=True)
    return tuple(
        Word(
            label=labels.verdict_words(row.value),
            said=_by_and_on(f"{row.author}, {row.organisation.name}", row.stated_on),
            note=row.reason,
            source="",
            evidence=evidence_of(row, commitment),
        )
        for row in rows
    )


def evidence_of(row: Any, commitment: Any) -> tuple[Shown, ...]:
    """Return what bears a row out."""
    page = commitment.get_absolute_url()
    return tuple(Shown(item.title, item.address or f"{page}evidence/{item.pk}/") for item in row.evidence.all())


def _by_and_on(who: str, day: Any) -> str:
    return _("%(who)s, %(day)s") % {"who": who, "day": day_words(day)} if who else day_words(day)
