"""What every page may say about the site itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tideturn.interfaces.design.country import country, today
from tideturn.interfaces.design.languages import handed_on, language_links, language_now
from tideturn.interfaces.design.moment import PARAMETER, Moment
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.helpline import Helpline

HELP, AFTER_AN_OVERDOSE = "/help/", "/help-after-an-overdose/"
# Help is always of now, whichever day the rest speaks of, and in the language that its reader chose.
OF_NOW = (HELP, AFTER_AN_OVERDOSE)


@dataclass(frozen=True)
class NavigationItem:
    """One link of the site's navigation."""

    label: str
    href: str
    is_current: bool


def site(request: HttpRequest) -> dict[str, object]:
    """Return the values that every template may use: the country, the day spoken of and the way around."""
    moment = getattr(request, "moment", None) or Moment(today(), today())
    return {
        "site_name": "Tideturn",
        "country": country(),
        "moment": moment,
        "emergency": emergency_line,
        "preview": getattr(request, "preview", None),
        "path": request.path,
        "language": language_now(),
        "languages": language_links(request.path, request.GET.dict()) if request.path.startswith(OF_NOW) else (),
        "only_language": handed_on("?"),
        "and_language": handed_on("&"),
        "day_keeps": kept_with_another_day(request.GET),
        "navigation": navigation(request.path, moment),
        "footer_navigation": footer_navigation(request.path, moment),
    }


def emergency_line() -> Helpline | None:
    """Return the line of the country that is called where a life is in danger."""
    return next((line for line in load_directory().fallbacks if line.is_emergency and line.phone), None)


def kept_with_another_day(parameters: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what a page was asked besides the day, so that another day can be seen of the same list."""
    return tuple((name, value) for name, value in parameters.items() if value and name not in (PARAMETER, "page"))


def navigation(path: str, moment: Moment) -> tuple[NavigationItem, ...]:
    """Return the links at the head of every page, with the one that leads to the room the reader is in."""
    rooms = (
        (_("Find help"), HELP),
        (_("Is it being done?"), "/"),
        (_("Plans"), "/plans/"),
        (_("Who answers"), "/owners/"),
        (_("Search"), "/search/"),
        (_("About the data"), "/about-the-data/"),
    )
    return _items(rooms, path, moment)


def footer_navigation(path: str, moment: Moment) -> tuple[NavigationItem, ...]:
    """Return the links at the foot of every page."""
    rooms = (
        (_("Help after an overdose"), AFTER_AN_OVERDOSE),
        (_("Themes"), "/themes/"),
        (_("Areas"), "/areas/"),
        (_("Money"), "/money/"),
        (_("People and bodies"), "/bodies/"),
        (_("What changed"), "/changes/"),
        (_("Data"), "/data/"),
        (_("About the data"), "/about-the-data/"),
        (_("Accessibility"), "/accessibility/"),
        (_("Privacy"), "/privacy/"),
        (_("Sources and licences"), "/sources/"),
    )
    return _items(rooms, path, moment)


def _items(rooms: tuple[tuple[str, str], ...], path: str, moment: Moment) -> tuple[NavigationItem, ...]:
    return tuple(
        NavigationItem(
            label,
            f"{href}{handed_on('?')}" if href in OF_NOW else moment.link(href),
            path.startswith(href) if href != "/" else path == "/",
        )
        for label, href in rooms
    )
