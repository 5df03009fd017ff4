"""The configuration of `tideturn detect`: a file of names and values, and the options, which come first."""

import dataclasses
import json
import re
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from tideturn.interfaces.cli.detecting.methods import DEFAULT, METHODS, Choice, parameters_of
from tideturn.interfaces.cli.detecting.weeks import WEEKS_AT_MOST
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.interfaces.cli.settings_file import Line, read_settings
from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.mode import Mode
from tideturn.sources.tabular.errors import listed, shown

GENERAL = ("method", "mode")
# Of the numbers in a configuration that are not whole.
SMALLEST, LARGEST = 1e-12, 1e12


def choice_of(file: Path | None, *, method: str | None, mode: str | None) -> Choice:
    """Return what is to be done, by the file where there is one and by the options before it; raises Refusal."""
    content, line = ({}, str) if file is None else read_settings(file, example="b: 5")
    chosen = method or _one_of(content, "method", list(METHODS), DEFAULT, line)
    chosen_mode = mode or _one_of(content, "mode", [str(one) for one in Mode], Mode.TEXTBOOK, line)
    given = {name: value for name, value in content.items() if name not in GENERAL}
    return Choice(chosen, _parameters(chosen, given, line), Mode(chosen_mode))


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
        read = TypeAdapter(hint).validate_json(json.dumps(value), strict=True)
    except ValidationError as error:
        fault = error.errors()[0]["msg"]
        raise Refusal(f"{where} is {shown(value)}; {fault[0].lower()}{fault[1:]}.") from None
    _check_size(read, value, where)
    return read


def _check_size(read: Any, value: Any, where: str) -> None:
    """Refuse numbers that are slips of the pen, and for which methods would work without end or leave their range."""
    for number in read if isinstance(read, list) else [read]:
        if isinstance(number, int) and abs(number) > WEEKS_AT_MOST:
            raise Refusal(f"{where} is {shown(value)}; a whole number is {WEEKS_AT_MOST} at the most here.")
        if isinstance(number, float) and (abs(number) > LARGEST or 0 < abs(number) < SMALLEST):
            raise Refusal(f"{where} is {shown(value)}; write a number between {SMALLEST:g} and {LARGEST:g}.")
