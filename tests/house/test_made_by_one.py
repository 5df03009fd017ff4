"""What all processes of a run need is made once, lasts as long as one of them uses it, and is made anew after that."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.made_by_one import given_or_made


class Workshop:
    """Makes numbered things, and notes which were taken away."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.made = 0
        self.gone: list[int] = []

    @contextlib.contextmanager
    def make(self) -> Iterator[int]:
        """Give the next number."""
        self.made += 1
        number = self.made
        yield number
        self.gone.append(number)


def test_what_one_made_is_given_to_the_others_and_made_anew_when_it_is_gone(tmp_path: Path) -> None:
    workshop, kept = Workshop(), tmp_path / "thing"

    with given_or_made(kept, workshop.make) as first, given_or_made(kept, workshop.make) as second:
        assert (first, second, workshop.gone) == (1, 1, [])
    assert workshop.gone == [1]
    with given_or_made(kept, workshop.make) as third:
        assert third == 2
    assert workshop.gone == [1, 2]


def test_whoever_made_it_waits_until_nobody_uses_it(tmp_path: Path) -> None:
    workshop, kept = Workshop(), tmp_path / "thing"
    stack = contextlib.ExitStack()
    stack.enter_context(given_or_made(kept, workshop.make))

    with given_or_made(kept, workshop.make):
        leaving = threading.Thread(target=stack.close)
        leaving.start()
        leaving.join(0.2)
        assert leaving.is_alive()
        assert workshop.gone == []
        # Nobody is given any more what is about to go.
        assert not kept.exists()
    leaving.join(10)

    assert workshop.gone == [1]


def test_what_could_not_be_made_is_made_by_the_next(tmp_path: Path) -> None:
    workshop, kept = Workshop(), tmp_path / "thing"

    @contextlib.contextmanager
    def fail() -> Iterator[int]:
        raise RuntimeError("no room")
        yield 0

    with pytest.raises(RuntimeError, match="no room"), given_or_made(kept, fail):
        pass
    with given_or_made(kept, workshop.make) as made:
        assert made == 1
