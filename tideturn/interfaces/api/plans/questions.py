"""What may be asked of each address: one frozen object for each kind of question."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from tideturn.engines.plans.queries import RegisterFilters
from tideturn.engines.plans.words import AcceptanceValue, Kind, Status
from tideturn.interfaces.api.plans.values import USUAL_PAGE, Cursor, Day, Flag, Id, PageSize, Words
from tideturn.interfaces.design.country import today

Nothing = SkipJsonSchema[None]


class Question(BaseModel):
    """A question that may be asked as of any day."""

    model_config = ConfigDict(frozen=True)

    as_of: Day | Nothing = Field(
        None,
        description="The day to answer for, with what was known then: year-month-day. "
        "Today by the country's clock when left out.",
    )

    @property
    def day(self) -> date:
        """Return the day to answer for."""
        return self.as_of or today()


class ListQuestion(Question):
    """A question whose answer comes in pages."""

    cursor: Cursor | Nothing = Field(
        None, description="Where the next page begins: the `next` of the page before, unchanged."
    )
    limit: PageSize = Field(USUAL_PAGE, description="How many items a page holds, from 1 to 200.")


class CommitmentQuestion(ListQuestion):
    """Which commitments to list; each filter that is given narrows the list."""

    plan: Id | Nothing = Field(None, description="Only what stands in this plan: its id.")
    owner: Id | Nothing = Field(None, description="Only what this organisation owns: its id.")
    kind: Kind | Nothing = Field(None, description="Only what the document calls by this word.")
    status: Status | Nothing = Field(None, description="Only what its owner last said stands so.")
    acceptance: AcceptanceValue | Nothing = Field(None, description="Only what was answered so, last.")
    due_before: Day | Nothing = Field(None, description="Only what is due before this day; the day itself is left out.")
    overdue: Flag | Nothing = Field(
        None, description="true: only what was accepted, is past its date and is not called finished. false: all else."
    )
    silent: Flag | Nothing = Field(
        None,
        description="true: only what nothing was heard of in the documents held, to the day asked about. "
        "false: all else.",
    )
    unverified: Flag | Nothing = Field(
        None, description="true: only what its owner calls complete and nobody else has checked. false: all else."
    )
    q: Words | Nothing = Field(
        None,
        description="Words to search for in titles, quotations, sections and names; the best match comes first. "
        "Words that match nothing are tried as misspellings.",
    )

    @property
    def words(self) -> str:
        """Return the words to search for, or nothing."""
        return (self.q or "").strip()

    def filters(self) -> RegisterFilters:
        """Return the question as the register understands it."""
        return RegisterFilters(
            plan=self.plan,
            owner=self.owner,
            status=self.status,
            acceptance=self.acceptance,
            kind=self.kind,
            due_before=self.due_before,
            overdue=self.overdue,
            silent=self.silent,
            unverified=self.unverified,
            words=self.words,
        )
