"""The fields that only reading a document in asks for: a file, a title, an id, an address, sums of money."""

from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from tideturn.engines.plans.reading_in.errors import NoSum
from tideturn.engines.plans.reading_in.sums import read_sums
from tideturn.interfaces.design.forms import Answers, LongText, Text
from tideturn.interfaces.design.forms.answers import NotAnswered
from tideturn.interfaces.design.forms.field import Field
from tideturn.methods.reading.commitments import Money

TITLE_WORDS_AT_MOST = 12


@dataclass(frozen=True, kw_only=True)
class DocumentFile(Field):
    """A file to upload; what is read is its name, its bytes are the page's business."""

    template = "workspace/plans/reading_in/file.html"

    def read(self, answers: Answers) -> str:
        """Return the name of the file."""
        name = answers.one(self.name)
        if not name:
            raise NotAnswered(self.asks_again)
        return name


@dataclass(frozen=True, kw_only=True)
class OwnWords(Text):
    """A title of our own: at most twelve words."""

    def read(self, answers: Answers) -> str:
        """Return the title."""
        title = super().read(answers)
        if len(title.split()) > TITLE_WORDS_AT_MOST:
            raise NotAnswered(_("A title has at most twelve words. Say it shorter; the wording stands below it."))
        return title


@dataclass(frozen=True, kw_only=True)
class Slug(Text):
    """An id as it stands in addresses."""

    def read(self, answers: Answers) -> str:
        """Return the id."""
        written = super().read(answers)
        if written != slugify(written).replace("_", ""):
            raise NotAnswered(_("Write the id in small letters, digits and hyphens, for example harbour-plan-2026."))
        return written


@dataclass(frozen=True, kw_only=True)
class WebAddress(Text):
    """An address of the web, where there is one."""

    def read(self, answers: Answers) -> str:
        """Return the address."""
        written = super().read(answers)
        if written and not (written.startswith("https://") and len(written.split()) == 1):
            raise NotAnswered(_("Write the whole address as it stands in a browser; it begins with https://."))
        return written


@dataclass(frozen=True, kw_only=True)
class Sums(LongText):
    """Sums of money as they are printed, one on each line."""

    def read(self, answers: Answers) -> tuple[Money, ...]:  # type: ignore[override]
        """Return the sums."""
        try:
            return read_sums(super().read(answers))
        except NoSum as error:
            raise NotAnswered(str(error)) from None
