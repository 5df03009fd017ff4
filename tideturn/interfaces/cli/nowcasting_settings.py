"""What `tideturn nowcast` is asked to do: a file of names and values, and the options, which come first."""

import dataclasses
import json
import math
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tideturn.interfaces.cli.refusal import Refusal
from tideturn.methods.detection.errors import DetectionError
from tideturn.methods.detection.nowcasting.parameters import NowcastParameters, WindowShape
from tideturn.methods.detection.nowcasting.reports import Step
from tideturn.packs.errors import PackError
from tideturn.packs.yaml_file import YamlFile
from tideturn.sources.tabular.errors import listed, shown

USUAL_DELAY = {Step.WEEK: 12, Step.DAY: 28}
USUAL_LEVELS = (0.5, 0.95)
DELAY_AT_MOST = 1000

Line = Callable[[str], str]  # where in the file a name stands


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
    content, line = ({}, str) if file is None else _read(file)
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


def _read(file: Path) -> tuple[dict[str, Any], Line]:
    """Return the names and values of a file of YAML, of which JSON is a kind."""
    if not file.is_file():
        raise Refusal(f"{file}: is not there; give the name of a JSON or YAML file.")
    try:
        yaml = YamlFile.read(file)
    except PackError as error:
        raise Refusal(str(error)) from None
    except OSError as error:
        raise Refusal(f"{file}: cannot be read: {error.strerror}.") from None
    content = yaml.content
    if not isinstance(content, dict) or not all(isinstance(name, str) for name in content):
        raise Refusal(f"{file}: a configuration is names with their values, as in max_delay: 12.")
    return content, lambda name: f"{file}, line {yaml.line_of([name])}, {name}"


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
