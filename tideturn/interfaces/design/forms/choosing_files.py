"""A file that somebody chooses; what is in it is read by whoever asks for it, for a form knows words alone."""

from dataclasses import dataclass

from tideturn.interfaces.design.forms.answers import Answers
from tideturn.interfaces.design.forms.field import Field


@dataclass(frozen=True, kw_only=True)
class File(Field):
    """A file to be sent with the form, whose encoding must be `multipart/form-data`."""

    template = "design/forms/file.html"

    def read(self, answers: Answers) -> None:
        """Return nothing: a file is no word, and is read from what was sent beside them."""
