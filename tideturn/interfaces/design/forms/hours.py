"""A time of day, as people write it."""

import re
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms.answers import Answers, NotAnswered
from tideturn.interfaces.design.forms.writing import Text

WRITTEN = re.compile(r"(\d{1,2})[:.h ]?(\d{2})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class TimeOfDay(Text):
    """A time by the 24-hour clock: 14:05, 14.05 and 1405 are the same."""

    at_most: int = 8
    width: int = 5

    def read(self, answers: Answers) -> time | None:  # type: ignore[override]
        """Return the time, or None where none is needed."""
        text = super().read(answers)
        if not text:
            return None
        found = WRITTEN.fullmatch(text)
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            words = _("Write “%(label)s” by the 24-hour clock, for example 14:05.")
            raise NotAnswered(words % {"label": self.label})
        return time(int(found[1]), int(found[2]))
