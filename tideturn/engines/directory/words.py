"""The fixed words of the directory."""

from django.db import models

# The kind of a record that stands in its feed beside another of the same id: kept to be given back, and never shown.
# Its own id is the other's kind and id, and which of those beside it it is.
BESIDE = "beside"


class ImportState(models.TextChoices):
    """How far an import has come."""

    PROPOSED = "proposed", "waits for a person"
    APPLIED = "applied", "in the directory"
    REFUSED = "refused", "refused by a person"
    UNDONE = "undone", "taken back"


class Change(models.TextChoices):
    """What an import does to one thing."""

    ADDED = "added"
    CHANGED = "changed"
    VANISHED = "vanished"


class ServiceStatus(models.TextChoices):
    """The standard's own words for whether a service is there."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class Reach(models.TextChoices):
    """Where somebody must be to use a service."""

    PLACE = "place", "at a place"
    AREA = "area", "in an area"
    COUNTRY = "country", "anywhere in the country"


class ListingKind(models.TextChoices):
    """What kind of help an entry is."""

    SERVICE = "service", "a service"
    COMMUNITY = "recovery-community-listing", "a recovery community or mutual aid"
    PHARMACY = "pharmacy", "a pharmacy"
    TOUCHPOINT = "touchpoint", "a service outside the sector"
    COURSE = "training-course", "a training course"


class LikenessState(models.TextChoices):
    """Whether two services are one."""

    DOUBTFUL = "doubtful", "a person has to look"
    SAME = "same", "one service"
    OTHER = "other", "two services"


class EditState(models.TextChoices):
    """How far a proposed change has come."""

    DRAFT = "draft", "not sent yet"
    WAITING = "waiting", "waits for the partnership"
    APPROVED = "approved", "in the directory"
    REFUSED = "refused", "refused"
    DROPPED = "dropped", "thrown away"
    TAKEN_BACK = "taken-back", "taken back"


class ReminderStage(models.TextChoices):
    """Which reminder it was."""

    FIRST = "first", "the first"
    SECOND = "second", "the second"


class Wrong(models.TextChoices):
    """What somebody found wrong with an entry."""

    CLOSED = "closed", "it is not there any more"
    HOURS = "hours", "the hours"
    PHONE = "phone", "the telephone number"
    PLACE = "place", "where it is"
    GETTING_IN = "getting-in", "how to get in, or what is asked"
    ELSE = "else", "something else"


class Outcome(models.TextChoices):
    """What became of what somebody told."""

    MENDED = "mended", "it was wrong and is mended"
    RIGHT = "right", "it was looked at and is right as it stands"
    TAKEN_OUT = "taken-out", "the entry was taken out"
