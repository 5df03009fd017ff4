"""When a time limit ends: hours, working days, calendar days, with pauses."""

from tideturn.methods.clocks.due import due_at, time_left, warn_at
from tideturn.methods.clocks.errors import ClockError, LimitInvalid, PauseInvalid
from tideturn.methods.clocks.limits import Limit, Unit
from tideturn.methods.clocks.pauses import Pause

__all__ = ["ClockError", "Limit", "LimitInvalid", "Pause", "PauseInvalid", "Unit", "due_at", "time_left", "warn_at"]
