"""What the forms of an account are read into."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CodeGiven:
    """A code that an app on a phone shows."""

    code: str


@dataclass(frozen=True)
class AgencyChosen:
    """The agency that someone acts for."""

    agency: str
