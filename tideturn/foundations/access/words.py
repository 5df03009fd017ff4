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


class AgencyKind(StrEnum):
    """The kinds of agency this product has words for; a pack may use more."""

    AMBULANCE = "ambulance"
    POLICE = "police"
    EMERGENCY_DEPARTMENT = "emergency-department"
    TREATMENT_SERVICE = "treatment-service"
    COUNCIL_SOCIAL_WORK = "council-social-work"
    CHILD_PROTECTION = "child-protection"
    ADULT_PROTECTION = "adult-protection"
    THIRD_SECTOR = "third-sector"
    HEALTH_BOARD = "health-board"
    NATIONAL = "national"
    PUBLIC = "public"


# These report and do not follow up, or follow up only what is referred to them: an area of theirs is no catchment.
WITHOUT_CATCHMENT = frozenset(
    {
        AgencyKind.AMBULANCE,
        AgencyKind.POLICE,
        AgencyKind.EMERGENCY_DEPARTMENT,
        AgencyKind.CHILD_PROTECTION,
        AgencyKind.ADULT_PROTECTION,
        AgencyKind.NATIONAL,
        AgencyKind.PUBLIC,
    }
)
