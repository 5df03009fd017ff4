"""What forms of the workspace are read into."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CodeGiven:
    """A code that an app on a phone shows."""

    code: str


@dataclass(frozen=True)
class AgencyChosen:
    """The agency that someone acts for."""

    agency: str


@dataclass(frozen=True)
class Confirmed:
    """That somebody meant it."""


@dataclass(frozen=True)
class NoteGiven:
    """A few words, where there are any to say."""

    note: str


@dataclass(frozen=True)
class ReasonGiven:
    """Why something is done."""

    reason: str


@dataclass(frozen=True)
class ColleagueChosen:
    """A colleague, and a word to them."""

    to: str
    note: str


@dataclass(frozen=True)
class TeamChosen:
    """A team, and why it is asked."""

    to_team: str
    why: str


@dataclass(frozen=True)
class ProtectionTold:
    """Who of a protection service was told: a team here, or somebody outside in words."""

    to_team: str
    to: str
    note: str


@dataclass(frozen=True)
class TaskGiven:
    """Something to be done, and for whom."""

    title: str
    to: str


@dataclass(frozen=True)
class PauseGiven:
    """Why a clock stands still."""

    reason: str
    note: str


@dataclass(frozen=True)
class Decided:
    """What somebody found of two cases, and why."""

    decision: str
    reason: str


@dataclass(frozen=True)
class WishGiven:
    """What a person agrees or objects to."""

    stance: str
    recipient: str
    purpose: str
    until: date | None


@dataclass(frozen=True)
class Corrected:
    """A detail put right, and why."""

    value: str | date | None
    reason: str


@dataclass(frozen=True)
class Parted:
    """Why two cases are two after all, and whether they are about two people."""

    are_two_people: bool
    reason: str


@dataclass(frozen=True)
class EmergencyGiven:
    """The reference of a case, and why it cannot wait."""

    reference: str
    reason: str


@dataclass(frozen=True)
class Reviewed:
    """What a reviewer finds of an emergency opening."""

    was_justified: bool
    words: str


@dataclass(frozen=True)
class CaseNamed:
    """A case, by the reference that people read out."""

    reference: str


@dataclass(frozen=True)
class NoteSaid:
    """What was said about a case."""

    text: str


@dataclass(frozen=True)
class ActionAgreed:
    """What somebody takes on."""

    title: str


@dataclass(frozen=True)
class MemberAsked:
    """Somebody who is to belong to the agency."""

    name: str
    email: str
    role: str
    team: str


@dataclass(frozen=True)
class LeadAsked:
    """Who has what nobody else of a team has."""

    user: str


@dataclass(frozen=True)
class CredentialAsked:
    """What a program is to be permitted."""

    permissions: tuple[str, ...]


@dataclass(frozen=True)
class AgreementAsked:
    """What agencies have agreed."""

    title: str
    parties: tuple[str, ...]
    purposes: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    document: str


@dataclass(frozen=True)
class OddAnswered:
    """What came of asking somebody about their reading."""

    was_in_order: bool
    words: str


@dataclass(frozen=True)
class NearTold:
    """An address and family names that are near to somebody who works here."""

    address: str
    names: str
