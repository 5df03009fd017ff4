"""What every field has: a name, a label, a hint, whether it must be filled in, and how it looks."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms.answers import Answers


@dataclass(frozen=True)
class Shown:
    """A field as a page shows it: with what was typed, and with what is wrong with that."""

    field: "Field"
    said: str
    value: str
    chosen: tuple[str, ...]
    parts: tuple["Part", ...]

    @property
    def id(self) -> str:
        """Return where the field stands in the page; a link to a problem leads there."""
        return self.field.place

    @property
    def described_by(self) -> str:
        """Return the ids of the hint and the error, for readers who hear the page."""
        ids = [f"{self.id}-hint"] if self.field.hint else []
        return " ".join([*ids, f"{self.id}-error"] if self.said else ids)


@dataclass(frozen=True)
class Part:
    """One box of a field that is written in several."""

    name: str
    label: str
    value: str
    width: int


@dataclass(frozen=True, kw_only=True)
class Field:
    """What is asked, in the words of a page."""

    name: str
    label: str
    hint: str = ""
    is_required: bool = True
    missing: str = ""

    template = ""

    @property
    def place(self) -> str:
        """Return the id of the field in the page."""
        return f"field-{self.name}"

    @property
    def target(self) -> str:
        """Return the id of the first box that can be typed into, where a link to a problem leads."""
        return self.place

    @property
    def asks_again(self) -> str:
        """Return what to say when nothing was given."""
        return self.missing or _("Answer “%(label)s”.") % {"label": self.label}

    def read(self, answers: Answers) -> object:
        """Return the value of what was posted, or raise NotAnswered."""
        raise TypeError(f"{type(self).__name__} does not say how it is read.")

    def shown(self, answers: Answers, said: str) -> Shown:
        """Return the field with what was posted in it."""
        return Shown(self, said, answers.one(self.name), answers.all(self.name), self.parts(answers))

    def parts(self, answers: Answers) -> tuple[Part, ...]:
        """Return the boxes of a field that has several."""
        return ()
