"""The configuration of `tideturn detect`: a file of names and values, and the options, which come first."""

import dataclasses
import json
import re
import typing
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from tideturn.interfaces.cli.detecting.methods import DEFAULT, METHODS, Choice, parameters_of
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.mode import Mode
from tideturn.packs.errors import PackError
from tideturn.packs.yaml_file import YamlFile
from tideturn.sources.tabular.errors import listed, shown

GENERAL = ("method", "mode")
# 5e-3 is a number in JSON and a text in YAML 1.1.
EXPONENT = re.compile(r"[+-]?\d+(?:\.\d*)?[eE][+-]?\d+")

Line = Callable[[str], str]  # where in the file a name stands


def choice_of(file: Path | None, *, method: str | None, mode: str | None) -> Choice:
    """Return what is to be done, by the file where there is one and by the options before it; raises Refusal."""
    content, line = ({}, str) if file is None else _read(file)
    chosen = method or _one_of(content, "method", list(METHODS), DEFAULT, line)
    chosen_mode = mode or _one_of(content, "mode", [str(one) for one in Mode], Mode.TEXTBOOK, line)
    given = {name: value for name, value in content.items() if name not in GENERAL}
    return Choice(chosen, _parameters(chosen, given, line), Mode(chosen_mode))


def _read(file: Path) -> tuple[dict[str, Any], Line]:
    if file.suffix.lower() == ".json":
        content: Any = _json(file)
        line: Line = lambda name: f"{file}, {name}"  # noqa: E731
    else:
        yaml = _yaml(file)
        content = yaml.content
        line = lambda name: f"{file}, line {yaml.line_of([name])}, {name}"  # noqa: E731
    if not isinstance(content, dict) or not all(isinstance(name, str) for name in content):
        raise Refusal(f"{file}: a configuration is names with their values, as in b: 5.")
    return {name: _number(value) for name, value in content.items()}, line


def _yaml(file: Path) -> YamlFile:
    try:
        return YamlFile.read(file)
    except PackError as error:
        missing = "is not there; give the name of a JSON or YAML file."
        raise Refusal(str(error) if file.is_file() else f"{file}: {missing}") from None
    except OSError as error:
        raise Refusal(f"{file}: cannot be read: {error.strerror}.") from None


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8-sig"), object_pairs_hook=_without_doubles)
    except OSError as error:
        raise Refusal(f"{file}: cannot be read: {error.strerror}.") from None
    except RecursionError:
        raise Refusal(f"{file}: values stand too deep in one another; a configuration is names and values.") from None
    except json.JSONDecodeError as error:
        raise Refusal(f"{file}, line {error.lineno}: not valid JSON ({error.msg}); correct it.") from None
    except ValueError as error:
        raise Refusal(f"{file}: {error}; correct it.") from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{name} is given twice")
    return dict(pairs)


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, str) and EXPONENT.fullmatch(value) else value


def _one_of(content: Mapping[str, Any], name: str, known: list[str], default: str, line: Line) -> str:
    value = content.get(name, default)
    if value not in known:
        raise Refusal(f"{line(name)} is {shown(value)}; it can be {listed(known)}.")
    return str(value)


def _parameters(method: str, given: Mapping[str, Any], line: Line) -> Any:
    """Return a method's parameters, each of its type; raises Refusal naming the file, the line and what may stand."""
    kind = parameters_of(method)
    known = [field.name for field in dataclasses.fields(kind) if field.init]
    unknown = [name for name in given if name not in known]
    if unknown:
        raise Refusal(f"{line(unknown[0])}: {method} knows no such name; it knows {listed((*GENERAL, *known))}.")
    hints = typing.get_type_hints(kind)
    values = {name: _value(value, hints[name], line(name)) for name, value in given.items()}
    try:
        return kind(**values)
    except ParametersInvalid as error:
        named = [name for name in given if re.search(rf"\b{re.escape(name)}\b", str(error))]
        raise Refusal(f"{line(named[0])}: {error}" if named else str(error)) from None


def _value(value: Any, hint: Any, where: str) -> Any:
    """Return a value of the type that a parameter has; levels for each week are given as one row of numbers."""
    if any(typing.get_origin(part) is np.ndarray for part in (hint, *typing.get_args(hint))):
        hint = list[float]
    try:
        return TypeAdapter(hint).validate_json(json.dumps(value), strict=True)
    except ValidationError as error:
        fault = error.errors()[0]["msg"]
        raise Refusal(f"{where} is {shown(value)}; {fault[0].lower()}{fault[1:]}.") from None
