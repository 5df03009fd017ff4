"""Who may see a case and why, and the wishes about it, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.foundations.sharing.models import Part, Wish
from tideturn.foundations.sharing.words import Capacity, Stance
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.referrals import purpose_words
from tideturn.interfaces.workspace.presenters.times import day_words, full_moment_words
from tideturn.interfaces.workspace.reading import Opened


@dataclass(frozen=True)
class Seeing:
    """An agency or team with a part in a case: what it is to the case, and what a wish does to that."""

    name: str
    words: str
    but: str


@dataclass(frozen=True)
class WishRow:
    """A wish in words, and where it is withdrawn."""

    id: int
    words: str
    recorded: str
    withdraw_href: str


def seeing_of(found: Opened, parts: Iterable[Part], wishes: Iterable[Wish]) -> tuple[Seeing, ...]:
    """Return who has a part, as far as the one who looks may know of it."""
    shown = [part for part in parts if found.sees_handling or _is_known(found, part)]
    objections = [wish for wish in wishes if wish.stance == Stance.OBJECTS and _is_about(found, wish)]
    return tuple(Seeing(_name(part), _words(part), _but(part, objections)) for part in shown)


def wish_rows(found: Opened, wishes: Iterable[Wish]) -> tuple[WishRow, ...]:
    """Return wishes in words."""
    may_withdraw = bool(found.relations)
    return tuple(
        WishRow(
            id=wish.pk,
            words=wish_words(wish, found),
            recorded=_recorded(wish),
            withdraw_href=addresses.of_case(found.case.id, "withdraw-wish", wish_id=wish.pk) if may_withdraw else "",
        )
        for wish in wishes
    )


def _recorded(wish: Wish) -> str:
    """Return who kept a wish and when; of one that was told elsewhere neither is said."""
    if not wish.recorded_by:
        return _("Told before")
    day = day_words(timezone.localtime(wish.since).date())
    return _("Kept by %(name)s on %(day)s") % {"name": wish.recorded_by, "day": day}


def wish_words(wish: Wish, found: Opened) -> str:
    """Return a wish as a sentence."""
    words = _("Agrees that %(whom)s sees it") if wish.stance == Stance.AGREES else _("Objects to %(whom)s seeing it")
    whom = wish.recipient.name if wish.recipient else _("every other agency")
    purpose = purpose_words(found.pathway).partition(":")[0] if wish.purpose else _("anything at all")
    said = f"{words % {'whom': whom}} ({purpose})"
    if wish.until is None:
        return said
    return _("%(said)s until %(day)s") % {"said": said, "day": full_moment_words(wish.until)}


def _is_about(found: Opened, wish: Wish) -> bool:
    return wish.purpose in ("", found.pathway.purpose)


def _is_known(found: Opened, part: Part) -> bool:
    return part.capacity == Capacity.HOLDER or part.agency_id == found.by.agency_id


def _words(part: Part) -> str:
    words = {
        Capacity.HOLDER: _("Answers for the case, and sees all of it."),
        Capacity.REFERRAL: _("Was asked in by a referral."),
        Capacity.MEETING: _("Looks at it in the meeting."),
        Capacity.CONTRIBUTOR: _("Contributes to it."),
    }
    return words[Capacity(part.capacity)]


def _but(part: Part, objections: Iterable[Wish]) -> str:
    if part.capacity == Capacity.HOLDER:
        return ""
    is_objected = any(wish.recipient_id in (None, part.agency_id) for wish in objections)
    return _("The person objects, so they see nothing of it.") if is_objected else ""


def _name(part: Part) -> str:
    if part.team is None or part.team.name == part.agency.name:
        return part.agency.name
    return f"{part.team.name}, {part.agency.name}"
