"""How far it is: what was reported, dated and sourced, and beside it what an independent check found."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.words import Origin
from tideturn.interfaces.design.area_names import area_name
from tideturn.interfaces.design.moment import Moment, in_words
from tideturn.interfaces.website.presenters import labels
from tideturn.interfaces.website.presenters.commitment.sources import Source, source_of, stated_words

STAFF = Origin.STAFF


@dataclass(frozen=True)
class EvidenceWords:
    """A link or file that bears something out."""

    title: str
    address: str
    dated: str
    file_name: str = ""


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
    origin: str = ""


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
    evidence: tuple[EvidenceWords, ...] = ()
    note: str = ""


def claims_of(commitment: Any, moment: Moment) -> tuple[Claim, ...]:
    """Return the positions known on the day, the latest first."""
    rows = [row for row in commitment.positions.all() if row.stated_on <= moment.day]
    rows.sort(key=lambda row: (row.stated_on, row.pk), reverse=True)
    owners = {owner.pk for owner in commitment.owners}
    return tuple(_claim(row, owners, commitment) for row in rows)


def _claim(row: Any, owners: set[str], commitment: Any) -> Claim:
    return Claim(
        label=labels.status_label(row.status) if row.status else _("A note, without a status"),
        as_written=row.as_written,
        said=_said(row, row.document),
        reporter=reporter_words(row, owners),
        note=row.note,
        source=source_of(row.document, said=row.source, address=row.address),
        evidence=evidence_of(row, commitment),
        origin=origin_words(row),
    )


def origin_words(row: Any) -> str:
    """Return that something was said here, where it was not read from a document."""
    return _("Said in this register itself, and looked at before it was published.") if row.origin == STAFF else ""


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


def evidence_of(row: Any, commitment: Any) -> tuple[EvidenceWords, ...]:
    """Return what bears a row out: a link, or a file that is kept here to be taken away."""
    return tuple(
        EvidenceWords(
            item.title,
            item.address or f"{commitment.get_absolute_url()}evidence/{item.pk}/",
            in_words(item.dated) if item.dated else "",
            item.file_name,
        )
        for item in row.evidence.all()
    )


def judgements_of(commitment: Any, moment: Moment) -> tuple[Judgement, ...]:
    """Return the verdicts known on the day, the latest first."""
    rows = [row for row in commitment.verdicts.all() if row.stated_on <= moment.day]
    rows.sort(key=lambda row: (row.stated_on, row.pk), reverse=True)
    return tuple(_judgement(row, commitment) for row in rows)


def _judgement(row: Any, commitment: Any) -> Judgement:
    said = _("%(author)s, %(organisation)s, %(day)s") % {
        "author": row.author,
        "organisation": row.organisation.name,
        "day": in_words(row.stated_on),
    }
    return Judgement(labels.verdict_label(row.value), said, row.reason, evidence_of(row, commitment))


def area_lines(commitment: Any, moment: Moment) -> tuple[AreaLine, ...]:
    """Return each area's latest position known on the day."""
    latest: dict[tuple[str, str], Any] = {}
    for row in sorted(commitment.area_deliveries.all(), key=lambda row: row.stated_on):
        if row.stated_on <= moment.day:
            latest[row.area_scheme, row.area_code] = row
    return tuple(
        AreaLine(
            area_name(row.area_code),
            labels.status_label(row.status),
            _said(row, None),
            row.source,
            evidence_of(row, commitment),
            row.note,
        )
        for _key, row in sorted(latest.items(), key=lambda held: area_name(held[0][1]))
    )
