"""How long an entry of the directory is good for after somebody checked it: the file directory/freshness.yaml."""

from typing import Annotated

from pydantic import Field, model_validator

from tideturn.packs.schema.frozen import Frozen, Sentence

Months = Annotated[int, Field(ge=1, le=120)]


class Age(Frozen):
    """After how many months something happens, and who says so: a document that was read, or that it is our own."""

    months: Months
    source: Sentence


class Freshness(Frozen):
    """The file directory/freshness.yaml: reminded twice, then shown as unchecked, then withdrawn."""

    first_reminder: Age
    second_reminder: Age
    unchecked: Age
    withdrawn: Age

    @model_validator(mode="after")
    def check_goes_in_order(self) -> "Freshness":
        """Refuse ages of which a later step comes before an earlier one."""
        ages = [self.first_reminder, self.second_reminder, self.unchecked, self.withdrawn]
        months = [age.months for age in ages]
        if months != sorted(set(months)):
            raise ValueError("first_reminder, second_reminder, unchecked and withdrawn follow each other, each later")
        return self
