"""What `tideturn nowcast` is asked to do: a file of names and values, and the options, which come first."""

import dataclasses
import json
import math
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tideturn.interfaces.cli.refusal import Refusal
from tideturn.interfaces.cli.settings_file import Line, read_settings
from tideturn.methods.detection.errors import DetectionError
from tideturn.methods.detection.nowcasting.parameters import NowcastParameters, WindowShape
from tideturn.methods.detection.nowcasting.reports import Step
from tideturn.sources.tabular.errors import listed, shown

USUAL_DELAY = {Step.WEEK: 12, Step.DAY: 28}
USUAL_LEVELS = (0.5, 0.95)
DELAY_AT_MOST = 1000
PERIODS_AT_MOST = 36_600  # a hundred years of days: more is a slip of the pen
SMALLEST = 1e-12


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings:
    """The names that a configuration may hold, with what stands for each where it is not given."""

    step: Step = Step.WEEK
    max_delay: int | None = None
    levels: tuple[float, ...] = USUAL_LEVELS
    missing_reports: tuple[date, ...] = ()
    window: int | None = NowcastParameters().window
    window_shape: WindowShape = NowcastParameters().window_shape
    pooling: float = NowcastParameters().pooling
    level_periods: int = NowcastParameters().level_periods

    def __post_init__(self) -> None:
        """Refuse what cannot be worked with; the parameters of the nowcast check themselves."""
        if not 0 <= self.delay <= DELAY_AT_MOST:
            raise ValueError(f"max_delay is {self.delay}; give a number of periods from 0 to {DELAY_AT_MOST}")
        wrong = [level for level in self.levels if not 0 < level < 1]
        if wrong or not self.levels:
            raise ValueError(f"levels lie between 0 and 1, as 0.95; {wrong[0] if wrong else 'none'} does not")
        names = [column_of("lower", level) for level in self.levels]
        if len(set(names)) < len(names):
            raise ValueError("levels that differ so little would have one column; give each of them once")
        if not (self.level_periods <= PERIODS_AT_MOST and (self.window or 0) <= PERIODS_AT_MOST):
            raise ValueError(f"window and level_periods are {PERIODS_AT_MOST} periods at the most")
        if 0 < self.pooling < SMALLEST:
            raise ValueError(f"pooling is {self.pooling}; give 0, or a number from {SMALLEST:g} on")
        try:
            _ = self.parameters
        except DetectionError as error:
            raise ValueError(str(error)) from None

    @property
    def delay(self) -> int:
        """Return the longest delay that is waited for, in periods."""
        return USUAL_DELAY[self.step] if self.max_delay is None else self.max_delay

    @property
    def parameters(self) -> NowcastParameters:
        """Return what the nowcast itself takes."""
        names = [field.name for field in dataclasses.fields(NowcastParameters)]
        return NowcastParameters(**{name: getattr(self, name) for name in names})

    @property
    def periods_at_most(self) -> int | None:
        """Return how many periods are read: the window, and those whose longest delays fall into it."""
        return None if self.window is None else self.window + self.delay


def settings_of(file: Path | None, options: Mapping[str, Any]) -> Settings:
    """Return what is to be done, by the file where there is one and by the options that are given; raises Refusal."""
    content, line = ({}, str) if file is None else read_settings(file, example="max_delay: 12")
    known = [field.name for field in dataclasses.fields(Settings)]
    unknown = [name for name in content if name not in known]
    if unknown:
        raise Refusal(f"{line(unknown[0])}: there is no such name; there are {listed(known)}.")
    given = {name: value for name, value in options.items() if value is not None and value != ()}
    first = _checked(content, line)
    return _checked({**_as_written(first), **given}, lambda name: f"--{name.rstrip('s').replace('_', '-')}")


def _checked(content: Mapping[str, Any], line: Line) -> Settings:
    try:
        return TypeAdapter(Settings).validate_json(json.dumps(content, default=str), strict=True)
    except ValidationError as error:
        raise Refusal(_sentence(error, content, line)) from None


def _as_written(settings: Settings) -> dict[str, Any]:
    return {field.name: getattr(settings, field.name) for field in dataclasses.fields(Settings)}


def _sentence(error: ValidationError, given: Mapping[str, Any], line: Line) -> str:
    fault = error.errors()[0]
    if not fault["loc"]:
        reason = str(fault.get("ctx", {}).get("error", fault["msg"])).rstrip(".")
        named = [name for name in given if reason.startswith(name)]
        return f"{line(named[0])}: {reason}." if named else f"{reason}."
    name = str(fault["loc"][0])
    return f"{line(name)} is {shown(given[name])}; {fault['msg'][0].lower()}{fault['msg'][1:]}."


def column_of(bound: str, level: float) -> str:
    """Return the name of the column of a bound: lower_95 for a level of 0.95, lower_97.5 for one of 0.975."""
    per_cent = level * 100
    whole = round(per_cent)
    return f"{bound}_{whole if math.isclose(per_cent, whole) else f'{per_cent:.6g}'}"
