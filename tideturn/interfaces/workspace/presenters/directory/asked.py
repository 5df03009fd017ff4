"""What forms of the directory are read into."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fate:
    """What becomes of a service, and why."""

    fate: str
    reason: str


@dataclass(frozen=True)
class KeeperChosen:
    """Which agency keeps the entries of an organisation, and who is asked about them."""

    agency: str
    contact: str


@dataclass(frozen=True)
class ReportAnswer:
    """What became of what somebody found wrong, and the words that they will read."""

    outcome: str
    words: str
