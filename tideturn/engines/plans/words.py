"""The fixed words of the register, with what a reader sees; each is a database constraint as well."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Nature(models.TextChoices):
    """Whether a plan's words ask others, promise, or answer."""

    ASKED = "asked", _("asked of others")
    PROMISED = "promised", _("promised by its maker")
    ANSWERED = "answered", _("an answer to what was asked")


class State(models.TextChoices):
    """Whether a plan is still worked to."""

    CURRENT = "current", _("Current")
    CLOSED = "closed", _("Closed")
    SUPERSEDED = "superseded", _("Superseded")


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


class Kind(models.TextChoices):
    """What the document calls it."""

    ACTION = "action", _("Action")
    RECOMMENDATION = "recommendation", _("Recommendation")
    COMMITMENT = "commitment", _("Commitment")
    MILESTONE = "milestone", _("Milestone")
    PROMISE = "promise", _("Promise")


class Status(models.TextChoices):
    """How far it is, as its owner or another body reports it."""

    NOT_STARTED = "not_started", _("Not started")
    UNDER_CONSIDERATION = "under_consideration", _("Under consideration")
    IN_EARLY_DEVELOPMENT = "in_early_development", _("In early development")
    UNDER_WAY = "under_way", _("Under way")
    COMPLETE = "complete", _("Complete")
    PAUSED = "paused", _("Paused")
    SUPERSEDED = "superseded", _("Superseded")


class AcceptanceValue(models.TextChoices):
    """What those who were asked answered."""

    ACCEPTED = "accepted", _("Accepted")
    IN_PART = "in_part", _("Accepted in part")
    DECLINED = "declined", _("Declined")
    UNDER_CONSIDERATION = "under_consideration", _("Under consideration")
    NO_ANSWER_HELD = "no_answer_held", _("No answer held")


class VerdictValue(models.TextChoices):
    """What someone other than the owner found."""

    MET = "met", _("Met")
    PARTLY_MET = "partly_met", _("Partly met")
    NOT_MET = "not_met", _("Not met")
    CANNOT_TELL = "cannot_tell", _("Cannot tell")


# Why what a maker promises in its own plan counts as accepted, as everybody reads it.
OWN_PROMISE = "{maker} made this promise itself, in its own plan."
# What the answer to such a promise is called: nobody else had to accept it.
PROMISED_BY_ITS_MAKER = _("Promised by its maker")


class Basis(models.TextChoices):
    """Whether a source says so in words, or it is a reading of the source."""

    STATED = "stated", _("stated in the source")
    READING = "reading", _("our reading of the source")


# The kind of a body that the register came to know by a plan of staff alone.
NEW_BODY = "body named in a plan"


class Role(models.TextChoices):
    """What an organisation has to do with a commitment."""

    MADE_BY = "made_by", _("Made by")
    ASKED_OF = "asked_of", _("Asked of")
    OWNER = "owner", _("Owner")
    OTHER = "other", _("Also named")


class Origin(models.TextChoices):
    """How a row came into the register."""

    PACK = "pack", _("the country's pack")
    DOCUMENT = "document", _("a document that was read")
    STAFF = "staff", _("entered by staff")


class LinkOrigin(models.TextChoices):
    """Whether a person judged a link, or a method proposed it."""

    CURATED = "curated", _("curated")
    SUGGESTED = "suggested", _("suggested, not confirmed")


class Relation(models.TextChoices):
    """What the later commitment does to the earlier one."""

    RESTATES = "restates", _("restates")
    CONTINUES = "continues", _("continues")
    SUPERSEDES = "supersedes", _("supersedes")
    FULFILS = "fulfils", _("fulfils")
    FULFILS_IN_PART = "fulfils_in_part", _("fulfils in part")
    RESPONDS_TO = "responds_to", _("responds to")
    REPORTS_ON = "reports_on", _("reports on")
    RESOURCES = "resources", _("pays for")
    PARALLELS = "parallels", _("runs parallel to")
    UNDERPINS = "underpins", _("is read as underpinning")
    DEPENDS_ON = "depends_on", _("depends on")
    OVERLAPS = "overlaps", _("overlaps with")


# The relations along which a story runs; a parallel is no continuity, and underpinning is a reading within 2022.
CONTINUITY = (
    Relation.RESTATES,
    Relation.CONTINUES,
    Relation.SUPERSEDES,
    Relation.FULFILS,
    Relation.FULFILS_IN_PART,
    Relation.RESPONDS_TO,
    Relation.REPORTS_ON,
    Relation.RESOURCES,
)


class Confidence(models.TextChoices):
    """How sure the curator was."""

    HIGH = "high", _("high confidence")
    MEDIUM = "medium", _("medium confidence")
    ALTERNATIVE = "alternative", _("a second-best reading")


class LinkKind(models.TextChoices):
    """Which documents a link joins."""

    ACTION_TO_RECOMMENDATION = "action_to_recommendation", _("action to recommendation")
    CROSS_DOCUMENT = "cross_document", _("across documents")
    WITHIN_DOCUMENT = "within_document", _("within one document")


class Bound(models.TextChoices):
    """What the words before a sum say about it."""

    UP_TO = "up_to", _("up to")
    OVER = "over", _("over")
    AROUND = "around", _("around")
    AT_LEAST = "at_least", _("at least")


class Wording(models.TextChoices):
    """Which part of a document a quotation is."""

    TEXT = "text", _("The wording as published")
    RESPONSE = "response", _("The answer as published")
    PROGRESS = "progress", _("Progress as published")
    OUTCOME = "outcome", _("The outcome hoped for, as published")


class ReadingState(models.TextChoices):
    """How far a document is on its way to being a plan."""

    OPEN = "open", _("being read in")
    PUBLISHED = "published", _("published")
    LEFT = "left", _("left")


class Decision(models.TextChoices):
    """What a person decided of a draft."""

    NONE = "", _("to be decided")
    ACCEPTED = "accepted", _("accepted")
    DROPPED = "dropped", _("dropped")


class SuggestionState(models.TextChoices):
    """What a person said to a link that a method proposed."""

    OPEN = "open", _("to be decided")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class StatementState(models.TextChoices):
    """How far what a body means to say has come."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waits to be published")
    RETURNED = "returned", _("sent back")
    PUBLISHED = "published", _("published")
    DROPPED = "dropped", _("thrown away")


# While a statement is in one of these, no second one is begun beside it.
OPEN_STATES = (StatementState.DRAFT, StatementState.SUBMITTED, StatementState.RETURNED)


class UploadState(models.TextChoices):
    """How far a table of statements has come."""

    READ = "read", _("read, not handed in")
    SUBMITTED = "submitted", _("waits to be published")
    PUBLISHED = "published", _("published")
    RETURNED = "returned", _("sent back")
    DROPPED = "dropped", _("thrown away")


class ChallengeOutcome(models.TextChoices):
    """What a body that scrutinises made of an answer."""

    SATISFIED = "satisfied", _("answered to our satisfaction")
    NOT_SATISFIED = "not_satisfied", _("not answered to our satisfaction")
    WITHDRAWN = "withdrawn", _("withdrawn")


def is_promised(commitment: Any) -> bool:
    """Return whether the plan's own maker promised it, so that nobody else had to accept it."""
    return bool(commitment.plan.nature != Nature.ASKED and commitment.kind != Kind.RECOMMENDATION)
