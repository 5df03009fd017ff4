"""When a door is open: schedules of Open Referral, closures, special days and public holidays, to moments."""

from tideturn.methods.opening.errors import OpeningError, RuleInvalid, SpecialInvalid
from tideturn.methods.opening.holidays import special_of
from tideturn.methods.opening.hours import Hours
from tideturn.methods.opening.reading import closed_by, rules_of
from tideturn.methods.opening.rules import ByDay, Frequency, Rule
from tideturn.methods.opening.schedules import NotUnderstood
from tideturn.methods.opening.special import Closure, Said, Span, Special
from tideturn.methods.opening.states import Day, Opening, Standing, State

__all__ = [
    "ByDay",
    "Closure",
    "Day",
    "Frequency",
    "Hours",
    "NotUnderstood",
    "Opening",
    "OpeningError",
    "Rule",
    "RuleInvalid",
    "Said",
    "Span",
    "Special",
    "SpecialInvalid",
    "Standing",
    "State",
    "closed_by",
    "rules_of",
    "special_of",
]
