"""A case lived through step by step, its entries arriving late, twice and out of order, beside a plain model of it."""

import uuid
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.engines.pathways.conftest import MONDAY
from tideturn.engines.pathways.entries import JournalEntry, Kind
from tideturn.engines.pathways.folding import fold
from tideturn.packs.pathways import load_pathway

PATHWAY = load_pathway("near-fatal-overdose", Path(__file__).resolve().parents[3] / "packs" / "example")
FIRST_TRY = "first-attempt"


class LivingCase(RuleBasedStateMachine):
    """What happens to a case, what has arrived of it so far, and what a person with a pencil would have noted."""

    def __init__(self) -> None:
        super().__init__()
        self.happened: list[JournalEntry] = []
        self.under_way: list[JournalEntry] = []
        self.arrived: list[JournalEntry] = []
        self.hour = 0
        self.stage, self.is_closed, self.is_refused, self.was_tried = "received", False, False, False

    def write(self, kind: Kind, **data: object) -> None:
        """Let something happen; it arrives when it arrives."""
        self.hour += 1
        at = MONDAY + timedelta(hours=self.hour)
        entry = JournalEntry(uuid.uuid4(), kind, at, at, 5, "A. Worker (invented)", "north", data)
        self.happened.append(entry)
        self.under_way.append(entry)

    @initialize()
    def opened(self) -> None:
        """A report opens the case; that entry is there from the first moment."""
        first = JournalEntry(uuid.uuid4(), Kind.OPENED, MONDAY, MONDAY, None, "", "", {"team": "a", "report": "r"})
        self.happened.append(first)
        self.arrived.append(first)

    @rule(result=st.sampled_from(["spoke", "no-answer"]))
    def tries(self, result: str) -> None:
        """Somebody tries to reach the person."""
        self.write(Kind.CONTACT_LOGGED, channel="phone", result=result)
        self.was_tried = True

    @rule(wish=st.sampled_from(["refused", "given"]))
    def wishes(self, wish: str) -> None:
        """The person says whether they want to be contacted; a yes after a no lets the waiting begin anew."""
        self.write(Kind.CONTACT_WISH, wish=wish)
        self.is_refused = wish == "refused"

    @precondition(lambda self: not self.is_closed)
    @rule(move=st.sampled_from(["bring-to-review", "respect-no", "close-without-contact"]))
    def moves(self, move: str) -> None:
        """Somebody makes a step, or tries one that does not start from here."""
        answers = {"safety": "x", "adult-at-risk": "no", "closing-note": "x"}
        self.write(Kind.MOVED, move=move, answers=answers, outcome="died", reason="death")
        found = PATHWAY.move(move)
        if self.stage in found.from_:
            self.stage, self.is_closed = found.to, PATHWAY.is_end(found)

    @precondition(lambda self: self.under_way)
    @rule(data=st.data())
    def arrives(self, data: st.DataObject) -> None:
        """Whatever is under way arrives, in any order."""
        place = data.draw(st.integers(0, len(self.under_way) - 1))
        self.arrived.append(self.under_way.pop(place))

    @precondition(lambda self: self.arrived)
    @rule(data=st.data())
    def arrives_again(self, data: st.DataObject) -> None:
        """Something that arrived arrives once more."""
        self.arrived.append(data.draw(st.sampled_from(self.arrived)))

    @invariant()
    def is_what_happened_once_all_has_arrived(self) -> None:
        """In whatever order and however often things arrive, they come to what happened."""
        if self.happened:
            assert fold([*self.arrived, *self.under_way], PATHWAY) == fold(self.happened, PATHWAY)

    @invariant()
    def is_what_the_model_says(self) -> None:
        """Stage, closing and the clock of the first try are those of the pencil."""
        if not self.happened:
            return
        state = fold(self.happened, PATHWAY)
        assert (state.stage, not state.is_open) == (self.stage, self.is_closed)
        assert state.is_contact_refused == self.is_refused
        if self.is_closed or self.is_refused:
            assert state.running(FIRST_TRY) is None
        # After a no, a yes lets the clock of the first try begin anew, wherever the case stands.
        if not (self.was_tried or self.is_closed or self.is_refused or self.stage == "declined"):
            assert state.running(FIRST_TRY) is not None, "nobody tried, nobody said no, and no clock runs"


LivingCase.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestLivingCase = LivingCase.TestCase
