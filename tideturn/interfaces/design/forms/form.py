"""A form: its fields, and the frozen dataclass that a whole answer becomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from tideturn.interfaces.design.forms.answers import Answers, NotAnswered, Problem
from tideturn.interfaces.design.forms.field import Field, Shown

Value = TypeVar("Value")


@dataclass(frozen=True)
class Reading(Generic[Value]):
    """A form as it was filled in: its value when nothing is wrong, and its fields as the page shows them."""

    value: Value | None
    fields: tuple[Shown, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def by_name(self) -> dict[str, Shown]:
        """Return the fields by name, for templates that place them one by one: `form.by_name.note`."""
        return {shown.field.name: shown for shown in self.fields}


@dataclass(frozen=True)
class Form(Generic[Value]):
    """Fields, and what they are read into: a frozen dataclass whose attributes are called as the fields are."""

    fields: tuple[Field, ...]
    into: Callable[..., Value]

    def blank(self, values: Mapping[str, object] | None = None) -> Reading[Value]:
        """Return the form to be filled in, with values already there."""
        answers = Answers.of(values)
        return Reading(None, tuple(field.shown(answers, "") for field in self.fields))

    def read(self, posted: Mapping[str, object]) -> Reading[Value]:
        """Return what was posted, as a value or with what must be mended; whatever was posted, it raises nothing."""
        answers = Answers.of(posted)
        values: dict[str, object] = {}
        said: dict[str, str] = {}
        for field in self.fields:
            try:
                values[field.name] = field.read(answers)
            except NotAnswered as error:
                said[field.name] = str(error)
        return self._reading(answers, values, said)

    def refused(self, posted: Mapping[str, object], said: Mapping[str, str]) -> Reading[Value]:
        """Return what was posted with problems that only an engine could see, by the field they belong to."""
        return self._reading(Answers.of(posted), {}, said)

    def _reading(self, answers: Answers, values: dict[str, object], said: Mapping[str, str]) -> Reading[Value]:
        shown = tuple(field.shown(answers, said.get(field.name, "")) for field in self.fields)
        problems = tuple(
            Problem(field.name, f"#{field.target}", said[field.name]) for field in self.fields if field.name in said
        )
        return Reading(None if said else self.into(**values), shown, problems)
