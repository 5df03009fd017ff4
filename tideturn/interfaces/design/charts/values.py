"""What a chart is asked to show."""

import re
from dataclasses import dataclass

KEY = re.compile(r"[a-z][a-z0-9-]*")
CATEGORIES_AT_MOST = 6  # as many shades and patterns as a reader can tell apart


@dataclass(frozen=True)
class Bar:
    """One count: `value` is None where nothing is known, which is another thing than none."""

    label: str
    value: int | None
    of_how_many: int | None = None

    def __post_init__(self) -> None:
        """Refuse a bar without a name, or a count that cannot be."""
        check_label(self.label)
        check_count(self.value, self.label)
        check_count(self.of_how_many, self.label)
        if self.value is not None and self.of_how_many is not None and self.value > self.of_how_many:
            raise ValueError(
                f"{self.label!r} counts {self.value} of {self.of_how_many}; give a whole that holds its part"
            )


@dataclass(frozen=True)
class Chart:
    """Counts in an order; `key` makes the ids in the page unique, `title` says what is counted."""

    key: str
    title: str
    bars: tuple[Bar, ...]

    def __post_init__(self) -> None:
        """Refuse a chart that could not be named, or that shows nothing."""
        check_key(self.key)
        check_label(self.title)
        if not self.bars:
            raise ValueError(f"the chart {self.title!r} has no bars; give at least one, or leave the chart out")


@dataclass(frozen=True)
class Stack:
    """One bar made of parts, in the order of the chart's categories; None where a part is not known."""

    label: str
    parts: tuple[int | None, ...]

    def __post_init__(self) -> None:
        """Refuse a stack without a name, or a part that cannot be."""
        check_label(self.label)
        for part in self.parts:
            check_count(part, self.label)


@dataclass(frozen=True)
class StackedChart:
    """Counts by category, one bar for each of several things, such as plans."""

    key: str
    title: str
    categories: tuple[str, ...]
    stacks: tuple[Stack, ...]

    def __post_init__(self) -> None:
        """Refuse more categories than can be told apart, or stacks that do not match them."""
        check_key(self.key)
        for label in (self.title, *self.categories):
            check_label(label)
        self._check_categories()
        for stack in self.stacks:
            if len(stack.parts) != len(self.categories):
                raise ValueError(f"{stack.label!r} has {len(stack.parts)} parts; give one for each category")

    def _check_categories(self) -> None:
        if not 1 <= len(self.categories) <= CATEGORIES_AT_MOST:
            raise ValueError(f"{self.title!r} has {len(self.categories)} categories; give 1 to {CATEGORIES_AT_MOST}")
        if len(set(self.categories)) != len(self.categories):
            raise ValueError(f"{self.title!r} names a category twice; give each once")
        if not self.stacks:
            raise ValueError(f"the chart {self.title!r} has no bars; give at least one, or leave the chart out")


def check_key(key: str) -> None:
    """Refuse a key that could not stand in an id."""
    if not KEY.fullmatch(key):
        raise ValueError(f"the key {key!r} cannot stand in an id; use small letters, digits and hyphens")


def check_label(label: str) -> None:
    """Refuse a name that a reader would not see."""
    if not label.strip():
        raise ValueError("a part of a drawing has no name; say in words what it shows")


def check_count(count: int | None, label: str) -> None:
    """Refuse a count below none."""
    if count is not None and count < 0:
        raise ValueError(f"{label!r} counts {count}; a count is none or more, and None where it is not known")
