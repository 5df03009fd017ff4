"""Write the references of the methods from their own signatures, docstrings and fields.

What a page holds, and in which order, is the table SECTIONS; what comes back from a function is found by its return
type. Signatures are taken from the source, so that a type reads as its author wrote it.
"""

import ast
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

PACKAGE = "tideturn.methods"
WIDTH = 100  # of a signature on one line
REFERENCE = Path(__file__).resolve().parents[1] / "reference"


@dataclass(frozen=True)
class Section:
    """A part of a page: its heading, the page that explains it, and the public names in order."""

    title: str
    explained_in: str
    names: str


@dataclass(frozen=True)
class Page:
    """A page of the reference: its file and title, what stands at its head, and its parts by their public door."""

    file: str
    title: str
    head: str
    sections: dict[str, tuple[Section, ...]]


DETECTION = (
    Section("Batches and answers", "detection.md", "batch_of Batch Calendar Mode Engine Detection Status score_of"),
    Section("Errors", "", "DetectionError BatchInvalid ParametersInvalid SignalInvalid RecordsOutOfOrder"),
    Section(
        "The Farrington methods",
        "calibration.md",
        "farrington_flexible FlexibleFarrington Threshold PowerTransform farrington Farrington evidence_of",
    ),
    Section("EARS", "classical-detectors.md", "ears EarsC1 EarsC2 EarsC3 Distribution"),
    Section("CUSUM", "classical-detectors.md", "cusum Cusum Transformation"),
    Section("RKI and Bayes", "classical-detectors.md", "rki Rki bayes Bayes"),
    Section(
        "The likelihood ratio chart",
        "classical-detectors.md",
        "glr_negative_binomial GlrNegativeBinomial Direction Returns",
    ),
    Section(
        "First appearance",
        "first-appearance.md",
        "first_appearance zero_history_pvalue zero_history_upper watch Watcher WatchRule Record names_in Wording"
        " Spelling",
    ),
    Section(
        "Nowcasting",
        "nowcasting.md",
        "nowcast NowcastParameters WindowShape triangle_of triangle_of_reports Triangle Reports Step carried_alarm"
        " lawless coverage interval_score weighted_interval_score",
    ),
    Section(
        "The space-time scan",
        "space-time-scan.md",
        "scan scan_each ScanParameters Model zones_of_places zones_of_adjacency Zones cluster_in_words",
    ),
    Section(
        "Many series at once",
        "many-series.md",
        "combine_indicators Tree follow_signals Watching asking_in discoveries_of places_of benjamini_hochberg simes"
        " combined_pvalues",
    ),
    Section("A signal explained", "reading-a-signal.md", "explain signal_of"),
)
RATES = (
    Section("Rates and ratios", "rates.md", "crude_rate directly_standardised_rate StandardPopulation"
            " indirectly_standardised_ratio expected_events proportion"),
    Section("Limits of a count", "rates.md", "Limits byar_limits exact_limits"),
    Section("Random variation", "rates.md", "random_variation likely_range moving_average"),
    Section("Funnels", "rates.md", "rate_funnel proportion_funnel Overdispersion"),
    Section("Errors of rates", "", "RatesError BandsInvalid CountsInvalid ParametersInvalid"),
)  # fmt: skip
ESTIMATES = (
    Section("Naloxone in circulation", "estimates.md", "kits_in_circulation Supply Wear reach UncertainCount"
            " UncertainShare exactly kits_per_death"),
    Section("Prevalence by capture-recapture", "estimates.md", "estimate_population list_table ListTable"
            " hierarchical_models model_name Criterion OverCount Manner add_strata"),
    Section("Errors of estimates", "", "EstimatesError ListsInvalid SupplyInvalid ParametersInvalid"),
)  # fmt: skip
# Public names that are values, told of where they are used.
VALUES = {"EUROPEAN_2013"}

