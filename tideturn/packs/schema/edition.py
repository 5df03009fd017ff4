"""The edition of a document that a plan was made from: a mark of each commitment's wording, never the wording."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tideturn.packs.schema.frozen import Frozen, Kebab, LocalId

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class Edition(Frozen):
    """What a document must read like to be quoted beside a plan's commitments."""

    plan: Kebab
    document: Kebab
    layout: Kebab
    wordings: dict[LocalId, Fingerprint] = Field(min_length=1)


class Editions(Frozen):
    """The file editions.yaml, which a pack may leave out."""

    editions: tuple[Edition, ...]
