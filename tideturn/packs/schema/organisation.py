"""Organisations, classes of organisation and posts that plans name as owners."""

from pydantic import model_validator

from tideturn.packs.schema.frozen import Day, Frozen, HttpsAddress, Kebab, Label, Name, Sentence


class Successor(Frozen):
    """A body that took over from another."""

    id: Kebab
    on: Day
    source: Sentence


class Organisation(Frozen):
    """A body, a class of bodies (`generic`) or a post, with every spelling under which plans name it."""

    id: Kebab
    name: Name
    kind: Label
    generic: bool = False
    is_proposed: bool = False
    aliases: tuple[Name, ...] = ()
    exists_from: Day | None = None
    exists_until: Day | None = None
    note: str = ""
    address: HttpsAddress | None = None
    successors: tuple[Successor, ...] = ()

    @model_validator(mode="after")
    def check_dates_in_order(self) -> "Organisation":
        """Refuse a body that ends before it begins."""
        if self.exists_from and self.exists_until and self.exists_until < self.exists_from:
            raise ValueError("exists_until is before exists_from")
        if any(successor.id == self.id for successor in self.successors):
            raise ValueError("a body is not its own successor")
        return self


class Organisations(Frozen):
    """The file organisations.yaml."""

    organisations: tuple[Organisation, ...]
