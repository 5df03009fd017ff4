"""One YAML file of a pack: its values, and the line on which each of them stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tideturn.packs.errors import PackFault, PackFaults, PackFileMissing

Model = TypeVar("Model", bound=BaseModel)
Place = Sequence[str | int]


class _PlainLoader(yaml.CSafeLoader):
    """The safe loader with fewer surprises: dates stay text for the schema, and only true and false are truth values.

    YAML 1.1 reads the keys `on` and `no` as truth values, which people who write packs do not expect.
    """


_LEFT_AS_TEXT = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
_PlainLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag not in _LEFT_AS_TEXT]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@dataclass(frozen=True)
class YamlFile:
    """The parsed content of one file, with its syntax tree kept for the line numbers of errors."""

    path: Path
    root: yaml.Node
    content: Any

    @classmethod
    def read(cls, path: Path) -> "YamlFile":
        """Read a file, refusing broken YAML and keys that are written twice."""
        if not path.is_file():
            raise PackFileMissing(path)
        text = _text_of(path)
        try:
            root = yaml.compose(text, Loader=_PlainLoader)
            if root is None:
                raise PackFault(path, 1, "the file is empty", "Fill it in, or remove it.")
            _refuse_double_keys(path, root)
            content = yaml.load(text, Loader=_PlainLoader)  # noqa: S506  (a safe loader with fewer types)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise PackFault(path, line, f"not valid YAML ({error.problem})", "Check indentation and quotes.") from None
        except yaml.YAMLError as error:
            raise PackFault(path, 1, f"not valid YAML ({error})", "Take out the control characters.") from None
        except RecursionError:
            raise PackFault(path, 1, "values stand too deep in one another", "Take out anchors and aliases.") from None
        return cls(path, root, content)

    def line_of(self, place: Place) -> int:
        """Return the 1-based line of the deepest value that can be found along a place."""
        node = self.root
        for step in place:
            child = _child(node, step)
            if child is None:
                break
            node = child
        return int(node.start_mark.line) + 1

    def as_model(self, model: type[Model]) -> Model:
        """Return the content as a frozen object, or raise every fault with its line."""
        try:
            return model.model_validate(self.content)
        except ValidationError as error:
            raise PackFaults([self.fault(item["loc"], item["msg"]) for item in error.errors()]) from None

    def fault(self, place: Place, problem: str, remedy: str = "") -> PackFault:
        """Return the fault of one value, in words that name its place in the file."""
        where = ".".join(str(step) for step in place) or "the file"
        advice = remedy or "See packs/README.md for what may stand here."
        return PackFault(self.path, self.line_of(place), f"{where}: {problem}", advice)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise PackFault(path, line, "not UTF-8 text", "Save the file as UTF-8.") from None


def _child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]  # type: ignore[no-any-return]
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    return None


def _refuse_double_keys(path: Path, node: yaml.Node) -> None:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_double_keys(path, item)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise PackFault(
                    path, key.start_mark.line + 1, "a list or a map stands as a key", "Keys are plain words."
                )
            if key.value in seen:
                line = key.start_mark.line + 1
                raise PackFault(path, line, f"the key “{key.value}” is written twice", "Keep one of them.")
            seen.add(key.value)
            _refuse_double_keys(path, value)
