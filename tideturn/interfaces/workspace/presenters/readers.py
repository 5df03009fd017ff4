"""Who has read a case, as its page, its table and its printed list tell it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tideturn.foundations.sharing.words import GroundKind
from tideturn.interfaces.joint.looking import Reading
from tideturn.interfaces.workspace.presenters.times import day_words, full_moment_words

LIST, EMERGENCY = "read in a list", "break glass"
OTHERWISE = {
    "read emergency opening": gettext_lazy("Reviewed an emergency opening of it"),
    "read readers": gettext_lazy("Looked up who has read it, and not the case itself"),
}


@dataclass(frozen=True)
class ReaderRow:
    """One reading."""

    when: str
    who: str
    agency: str
    ground: str
    what: str


@dataclass(frozen=True)
class DayOfReader:
    """What one reader looked at on one day on one ground: a line of the list that is given to the person."""

    day: str
    who: str
    agency: str
    ground: str
    what: str


def rows_of(readings: Iterable[Reading]) -> tuple[ReaderRow, ...]:
    """Return readings as rows, in their order."""
    return tuple(
        ReaderRow(full_moment_words(one.at), one.name, one.agency, ground_words(one), what_words(one))
        for one in readings
    )


def heading() -> tuple[str, ...]:
    """Return the first line of the table."""
    return (_("at"), _("who"), _("agency"), _("ground"), _("what was read"))


def cells(one: Reading) -> tuple[object, ...]:
    """Return a reading as a line of the table."""
    at = timezone.localtime(one.at).isoformat(timespec="seconds")
    return (at, one.name, one.agency, ground_words(one), what_words(one))


def ground_words(one: Reading) -> str:
    """Return why somebody could read a case; of lists in older entries none was kept."""
    words = {
        GroundKind.HOLDER.value: _("their agency answers for the case"),
        GroundKind.REFERRAL.value: _("it was referred to them, under an agreement"),
        GroundKind.MEETING.value: _("it was before their meeting, under an agreement"),
        GroundKind.AGREEMENT.value: _("they contribute to it, under an agreement"),
        GroundKind.CONSENT.value: _("it was referred to them, and the person agreed"),
        GroundKind.BREAK_GLASS.value: _("opened in an emergency"),
    }
    if one.action == EMERGENCY:
        return words[GroundKind.BREAK_GLASS.value]
    return words.get(one.ground, _("not written down"))


def what_words(one: Reading) -> str:
    """Return what somebody looked at."""
    if one.action == EMERGENCY:
        return _("Opened it in an emergency: %(reason)s") % {"reason": one.reason}
    if one.action == LIST:
        return _("Saw it in a list: %(page)s") % {"page": one.page}
    if one.action in OTHERWISE:
        return str(OTHERWISE[one.action])
    if one.page == "case":
        return _("Opened the case")
    return _("Opened it: %(page)s") % {"page": one.page.replace("-", " ")}


@dataclass(frozen=True)
class DoneRow:
    """One thing that somebody did in a case."""

    when: str
    what: str
    ground: str


def done_rows(done: Iterable[Reading]) -> tuple[DoneRow, ...]:
    """Return what somebody did in cases, in its order."""
    return tuple(DoneRow(full_moment_words(one.at), _done_words(one), _ground_of_reading(one)) for one in done)


def _done_words(one: Reading) -> str:
    is_reading = one.action.startswith("read ") or one.action == EMERGENCY
    return what_words(one) if is_reading else _("Wrote: %(what)s") % {"what": one.action.removeprefix("write ")}


def _ground_of_reading(one: Reading) -> str:
    return ground_words(one) if one.ground else ""


def days_of(readings: Iterable[Reading], *, with_names: bool) -> tuple[DayOfReader, ...]:
    """Return readings a day, a reader and a ground at a time, the latest first, in words for the person."""
    found: dict[tuple[date, str, str, str], list[Reading]] = {}
    for one in readings:
        day = timezone.localtime(one.at).date()
        name = one.name if with_names else ""
        found.setdefault((day, name, one.agency, ground_words(one)), []).append(one)
    return tuple(
        DayOfReader(day_words(day), name, agency, ground, _counted(together))
        for (day, name, agency, ground), together in found.items()
    )


def _counted(together: list[Reading]) -> str:
    in_lists = sum(one.action == LIST for one in together)
    opened = len(together) - in_lists
    parts = (
        ngettext("opened %(count)s time", "opened %(count)s times", opened) % {"count": opened} if opened else "",
        ngettext("seen in a list %(count)s time", "seen in a list %(count)s times", in_lists) % {"count": in_lists}
        if in_lists
        else "",
    )
    return ", ".join(part for part in parts if part)
