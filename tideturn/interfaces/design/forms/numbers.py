"""A field for a whole or decimal number."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms.answers import Answers, NotAnswered
from tideturn.interfaces.design.forms.writing import Text

DIGITS_AT_MOST = 12


@dataclass(frozen=True, kw_only=True)
class Number(Text):
    """A number as people type one: digits, with at most one point or comma for what is smaller than one."""

    at_most: int = DIGITS_AT_MOST
    inputmode: str = "decimal"
    width: int = 5
    largest: float = 1_000_000_000

    def read(self, answers: Answers) -> int | float | None:  # type: ignore[override]
        """Return the number, or None where none is needed."""
        text = super().read(answers).replace(",", ".")
        if not text:
            return None
        whole, _point, part = text.partition(".")
        if not (whole.isascii() and whole.isdigit() and (not _point or (part.isascii() and part.isdigit()))):
            raise NotAnswered(self._remedy)
        number = float(text) if _point else int(text)
        if number > self.largest:
            raise NotAnswered(self._remedy)
        return number

    @property
    def _remedy(self) -> str:
        return _("Write “%(label)s” as a number, for example 3 or 2.5.") % {"label": self.label}
