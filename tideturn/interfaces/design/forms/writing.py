"""Fields to write in: one line, or several."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms.answers import Answers, NotAnswered
from tideturn.interfaces.design.forms.field import Field


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """One line of text."""

    at_most: int = 200
    kind: str = "text"
    autocomplete: str = "off"
    inputmode: str = ""
    width: int = 0

    template = "design/forms/text.html"

    @property
    def asks_again(self) -> str:
        """Return what to say when nothing was written."""
        return self.missing or _("Fill in “%(label)s”.") % {"label": self.label}

    def read(self, answers: Answers) -> str:
        """Return the text, or an empty one where none is needed."""
        text = answers.one(self.name)
        if self.is_required and not text:
            raise NotAnswered(self.asks_again)
        if len(text) > self.at_most:
            raise NotAnswered(_too_long(self.label, len(text), self.at_most))
        return self.of_one_line(text)

    def of_one_line(self, text: str) -> str:
        """Return the text with its line ends made spaces."""
        return " ".join(text.split())


@dataclass(frozen=True, kw_only=True)
class LongText(Text):
    """Several lines of text."""

    at_most: int = 4_000
    rows: int = 5

    template = "design/forms/long_text.html"

    def of_one_line(self, text: str) -> str:
        """Return the text as it was written."""
        return text


def _too_long(label: str, length: int, at_most: int) -> str:
    words = _("“%(label)s” has %(length)s characters; %(at_most)s fit. Shorten it.")
    return words % {"label": label, "length": length, "at_most": at_most}
