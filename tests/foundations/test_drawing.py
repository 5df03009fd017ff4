"""Work is done anew where a reference that it drew stands already, and for no other reason."""

import psycopg
import pytest
from django.db import IntegrityError

from tideturn.foundations.drawing import ATTEMPTS, drawing_anew


class Broken(psycopg.errors.UniqueViolation):
    """What the driver says of a constraint."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def diag(self):
        return type("Diagnostic", (), {"constraint_name": self.name})


def failing(times: int, name: str, asked: list[int]):
    def work() -> str:
        asked.append(1)
        if len(asked) <= times:
            raise IntegrityError("twice") from Broken(name)
        return "done"

    return work


def test_what_was_drawn_twice_is_drawn_again():
    asked: list[int] = []

    assert drawing_anew(failing(2, "reference", asked), unique={"reference"}) == "done"
    assert len(asked) == 3


@pytest.mark.parametrize(("name", "times"), [("another", 1), ("reference", ATTEMPTS)])
def test_anything_else_is_raised_and_so_is_the_last(name, times):
    asked: list[int] = []

    with pytest.raises(IntegrityError):
        drawing_anew(failing(times, name, asked), unique={"reference"})

    assert len(asked) == times
