"""Links between commitments: what continues, restates, answers or pays for what."""

from enum import StrEnum

from pydantic import Field, model_validator

from tideturn.packs.schema.frozen import Frozen, LocalId, Mark, Sentence


class Relation(StrEnum):
    """What the later commitment does to the earlier one."""

    RESTATES = "restates"
    CONTINUES = "continues"
    SUPERSEDES = "supersedes"
    FULFILS = "fulfils"
    FULFILS_IN_PART = "fulfils_in_part"
    RESPONDS_TO = "responds_to"
    REPORTS_ON = "reports_on"
    RESOURCES = "resources"
    PARALLELS = "parallels"
    UNDERPINS = "underpins"
    DEPENDS_ON = "depends_on"
    OVERLAPS = "overlaps"


class Confidence(StrEnum):
    """How sure the curator was; an `alternative` is a second-best reading."""

    HIGH = "high"
    MEDIUM = "medium"
    ALTERNATIVE = "alternative"


class Origin(StrEnum):
    """Whether a person judged the link, or a method proposed it."""

    CURATED = "curated"
    SUGGESTED = "suggested"


class LinkKind(StrEnum):
    """Which documents a link joins."""

    ACTION_TO_RECOMMENDATION = "action_to_recommendation"
    CROSS_DOCUMENT = "cross_document"
    WITHIN_DOCUMENT = "within_document"


class Link(Frozen):
    """One link from the later or acting commitment to the earlier or asked-for one."""

    id: Mark
    kind: LinkKind
    from_: LocalId = Field(alias="from")
    to: LocalId
    relation: Relation
    rank: int | None = Field(default=None, ge=1, le=1000)
    confidence: Confidence
    why: Sentence
    origin: Origin = Origin.CURATED

    @model_validator(mode="after")
    def check_link_joins_two(self) -> "Link":
        """Refuse a link from a commitment to itself."""
        if self.from_ == self.to:
            raise ValueError("a link joins two commitments, and this one names the same twice")
        return self


class Links(Frozen):
    """The file lineage.yaml."""

    links: tuple[Link, ...]
