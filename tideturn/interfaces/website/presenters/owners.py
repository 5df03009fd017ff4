"""Owners in words: what each of them is, how what they answer for stands, and what they took over from whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.plans import queries
from tideturn.interfaces.design.moment import Moment, in_words
from tideturn.interfaces.website.presenters import labels
from tideturn.interfaces.website.presenters.commitment.parties import organisation_notes
from tideturn.interfaces.website.presenters.commitment.sources import Source
from tideturn.methods.promises.standing import Timing


@dataclass(frozen=True)
class OwnerLine:
    """One owner in the list."""

    name: str
    href: str
    kind: str
    count: int
    due_soon: int
    overdue: int
    window_passed: int
    silent: int


def owner_lines(
    organisations: Iterable[Any], standing: Iterable[tuple[str, str, date | None]], moment: Moment
) -> tuple[OwnerLine, ...]:
    """Return the owners of anything published by the day, with how it stands."""
    counts: dict[str, Counter[str]] = {}
    for owner, timing, last_heard_on in standing:
        tally = counts.setdefault(owner, Counter())
        tally.update(("all", timing))
        tally["silent"] += last_heard_on is None
    lines = (_line(item, counts[item.id], moment) for item in organisations if item.id in counts)
    return tuple(sorted(lines, key=lambda line: line.name.casefold()))


def _line(organisation: Any, tally: Counter[str], moment: Moment) -> OwnerLine:
    return OwnerLine(
        name=organisation.name,
        href=moment.link(f"/owners/{organisation.id}/"),
        kind=kind_words(organisation),
        count=tally["all"],
        due_soon=tally[Timing.DUE_SOON],
        overdue=tally[Timing.OVERDUE],
        window_passed=tally[Timing.WINDOW_PASSED],
        silent=tally["silent"],
    )


def kind_words(organisation: Any) -> str:
    """Return what an organisation is; a class of bodies or a post to come is marked as such."""
    kind: str = organisation.kind[:1].upper() + organisation.kind[1:]
    if organisation.is_generic:
        return _("%(kind)s (a class of bodies)") % {"kind": kind}
    if organisation.is_proposed:
        return _("%(kind)s (does not exist yet)") % {"kind": kind}
    return kind


@dataclass(frozen=True)
class Handover:
    """Work that passed from one body to another."""

    name: str
    href: str
    words: str
    source: str


@dataclass(frozen=True)
class TimingLine:
    """How many of an owner's commitments stand in one way."""

    label: str
    meaning: str
    count: int
    href: str


@dataclass(frozen=True)
class OwnerWords:
    """What is said of one owner."""

    name: str
    kind: str
    notes: tuple[str, ...]
    note: str
    other_names: tuple[str, ...]
    website: Source | None
    count: int
    counted: str
    timings: tuple[TimingLine, ...]
    inherited: tuple[Handover, ...]
    passed_on: tuple[Handover, ...]


def owner_words(organisation: Any, timings: Counter[str], moment: Moment) -> OwnerWords:
    """Return what is said of an owner as at the day."""
    path = f"/owners/{organisation.id}/"
    return OwnerWords(
        name=organisation.name,
        kind=kind_words(organisation),
        notes=organisation_notes(organisation, (), moment),
        note=organisation.note,
        other_names=tuple(sorted(item.name for item in organisation.other_names.all())),
        website=Source(organisation.address, organisation.address) if organisation.address else None,
        count=timings.total(),
        counted=counted_words(timings.total(), moment),
        timings=timing_lines(timings, path, moment),
        inherited=tuple(
            _inherited(item, moment) for item in organisation.inheritances.all() if item.on <= moment.day
        ),
        passed_on=tuple(_passed_on(item, moment) for item in organisation.successions.all() if item.on <= moment.day),
    )  # fmt: skip


def counted_words(count: int, moment: Moment) -> str:
    """Return how much an owner answers for, in the plans published by the day."""
    if not count:
        return _("It answers for nothing in the plans published by %(day)s.") % {"day": moment.words}
    return ngettext(
        "It is named as owner of %(count)s thing asked or promised, in the plans published by %(day)s.",
        "It is named as owner of %(count)s things asked or promised, in the plans published by %(day)s.",
        count,
    ) % {"count": count, "day": moment.words}


def timing_lines(tally: Counter[str], path: str, moment: Moment) -> tuple[TimingLine, ...]:
    """Return how an owner's commitments stand against their dates, the most pressing first."""
    order = (
        Timing.OVERDUE, Timing.DUE_SOON, Timing.WINDOW_PASSED, Timing.NOT_YET_DUE, Timing.NO_DATE, Timing.OPEN_ENDED,
        Timing.FINISHED, Timing.PLAN_ENDED,
    )  # fmt: skip
    return tuple(
        TimingLine(
            labels.timing_label(timing),
            labels.timing_meaning(timing),
            tally[timing],
            moment.link(path, timing=timing.value) + "#list",
        )
        for timing in order
        if tally[timing]
    )


def _inherited(succession: Any, moment: Moment) -> Handover:
    before = succession.predecessor
    count = queries.register(moment.day, queries.RegisterFilters(owner=before.id)).count()
    words = ngettext(
        "It took over the work of %(name)s on %(day)s, and with it %(count)s thing asked of that body.",
        "It took over the work of %(name)s on %(day)s, and with it %(count)s things asked of that body.",
        count,
    ) % {"name": before.name, "day": in_words(succession.on), "count": count}
    return Handover(before.name, moment.link(f"/owners/{before.id}/"), words, succession.source)


def _passed_on(succession: Any, moment: Moment) -> Handover:
    heir = succession.successor
    words = _("Its work passed to %(name)s on %(day)s.") % {"name": heir.name, "day": in_words(succession.on)}
    return Handover(heir.name, moment.link(f"/owners/{heir.id}/"), words, succession.source)
