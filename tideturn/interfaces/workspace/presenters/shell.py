"""What stands around every page of the workspace: the rooms someone may enter, and for whom they act."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import Agency, Team
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.delivery.queries import Silence, health


@dataclass(frozen=True)
class Room:
    """A part of the workspace: the name of its address, and what one must be permitted to enter it.

    `is_first` are those that stand under the thumb on a phone; the others are one step further.
    """

    label: object
    name: str
    needs: frozenset[Permission]
    is_first: bool = False


@dataclass(frozen=True)
class RoomLink:
    """A room as a page links to it."""

    label: object
    href: str
    is_current: bool
    is_first: bool


@dataclass(frozen=True)
class Shell:
    """Everything around a page: read once, within the transaction of the page."""

    name: str
    agency: str
    teams: tuple[str, ...]
    rooms: tuple[RoomLink, ...]
    silence: str = ""


def room(label: object, name: str, *needs: Permission, is_first: bool = False) -> Room:
    """Return a room that any one of some permissions opens."""
    return Room(label, name, frozenset(needs), is_first)


ROOT = "/workspace/"
# Where the day of somebody begins who reads no case, the first that they may enter; all others choose.
BEGINNINGS = ("plans-room", "directory")
# A room is linked to once its address is in urls.py under this name.
ROOMS = (
    room(gettext_lazy("My cases"), "my-cases", Permission.CASES_READ, is_first=True),
    room(gettext_lazy("Team board"), "team-board", Permission.CASES_READ, is_first=True),
    room(gettext_lazy("Shared with us"), "shared-cases", Permission.CASES_READ),
    room(gettext_lazy("Meeting"), "meeting", Permission.MEETING_ATTEND),
    room(gettext_lazy("Report an overdose"), "report", Permission.REPORT, is_first=True),
    room(gettext_lazy("Start a case"), "start", Permission.REPORT),
    room(gettext_lazy("Refer to a service"), "directory-referrals", Permission.REPORT),
    room(gettext_lazy("Open in an emergency"), "break-glass", Permission.BREAK_GLASS),
    room(gettext_lazy("Emergency openings"), "break-glass-reviews", Permission.BREAK_GLASS_REVIEW),
    room(gettext_lazy("Readings to ask about"), "odd-readings", Permission.READINGS_ANSWER),
    room(gettext_lazy("Directory of help"), "directory", Permission.DIRECTORY_EDIT, is_first=True),
    room(
        gettext_lazy("Plans"),
        "plans-room",
        Permission.PLANS_EDIT,
        Permission.PLANS_AREA,
        Permission.PLANS_REVIEW,
        Permission.PLANS_PUBLISH,
        is_first=True,
    ),
    # What is read out there is public: whoever works here may.
    room(gettext_lazy("Answer a call"), "directory-call", *Permission),
    room(gettext_lazy("Measures"), "measures", Permission.MEASURES_READ),
    room(gettext_lazy("Messages"), "messages", Permission.MESSAGES_READ),
    room(
        gettext_lazy("Administration"),
        "administration",
        Permission.MEMBERS_MANAGE,
        Permission.CREDENTIALS_MANAGE,
        Permission.AGREEMENTS_MANAGE,
        Permission.AUDIT_READ,
    ),
)


def shell_of(actor: Actor, path: str) -> Shell:
    """Return what stands around a page at an address, for an actor."""
    agency = Agency.objects.filter(pk=actor.agency_id).values_list("name", flat=True).first()
    teams = Team.objects.filter(pk__in=actor.team_ids).order_by("name").values_list("name", flat=True)
    return Shell(actor.name, agency or "", tuple(teams), rooms(actor, path), silence(health().silences))


def silence(silences: Sequence[Silence]) -> str:
    """Return what to say when nobody sends reminders, and since when; nothing when all is well."""
    if not silences:
        return ""
    known = [one.since for one in silences if one.since]
    if not known:
        return _("Nothing is sending them. Look at your cases yourself, and tell your administrator.")
    words = _("Nothing has sent them since %(since)s. Look at your cases yourself, and tell your administrator.")
    return words % {"since": date_format(localtime(min(known)), "H:i, j F")}


def rooms(actor: Actor, path: str) -> tuple[RoomLink, ...]:
    """Return the rooms that an actor may enter, with the one they are in."""
    links = [
        RoomLink(one.label, href, False, one.is_first)
        for one in ROOMS
        if one.needs & actor.permissions and (href := _address(one.name))
    ]
    # The first room stands at the root of all others, and one is in it only when there.
    around = [link.href for link in links if path == link.href or (link.href != ROOT and path.startswith(link.href))]
    inside = max(around, key=len, default="")
    return tuple(RoomLink(link.label, link.href, link.href == inside, link.is_first) for link in links)


def beginning(actor: Actor) -> str:
    """Return where the work of somebody who reads no case begins, or nothing where they have to choose."""
    named = {one.name: one.needs for one in ROOMS}
    return next((_address(name) for name in BEGINNINGS if named[name] & actor.permissions), "")


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
