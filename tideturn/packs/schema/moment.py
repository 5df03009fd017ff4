"""Moments of a case that clocks and measures refer to, and lengths of time."""

from enum import StrEnum

from pydantic import Field, model_validator

from tideturn.packs.schema.frozen import Frozen, Kebab


class LimitUnit(StrEnum):
    """What a length of time is counted in; days are those of the responsible team's area."""

    HOURS = "hours"
    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"


class Span(Frozen):
    """A length of time: a number and its unit."""

    amount: int = Field(ge=1, le=1000)
    unit: LimitUnit

    @property
    def words(self) -> str:
        """Return it as people say it, for example “1 working day”."""
        unit = self.unit.value.replace("-", " ")
        return f"{self.amount} {unit.removesuffix('s') if self.amount == 1 else unit}"


class EntryKind(StrEnum):
    """What an entry of the journal says happened, where a clock or a measure listens for it."""

    CONTACT_LOGGED = "contact-logged"
    CONTACT_MADE = "contact-made"  # a logged contact whose result counts as contact
    REFERRAL_ACCEPTED = "referral-accepted"
    LEAD_ACCEPTED = "lead-accepted"
    TEAM_CHANGED = "team-changed"
    NALOXONE_GIVEN = "naloxone-given"
    PROTECTION_REFERRED = "protection-referred"


class StartKind(StrEnum):
    """What starts a clock."""

    OPENED = "opened"  # the moment at which the first report was received
    STAGE = "stage"  # the stage `id` is entered
    MOVE = "move"  # the move `id` is made
    CONTACT = "contact"  # a contact is logged with the result `id`; without `id`, with any result
    REFERRAL = "referral"  # a referral is sent to an agency of kind `id`; without `id`, to any
    BRANCH = "branch"  # the branch `id` begins to apply


class Start(Frozen):
    """What starts a clock; where an entry both stops and starts a clock, the stop comes first."""

    on: StartKind
    id: Kebab | None = None

    @model_validator(mode="after")
    def check_id_fits(self) -> "Start":
        """Refuse a stage, move or branch without a name, and an opening with one."""
        if self.on in (StartKind.STAGE, StartKind.MOVE, StartKind.BRANCH) and self.id is None:
            raise ValueError(f"a start on a {self.on.value} needs the id of the {self.on.value}")
        if self.on is StartKind.OPENED and self.id is not None:
            raise ValueError("a start on opened takes no id")
        return self


class MomentKind(StrEnum):
    """What a measure counts from or to."""

    OPENED = "opened"
    CLOSED = "closed"
    STAGE = "stage"
    MOVE = "move"
    ENTRY = "entry"


class Moment(Frozen):
    """The first time that something happened in a case; `id` names the stage, the move or the kind of entry."""

    on: MomentKind
    id: Kebab | None = None

    @model_validator(mode="after")
    def check_id_fits(self) -> "Moment":
        """Refuse a moment that names nothing, or that names more than there is."""
        named = self.on in (MomentKind.STAGE, MomentKind.MOVE, MomentKind.ENTRY)
        if named != (self.id is not None):
            raise ValueError(f"{self.on.value} {'needs' if named else 'takes no'} id")
        return self
