"""What is asked at each stage, in plain words."""

from enum import StrEnum

from pydantic import model_validator

from tideturn.packs.schema.frozen import Frozen, Kebab, Name


class QuestionKind(StrEnum):
    """What an answer looks like."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes-no"
    DATE = "date"
    NUMBER = "number"


class Choice(Frozen):
    """One answer that may be chosen; its id is what is kept."""

    id: Kebab
    title: Name


class Question(Frozen):
    """One question, asked at one stage."""

    id: Kebab
    stage: Kebab
    label: Name
    help: str = ""
    kind: QuestionKind
    choices: tuple[Choice, ...] = ()
    required: bool = False
    is_told_back: bool = False  # the answer is shown to whoever sent the case in, and to the person

    @model_validator(mode="after")
    def check_choices_fit(self) -> "Question":
        """Refuse a choice of fewer than two, and choices where none is asked for."""
        if self.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
            if len(self.choices) < 2:
                raise ValueError("a choice needs at least two choices")
        elif self.choices:
            raise ValueError(f"a question of kind {self.kind.value} takes no choices")
        return self

    @property
    def possible_answers(self) -> tuple[str, ...]:
        """Return the answers a branch may listen for: the ids of the choices, or yes and no."""
        if self.kind is QuestionKind.YES_NO:
            return ("yes", "no")
        return tuple(choice.id for choice in self.choices)