PAGES = (
    Page(
        "detection.md",
        "Detection in Python",
        """`from tideturn.methods.detection.public import …` gives every name on this page but the results, which come
back by themselves. Arrays go in, frozen results come out; nothing is read, written or printed.

- Counts are float64 of the shape (series, weeks), and NaN is a week without data, which is not zero. `Counts` and
  `Floats` are such arrays, `Flags` are int8, `Dates` datetime64.
- `weeks` are columns of a batch, counted from 0; `t` is the number of a week in its calendar. A week is whatever period
  the calendar counts.
- Every detector returns a `Detection`, and raises `BatchInvalid` where `weeks` are no columns of the batch.

Which method when: [detection](../explanation/detection.md). A first walk: [the
tutorial](../tutorials/suspected-deaths.md). The same by command: [`tideturn detect`](../how-to/detect.md).""",
        {"detection": DETECTION},
    ),
    Page(
        "rates-and-estimates.md",
        "Rates and estimates in Python",
        """`from tideturn.methods.rates.public import …` and `from tideturn.methods.estimates.public import …` give the
names on this page but the results, which come back by themselves. Arrays go in, frozen results come out; nothing is
read, written or printed. NaN is a figure that is not known, which is not zero.

What the figures mean: [rates](../explanation/rates.md), [estimates](../explanation/estimates.md).""",
        {"rates": RATES, "estimates": ESTIMATES},
    ),
)


def page_text(page: Page) -> str:
    """Return a page of the reference as Markdown."""
    parts = [f"# {page.title}\n\nWritten by `make docs` from the code itself; do not edit it here.\n\n{page.head}\n"]
    shown: set[object] = set()
    for family, sections in page.sections.items():
        door = importlib.import_module(f"{PACKAGE}.{family}.public")
        named = {id(getattr(door, name)) for section in sections for name in section.names.split()}
        for section in sections:
            parts += _section(section, door, named, shown)
    return "".join(parts)


def _section(section: Section, door: ModuleType, named: set[int], shown: set[object]) -> Iterator[str]:
    yield f"\n## {section.title}\n"
    if section.explained_in:
        yield f"\nExplained in [{section.explained_in}](../explanation/{section.explained_in}).\n"
    things = [getattr(door, name) for name in section.names.split()]
    modules = dict.fromkeys(inspect.getmodule(thing) for thing in things if inspect.isfunction(thing))
    for module in modules:
        if module not in shown and len((module.__doc__ or "").splitlines()) > 1:
            shown.add(module)
            yield f"\n{_text(module)}\n"
    for thing in things:
        yield _entry(thing)
    for result in _results(things, named, shown):
        yield _entry(result, is_result=True)


def _results(things: list[Any], named: set[int], shown: set[object]) -> Iterator[Any]:
    """Yield the classes that functions give back and that no part of the page names, each once, with those inside."""
    waiting = [thing for thing in things if inspect.isfunction(thing)]
    while waiting:
        for found in _classes_in(waiting.pop(0)):
            if found not in shown and id(found) not in named:
                shown.add(found)
                waiting.append(found)
                yield found


def _classes_in(thing: Any) -> list[Any]:
    """Return the classes of this package that stand in a return type, or in the fields of a result."""
    tree = _definition(thing)
    if isinstance(tree, ast.FunctionDef):
        notes = [tree.returns]
    else:
        notes = [line.annotation for line in tree.body if isinstance(line, ast.AnnAssign)]
    module = inspect.getmodule(thing)
    words = [word.id for note in notes if note for word in ast.walk(note) if isinstance(word, ast.Name)]
    found = [getattr(module, word, None) for word in dict.fromkeys(words)]
    return [one for one in found if inspect.isclass(one) and one.__module__.startswith(PACKAGE)]


def _entry(thing: Any, *, is_result: bool = False) -> str:
    name = thing.__name__
    if inspect.isfunction(thing):
        return f"\n### `{name}`\n\n```python\n{_signature(thing)}\n```\n\n{_text(thing)}\n"
    kind = "comes back" if is_result else _kind(thing)
    table = _choices(thing) if issubclass(thing, Enum) else _fields(thing) + _methods(thing)
    place = f"`{thing.__module__}`\n\n" if is_result else ""
    return f"\n### `{name}` ({kind})\n\n{place}{_text(thing)}\n{table}"


def _kind(thing: type) -> str:
    if issubclass(thing, Exception):
        return "error"
    if issubclass(thing, Enum):
        return "choices"
    return "frozen" if is_dataclass(thing) else "class"


