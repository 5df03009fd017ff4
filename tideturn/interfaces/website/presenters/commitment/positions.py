"""How far it is: what was reported, dated and sourced, and beside it what an independent check found."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.words import Role
from tideturn.interfaces.design.moment import Moment, in_words
from tideturn.interfaces.website.presenters import labels
from tideturn.interfaces.website.presenters.commitment.sources import Source, source_of, stated_words


@dataclass(frozen=True)
class EvidenceWords:
    """A link or file that bears something out."""

    title: str
    address: str
    dated: str


@dataclass(frozen=True)
class Claim:
    """One dated position."""

    label: str
    as_written: str
    said: str
    reporter: str
    note: str
    source: Source
    evidence: tuple[EvidenceWords, ...]


@dataclass(frozen=True)
class Judgement:
    """One verdict by someone other than the owner."""

    label: str
    said: str
    reason: str
    evidence: tuple[EvidenceWords, ...]


@dataclass(frozen=True)
class AreaLine:
    """How one area stands on what every area must do."""

    area: str
    label: str
    said: str
    source: str


def claims_of(commitment: Any, moment: Moment) -> tuple[Claim, ...]:
    """Return the positions known on the day, the latest first."""
    rows = [row for row in commitment.positions.all() if row.stated_on <= moment.day]
    rows.sort(key=lambda row: (row.stated_on, row.pk), reverse=True)
    owners = {party.organisation_id for party in commitment.parties.all() if party.role == Role.OWNER}
    return tuple(_claim(row, owners) for row in rows)


def _claim(row: Any, owners: set[str]) -> Claim:
    return Claim(
        label=labels.status_label(row.status) if row.status else _("A note, without a status"),
        as_written=row.as_written,
        said=_said(row, row.document),
        reporter=reporter_words(row, owners),
        note=row.note,
        source=source_of(row.document, said=row.source, address=row.address),
        evidence=_evidence(row),
    )


def _said(row: Any, document: Any) -> str:
    day = stated_words(row.stated_on, document)
    if row.by is None:
        return _("Reported, %(day)s") % {"day": day}
    return _("%(who)s, %(day)s") % {"who": row.by.name, "day": day}


def reporter_words(row: Any, owners: set[str]) -> str:
    """Return whether a position is an owner's own account or the report of someone else; neither is a check."""
    if row.by_id is None or not owners:
        return ""
    return _("its owner’s own account") if row.by_id in owners else _("reported by a body that does not own it")


def _evidence(row: Any) -> tuple[EvidenceWords, ...]:
    return tuple(
        EvidenceWords(item.title, item.address, in_words(item.dated) if item.dated else "")
        for item in row.evidence.all()
    )


def judgements_of(commitment: Any, moment: Moment) -> tuple[Judgement, ...]:
    """Return the verdicts known on the day, the latest first."""
    rows = [row for row in commitment.verdicts.all() if row.stated_on <= moment.day]
    rows.sort(key=lambda row: (row.stated_on, row.pk), reverse=True)
    return tuple(_judgement(row) for row in rows)


def _judgement(row: Any) -> Judgement:
    said = _("%(author)s, %(organisation)s, %(day)s") % {
        "author": row.author,
        "organisation": row.organisation.name,
        "day": in_words(row.stated_on),
    }
    return Judgement(labels.verdict_label(row.value), said, row.reason, _evidence(row))


def area_lines(commitment: Any, moment: Moment) -> tuple[AreaLine, ...]:
    """Return each area's latest position known on the day."""
    latest: dict[tuple[str, str], Any] = {}
    for row in sorted(commitment.area_deliveries.all(), key=lambda row: row.stated_on):
        if row.stated_on <= moment.day:
            latest[row.area_scheme, row.area_code] = row
    return tuple(
        AreaLine(row.area_code, labels.status_label(row.status), _said(row, None), row.source)
        for _key, row in sorted(latest.items())
    )
