"""Rules that turn a plan's timescale words into a due window."""

from pydantic import Field, model_validator

from tideturn.packs.schema.frozen import Frozen, Kebab, Sentence


class Offset(Frozen):
    """A distance from the plan's publication date, in months."""

    months: int = Field(ge=0, le=600)


class TimescaleRule(Frozen):
    """One timescale word, the window it stands for, and the words that explain it."""

    word: Sentence
    start: Offset | None = None
    due: Offset | None = None
    reason: Sentence

    @model_validator(mode="after")
    def check_window_runs_forward(self) -> "TimescaleRule":
        """Refuse a window that ends before it starts."""
        if self.start and self.due and self.due.months < self.start.months:
            raise ValueError("due is before start")
        return self


class Timescales(Frozen):
    """The file timescales.yaml: named tables of rules."""

    rules: dict[Kebab, tuple[TimescaleRule, ...]]