def _text(thing: Any) -> str:
    return inspect.cleandoc(thing.__doc__ or "")


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def _definition(thing: Any) -> Any:
    tree = _tree(importlib.import_module(thing.__module__))
    return next(node for node in tree.body if getattr(node, "name", None) == thing.__name__)


def _signature(thing: Any, tree: ast.FunctionDef | None = None) -> str:
    """Return the signature on one line where it fits, else with a line for each parameter."""
    tree = tree or _definition(thing)
    parts = list(_parameters(tree.args, inspect.getmodule(thing)))
    back = f" -> {ast.unparse(tree.returns)}" if tree.returns else ""
    line = f"{tree.name}({', '.join(parts)}){back}"
    if len(line) <= WIDTH:
        return line
    below = "".join(f"    {part},\n" for part in parts)
    return f"{tree.name}(\n{below}){back}"


def _parameters(given: ast.arguments, module: ModuleType | None) -> Iterator[str]:
    plain = [*given.posonlyargs, *given.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(given.defaults))
    for one, default in zip(plain, [*defaults, *given.defaults], strict=True):
        if one.arg != "self":
            yield _parameter(one, default, module)
    if given.kwonlyargs:
        yield "*"
    for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        yield _parameter(one, default, module)


def _parameter(given: ast.arg, default: ast.expr | None, module: ModuleType | None) -> str:
    typed = f"{given.arg}: {ast.unparse(given.annotation)}" if given.annotation else given.arg
    if default is None:
        return typed
    return f"{typed} = {_value(default, module)}"


def _value(default: ast.expr, module: ModuleType | None) -> str:
    """Return a default as it is written; what has a name by what it is: a number, several, or a class's own choices."""
    value = getattr(module, default.id, None) if isinstance(default, ast.Name) else None
    if isinstance(value, int | float | tuple):
        return repr(value)
    if is_dataclass(value) and not isinstance(value, type) and value == _own_choices(type(value)):
        return f"{type(value).__name__}()"
    return ast.unparse(default)


def _own_choices(kind: Any) -> Any:
    try:
        return kind()
    except TypeError:
        return None


def _choices(thing: Any) -> str:
    rows = "".join(f"| `{one.name}` | `{one.value}` |\n" for one in thing)
    return f"\n| Name | Value |\n|---|---|\n{rows}"


def _fields(thing: type) -> str:
    """Return the fields of a class with those of the classes it is made from, the latter first."""
    found: dict[str, tuple[str, str]] = {}
    for one in _made_from(thing):
        module = inspect.getmodule(one)
        for line in _definition(one).body if is_dataclass(one) else ():
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                default = _value(line.value, module) if line.value else ""
                found[line.target.id] = (ast.unparse(line.annotation), default)
    rows = [
        f"| `{name}` | `{_cell(kind)}` | {f'`{_cell(default)}`' if default else ''} |\n"
        for name, (kind, default) in found.items()
        if not kind.startswith("ClassVar") and not name.startswith("_")
    ]
    return f"\n| Field | Type | Default |\n|---|---|---|\n{''.join(rows)}" if rows else ""


def _made_from(thing: type) -> list[type]:
    return [one for one in reversed(thing.__mro__) if one.__module__.startswith(PACKAGE)]


def _methods(thing: type) -> str:
    """Return what else can be asked of a class: its public properties and methods, with their first sentences."""
    rows = []
    for one in _made_from(thing):
        for line in _definition(one).body:
            if isinstance(line, ast.FunctionDef) and not line.name.startswith("_"):
                is_asked = any("property" in ast.unparse(mark) for mark in line.decorator_list)
                asked = line.name if is_asked else _signature(None, line).replace("\n", " ")
                says = (ast.get_docstring(line) or "").split("\n\n")[0]
                rows.append(f"| `{_cell(asked)}` | {_cell(says)} |\n")
    return f"\n| Asked | Answer |\n|---|---|\n{''.join(rows)}" if rows else ""


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


if __name__ == "__main__":
    for page in PAGES:
        (REFERENCE / page.file).write_text(page_text(page), "utf-8")
        print(f"wrote {REFERENCE / page.file}")  # noqa: T201
