"""How long something may take: hours, working days or calendar days."""

from dataclasses import dataclass
from enum import StrEnum

from tideturn.methods.clocks.errors import LimitInvalid

AMOUNT_AT_MOST = 10_000


class Unit(StrEnum):
    """What a limit is counted in."""

    HOURS = "hours"
    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount of one unit: `Limit(1, Unit.WORKING_DAYS)`."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse what is no length of time."""
        if not 1 <= self.amount <= AMOUNT_AT_MOST:
            raise LimitInvalid(
                f"A limit of {self.amount} cannot be kept. Write a whole number from 1 to {AMOUNT_AT_MOST}."
            )
