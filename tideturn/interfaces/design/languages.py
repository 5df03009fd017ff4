"""The languages in which help can be read: those of which a translation is here, and no others.

A translation is `locale/<language>/LC_MESSAGES/django.mo` in a folder of LOCALE_PATHS. Nothing of a reader's choice is
kept: it stands in the address, and every link of the help pages hands it on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import get_language, get_language_info, to_locale

PARAMETER = "lang"


@dataclass(frozen=True)
class LanguageLink:
    """A language by its own name, and the same page in it."""

    code: str
    name: str
    href: str
    is_current: bool


def languages() -> tuple[str, ...]:
    """Return the languages that can be read, our own first."""
    codes = tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
    return settings.LANGUAGE_CODE, *_translated(codes, tuple(map(str, settings.LOCALE_PATHS)))


def language_of(parameters: Mapping[str, str]) -> str:
    """Return the language that an address asks for, or our own where it asks for none that is here."""
    asked = parameters.get(PARAMETER, "")
    return asked if asked in languages() else settings.LANGUAGE_CODE


def language_now() -> str:
    """Return the language of the page as a document names it: `en-GB`."""
    language, _, country = (get_language() or settings.LANGUAGE_CODE).partition("-")
    return f"{language}-{country.upper()}" if country else language


def handed_on(mark: str) -> str:
    """Return the end of an address, after a `?` or a `&`, that keeps the language; nothing where it is our own."""
    code = get_language() or settings.LANGUAGE_CODE
    return "" if code == settings.LANGUAGE_CODE else f"{mark}{urlencode({PARAMETER: code})}"


def language_links(path: str, parameters: Mapping[str, str]) -> tuple[LanguageLink, ...]:
    """Return the same page in every language; nothing where there is one alone."""
    codes = languages()
    return tuple(_link(code, path, parameters) for code in codes) if len(codes) > 1 else ()


def _link(code: str, path: str, parameters: Mapping[str, str]) -> LanguageLink:
    asked = {name: value for name, value in parameters.items() if name != PARAMETER}
    asked |= {PARAMETER: code} if code != settings.LANGUAGE_CODE else {}
    href = f"{path}?{urlencode(asked)}" if asked else path
    return LanguageLink(code, get_language_info(code)["name_local"], href, code == get_language())


@lru_cache(maxsize=8)
def _translated(codes: tuple[str, ...], folders: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages of which a translation is in some folders; a new one is seen when the product starts."""
    files = {code: Path(to_locale(code)) / "LC_MESSAGES" / "django.mo" for code in codes}
    return tuple(code for code, file in files.items() if any((Path(folder) / file).is_file() for folder in folders))
