"""Which looks into cases stand out in a country: the file looking.yaml."""

from typing import Annotated

from pydantic import Field, model_validator

from tideturn.methods.looking.standing_out import Sign, Threshold
from tideturn.packs.schema.frozen import Frozen, Sentence

# What a sign asks beside its count; all else in it would be passed over, and so is refused.
ASKED = {
    Sign.MANY_CASES: {"at_least", "times_usual", "times_team"},
    Sign.OWN_FAMILY_NAME: set(),
    Sign.OWN_ADDRESS: set(),
    Sign.CLOSED_CASES: {"at_least", "within_days", "closed_for_days"},
    Sign.NO_PART: {"at_least", "within_days"},
    Sign.EMERGENCIES: {"at_least", "within_days"},
}  # fmt: skip
Days = Annotated[int, Field(ge=1, le=90)]
Times = Annotated[float, Field(ge=1, le=100)]


class LookingSign(Frozen):
    """A sign that is looked for, from where it stands out, and why from there."""

    sign: Sign
    at_least: Annotated[int, Field(ge=1, le=1000)] = 1
    within_days: Days = 1
    times_usual: Times = 1.0
    times_team: Times = 1.0
    closed_for_days: Annotated[int, Field(ge=0, le=3650)] = 0
    why: Sentence

    @model_validator(mode="after")
    def check_asks_what_fits(self) -> "LookingSign":
        """Refuse a number that the sign does not ask, and one that it asks and that is missing."""
        given = self.model_fields_set - {"sign", "why"}
        if given != ASKED[self.sign]:
            raise ValueError(f"{self.sign} takes {', '.join(sorted(ASKED[self.sign])) or 'no number'}")
        return self

    @property
    def threshold(self) -> Threshold:
        """Return the numbers by which the sign is judged."""
        within = 1 if self.sign is Sign.MANY_CASES else self.within_days
        return Threshold(self.at_least, within, self.times_usual, self.times_team, self.closed_for_days)


class Looking(Frozen):
    """The file looking.yaml: `over_days` is how far back what is usual is looked up."""

    over_days: Annotated[int, Field(ge=7, le=366)] = 56
    signs: tuple[LookingSign, ...] = ()

    @model_validator(mode="after")
    def check_each_once(self) -> "Looking":
        """Refuse a sign that is written twice."""
        if len({one.sign for one in self.signs}) < len(self.signs):
            raise ValueError("write each sign once")
        return self

    @property
    def limits(self) -> dict[Sign, Threshold]:
        """Return the threshold of each sign that is looked for."""
        return {one.sign: one.threshold for one in self.signs}
