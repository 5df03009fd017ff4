"""A mend on the page: its title, its words, its picture and its table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One mend as the page shows it."""

    title: str
    parts: tuple[str, ...]

    @property
    def markdown(self) -> str:
        """Return the section for the page."""
        return "\n\n".join([f"## {self.title}", *(part.strip() for part in self.parts)])


def share(value: float) -> str:
    """Return a share as a percentage with two digits that matter."""
    if value in (0.0, 1.0):
        return f"{value:.0%}"
    return f"{value:.1%}" if value >= 0.095 else f"{value:.2%}"


def thousandths(value: float) -> str:
    """Return a rate as so many in a thousand."""
    return f"{1000 * value:.1f}"
