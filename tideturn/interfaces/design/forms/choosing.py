"""Fields to choose in: one of several, any of several, yes or no, or a single tick."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms.answers import Answers, NotAnswered
from tideturn.interfaces.design.forms.field import Field


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen."""

    value: str
    label: str
    hint: str = ""


def options_of(pairs: Iterable[tuple[str, object]]) -> tuple[Option, ...]:
    """Return pairs of a value and its words as options, such as the `choices` of fixed words."""
    return tuple(Option(value, str(words)) for value, words in pairs)


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of several answers, as radio buttons, or as a list to drop down where there are many."""

    options: tuple[Option, ...]
    is_dropped_down: bool = False
    nothing: str = ""

    @property
    def template(self) -> str:  # type: ignore[override]
        """Return the component that shows the options."""
        return "design/forms/select.html" if self.is_dropped_down else "design/forms/radios.html"

    @property
    def target(self) -> str:
        """Return the id of the first option."""
        return self.place if self.is_dropped_down else f"{self.place}-1"

    def read(self, answers: Answers) -> str:
        """Return the value chosen, or an empty one where none is needed."""
        value = answers.one(self.name)
        if not value and not self.is_required:
            return ""
        if value not in {option.value for option in self.options}:
            raise NotAnswered(self.asks_again)
        return value


@dataclass(frozen=True, kw_only=True)
class YesNo(Choice):
    """Yes or no; where neither need be said, nothing chosen is not known."""

    options: tuple[Option, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", self.options or (Option("yes", _("Yes")), Option("no", _("No"))))

    def read(self, answers: Answers) -> bool | None:  # type: ignore[override]
        """Return the answer, or None where none was given."""
        value = super().read(answers)
        return None if not value else value == "yes"


@dataclass(frozen=True, kw_only=True)
class Choices(Field):
    """Any of several answers, as boxes to tick."""

    options: tuple[Option, ...]

    template = "design/forms/checkboxes.html"

    @property
    def target(self) -> str:
        """Return the id of the first box."""
        return f"{self.place}-1"

    def read(self, answers: Answers) -> tuple[str, ...]:
        """Return the values ticked, in the order in which they are offered."""
        ticked = set(answers.all(self.name))
        known = tuple(option.value for option in self.options if option.value in ticked)
        if len(known) != len(ticked) or (self.is_required and not known):
            raise NotAnswered(self.asks_again)
        return known


@dataclass(frozen=True, kw_only=True)
class Tick(Field):
    """A single box to tick."""

    template = "design/forms/tick.html"

    def read(self, answers: Answers) -> bool:
        """Return whether the box is ticked; one that is required must be."""
        is_ticked = answers.one(self.name) == "yes"
        if self.is_required and not is_ticked:
            raise NotAnswered(self.asks_again)
        return is_ticked
