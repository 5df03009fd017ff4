"""The words of sharing, as the database and the pages use them."""

from enum import StrEnum


class Capacity(StrEnum):
    """What an agency is to a subject."""

    HOLDER = "holder"
    REFERRAL = "referral"
    MEETING = "meeting"
    CONTRIBUTOR = "contributor"


class Stance(StrEnum):
    """What a person says of being shared about."""

    AGREES = "agrees"
    OBJECTS = "objects"


class GroundKind(StrEnum):
    """Why something may be seen, the strongest first."""

    HOLDER = "holder"
    REFERRAL = "referral"
    MEETING = "meeting"
    AGREEMENT = "agreement"
    CONSENT = "consent"
    BREAK_GLASS = "break-glass"


class WhyNotSeen(StrEnum):
    """Why something that is referred to an agency would not be there for it."""

    NO_AGREEMENT = "no-agreement"
    OBJECTS = "objects"
