"""The words of this room that other rooms and the database use."""

from enum import StrEnum


class System(StrEnum):
    """What acts when no person does; each may do what the policies say of it, and nothing more."""

    INTAKE = "intake"
    CLOCKS = "clocks"
    DELIVERY = "delivery"
    SET_UP = "set-up"
    MEASURES = "measures"
    AUDIT = "audit"
    SIGN_IN = "sign-in"
    SHARING = "sharing"
    DIRECTORY = "directory"
    PLANS = "plans"


NATIONAL, PUBLIC = "national", "public"
