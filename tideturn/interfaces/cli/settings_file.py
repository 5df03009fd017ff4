"""A file of names with their values, JSON or YAML, as the commands take it with --config."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tideturn.interfaces.cli.refusal import Refusal
from tideturn.packs.errors import PackError
from tideturn.packs.yaml_file import YamlFile
from tideturn.sources.documents.errors import printable
from tideturn.sources.tabular.errors import shown

BYTES_AT_MOST = 1_000_000  # a configuration is some lines: more is another file
DEEPEST = 100
# 5e-3 is a number in JSON and a text in YAML 1.1.
EXPONENT = re.compile(r"[+-]?\d+(?:\.\d*)?[eE][+-]?\d+")

Line = Callable[[str], str]  # where in the file a name stands


def read_settings(file: Path, *, example: str) -> tuple[dict[str, Any], Line]:
    """Return the names and values of a file, and what tells where a name stands; raises Refusal, with the remedy.

    `example` is a name with a value, such as b: 5, for those whose file holds something else.
    """
    where = printable(str(file))
    text = _text_of(file, where)
    content, line = (_of_json if file.suffix.lower() == ".json" else _of_yaml)(file, where, text)
    if not isinstance(content, dict) or not all(isinstance(name, str) for name in content):
        raise Refusal(f"{where}: a configuration is names with their values, as in {example}.")
    for name, value in content.items():
        _check_plain(value, line(name))
    return {name: _number(value) for name, value in content.items()}, line


def _text_of(file: Path, where: str) -> str:
    try:
        if not file.is_file():
            raise Refusal(f"{where}: is not there; give the name of a JSON or YAML file.")
        if file.stat().st_size > BYTES_AT_MOST:
            raise Refusal(f"{where}: is too large for a configuration, which is some names with their values.")
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(f"{where}: is not UTF-8; save it as UTF-8.") from None
    except OSError as error:
        raise Refusal(f"{where}: cannot be read: {error.strerror or error}.") from None
    except ValueError:  # a byte 0 in the name
        raise Refusal(f"{where}: is not there; give the name of a JSON or YAML file.") from None


def _of_json(file: Path, where: str, text: str) -> tuple[Any, Line]:
    del file
    try:
        content = json.loads(text, object_pairs_hook=_without_doubles)
    except RecursionError:
        raise Refusal(f"{where}: values stand too deep in one another; a configuration is names and values.") from None
    except json.JSONDecodeError as error:
        raise Refusal(f"{where}, line {error.lineno}: not valid JSON ({error.msg}); correct it.") from None
    except _GivenTwice as error:
        raise Refusal(f"{where}: {error}; correct it.") from None
    except ValueError:
        raise Refusal(f"{where}: holds a number of thousands of digits; correct it.") from None
    return content, lambda name: f"{where}, {shown(name)[1:-1]}"


def _of_yaml(file: Path, where: str, text: str) -> tuple[Any, Line]:
    _check_aliases(where, text)
    try:
        read = YamlFile.read(file)
    except PackError as error:
        raise Refusal(printable(" ".join(str(error).split()))) from None
    except ValueError:
        raise Refusal(f"{where}: holds a value that is none, such as a day that no calendar has; correct it.") from None
    return read.content, lambda name: f"{where}, line {read.line_of([name])}, {shown(name)[1:-1]}"


def _check_aliases(where: str, text: str) -> None:
    """Refuse aliases before they are followed: a few of them in one another stand for more than fits into memory."""
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise Refusal(f"{where}, line {line}: *{event.anchor} repeats a value; write the value out.")
    except yaml.YAMLError:
        return  # whose line and cause the reader names


class _GivenTwice(ValueError):
    """A name stands twice in a file."""


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise _GivenTwice(f"{printable(name)} is given twice")
    return dict(pairs)


def _check_plain(value: Any, where: str, *, depth: int = 0) -> None:
    """Refuse what is neither number, text, truth value, list nor map, such as the bytes and sets of YAML."""
    if depth > DEEPEST:
        raise Refusal(f"{where}: values stand too deep in one another; a configuration is names and values.")
    if isinstance(value, list | dict):
        for part in [*value, *value.values()] if isinstance(value, dict) else value:
            _check_plain(part, where, depth=depth + 1)
    elif isinstance(value, str) and not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Refusal(f"{where} holds half a character; write it anew.")
    elif not isinstance(value, str | int | float | None):
        raise Refusal(f"{where} is {shown(value)}; write a number, a text, true, false or a list.")


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, str) and EXPONENT.fullmatch(value) else value
