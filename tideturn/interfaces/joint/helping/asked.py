"""What somebody asks for, read once from the address; nothing of it is kept anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings

from tideturn.interfaces.design.languages import PARAMETER, language_of
from tideturn.interfaces.joint.helping.times import When

LONGEST = 200
YES = "yes"


@dataclass(frozen=True)
class Asked:
    """What is needed, where and when, and under which conditions; every part may be left out.

    `need` may hold all of it in one line: `heroin detox dundee tonight`. `is_easy` asks for easy
    words, `language` for another language than our own.
    """

    need: str = ""
    where: str = ""
    when: When = When.ANY
    without_referral: bool = False
    families: bool = False
    is_easy: bool = False
    language: str = ""

    @property
    def is_anything(self) -> bool:
        """Return whether anything is asked at all."""
        return replace(self, is_easy=False, language="") != Asked()

    def parameters(self, **changes: object) -> dict[str, str]:
        """Return the parameters of an address that asks the same, with parts changed; what says nothing is left out."""
        said: dict[str, object] = {
            "need": self.need,
            "where": self.where,
            "when": self.when.value,
            "no_referral": YES if self.without_referral else "",
            "families": YES if self.families else "",
            "easy": "1" if self.is_easy else "",
            PARAMETER: self.language,
        } | changes
        return {name: str(value) for name, value in said.items() if value}

    def query(self, **changes: object) -> str:
        """Return such parameters as they stand in an address, with the question mark before them."""
        parameters = self.parameters(**changes)
        return f"?{urlencode(parameters)}" if parameters else ""


def asked_in(parameters: Mapping[str, str]) -> Asked:
    """Return what an address asks; what cannot be meant asks nothing, for nobody in need is turned away for it."""
    when = parameters.get("when", "").strip().lower()
    return Asked(
        need=_line(parameters.get("need", "")),
        where=_line(parameters.get("where", "")),
        when=When(when) if when in tuple(When) else When.ANY,
        without_referral=parameters.get("no_referral") == YES,
        families=parameters.get("families") == YES,
        is_easy=parameters.get("easy") == "1",
        language=_other_language(parameters),
    )


def _other_language(parameters: Mapping[str, str]) -> str:
    language = language_of(parameters)
    return "" if language == settings.LANGUAGE_CODE else language


def _line(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:LONGEST]
