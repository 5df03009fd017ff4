"""What a feed is once it is read: entities, each as the feed gave it, and the form to give them back in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Literal

from tideturn.sources.open_referral.entities import Entity

Content = Mapping[str, Any]


class Format(StrEnum):
    """In which format a feed speaks."""

    ORUK_JSON = "oruk-json"
    HSDS_JSON = "hsds-json"
    HSDS_TABULAR = "hsds-tabular"
    OHANA_CSV = "ohana-csv"
    MAPPED_TABLE = "mapped-table"


class Shape(StrEnum):
    """How entities stand in a file of a feed, or in one page of it."""

    PAGE = "page"
    LIST = "list"
    SINGLE = "single"
    LINES = "lines"
    PACKAGE = "package"


@dataclass(frozen=True)
class MemberForm:
    """The shape of one JSON file or page, and of a page the fields around its contents."""

    name: str
    shape: Shape
    envelope: Content = field(default_factory=dict)
    list_key: str = "contents"


@dataclass(frozen=True)
class TableForm:
    """One table: what kind of thing a row is, its columns in order, how its lines end."""

    name: str
    kind: str
    columns: tuple[str, ...]
    newline: str = "\r\n"
    has_types: bool = False
    is_marked: bool = False
    repeated: Content = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """What is needed beside the entities to give the same feed back. `kept` holds small files as they were."""

    format: Format
    version: str
    shape: Shape
    members: tuple[MemberForm, ...] = ()
    tables: tuple[TableForm, ...] = ()
    kept: Content = field(default_factory=dict)

    def as_document(self) -> dict[str, Any]:
        """Return the form as a JSON object, for keeping."""
        return asdict(self)

    @classmethod
    def new(cls, speaking: Format, shape: Shape) -> "Form":
        """Return the form of a feed that is written for the first time: files by kind, or the tables of HSDS 3.0."""
        return cls(speaking, "3.0", shape)

    @classmethod
    def from_document(cls, document: Content) -> "Form":
        """Return the form that `as_document` made a JSON object of."""
        return cls(
            Format(document["format"]),
            document["version"],
            Shape(document["shape"]),
            tuple(MemberForm(**{**item, "shape": Shape(item["shape"])}) for item in document["members"]),
            tuple(TableForm(**{**item, "columns": tuple(item["columns"])}) for item in document["tables"]),
            document["kept"],
        )


@dataclass(frozen=True)
class Finding:
    """One fault of a feed: where it stands, in which field, how grave it is, and a sentence with its remedy."""

    place: str
    field: str
    severity: Literal["error", "warning"]
    said: str

    @property
    def is_error(self) -> bool:
        """Whether the feed breaks the standard, and does not merely look odd."""
        return self.severity == "error"


class Feed:
    """A feed that is open. Its entities can be taken once; `form` and `problems` are whole after the last one."""

    def __init__(
        self,
        entities: Iterator[Entity],
        form: Callable[[], Form],
        problems: list[Finding],
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self.entities = entities
        self._form = form
        self._problems = problems
        self._close = close

    @property
    def form(self) -> Form:
        """The form of the feed, as far as it has been read."""
        return self._form()

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What was odd about the feed itself, as far as it has been read."""
        return tuple(self._problems)

    def close(self) -> None:
        """Let go of files that were opened for reading."""
        self._close()

    def __enter__(self) -> "Feed":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
