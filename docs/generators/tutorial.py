"""Run the pages that hold running code, and write what it says and draws into them.

A page's blocks of Python are run one after the other in one namespace, in the folder of the page; blocks of commands
are run as the command line runs them. What a block prints becomes the text after it. A Vega-Lite document to which it
gives a name becomes a picture, whose alternative text is the document's description.
"""

import contextlib
import hashlib
import io
import json
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parents[1]
PICTURES = DOCS / "images" / "tutorials"
# A block with what was written after it the last time.
BLOCK = re.compile(
    r"^```(?P<language>python|sh)\n(?P<code>.*?)^```\n"
    r"(?:\n```text\n.*?^```\n)?"
    r"(?:\n!\[[^\n]*\]\(\.\./images/tutorials/[^)]*\)\n)*",
    re.MULTILINE | re.DOTALL,
)
MARK = "<!-- drawn from {} -->\n"


@dataclass(frozen=True)
class Picture:
    """A chart under the name of its file."""

    file: str
    chart: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """Return what tells this chart from any other."""
        return hashlib.sha256(json.dumps(self.chart, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def line(self) -> str:
        """Return the line that shows it on a page."""
        return f"\n![{' '.join(self.chart['description'].split())}](../images/tutorials/{self.file})\n"

    def is_drawn(self, folder: Path = PICTURES) -> bool:
        """Tell whether the file that is there was drawn from this chart."""
        file = folder / self.file
        return file.is_file() and file.read_text("utf-8").endswith(MARK.format(self.digest))

    def draw(self, folder: Path = PICTURES) -> None:
        """Draw it as SVG, unless that was done: letters are measured by the machine's fonts, which differ."""
        if self.is_drawn(folder):
            return
        import vl_convert

        folder.mkdir(parents=True, exist_ok=True)
        svg = vl_convert.vegalite_to_svg(dict(self.chart), allowed_base_urls=[])
        (folder / self.file).write_text(f"{svg.rstrip()}\n{MARK.format(self.digest)}", "utf-8")


@dataclass(frozen=True)
class Tutorial:
    """A page as its code makes it, and its pictures."""

    text: str
    pictures: tuple[Picture, ...]


def pages() -> list[Path]:
    """Return the tutorials, and the page that shows how the pieces of detection fit."""
    return [*sorted((DOCS / "tutorials").glob("*.md")), DOCS / "explanation" / "detection.md"]


def tutorial(page: Path, *, text: str | None = None) -> Tutorial:
    """Return a page as its code makes it; `text` takes the place of what is in the file."""
    namespace: dict[str, Any] = {"__name__": "tutorial"}
    pictures: list[Picture] = []

    def written(block: re.Match[str]) -> str:
        run = {"python": _run_python, "sh": _run_commands}[block["language"]]
        drawn, said = _with_pictures(page.stem, namespace, lambda: run(block["code"], namespace))
        pictures.extend(drawn)
        output = f"\n```text\n{said.rstrip()}\n```\n" if said.strip() else ""
        return f"```{block['language']}\n{block['code']}```\n{output}{''.join(picture.line for picture in drawn)}"

    with contextlib.chdir(page.parent):
        made = BLOCK.sub(written, page.read_text("utf-8") if text is None else text)
    return Tutorial(made, tuple(pictures))


def _with_pictures(stem: str, namespace: dict[str, Any], run: Callable[[], str]) -> tuple[list[Picture], str]:
    before = dict(_charts(namespace))
    said = run()
    new = [(name, chart) for name, chart in _charts(namespace) if before.get(name) is not chart]
    return [Picture(f"{stem}-{name.removesuffix('_chart').replace('_', '-')}.svg", chart) for name, chart in new], said


def _charts(namespace: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, value in namespace.items():
        if isinstance(value, Mapping) and "vega-lite" in str(value.get("$schema", "")):
            yield name, value


def _run_python(code: str, namespace: dict[str, Any]) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(compile(code, "tutorial", "exec"), namespace)  # noqa: S102 - our own page
    return said.getvalue()


def _run_commands(code: str, _namespace: dict[str, Any]) -> str:
    from click.testing import CliRunner

    from tideturn.interfaces.cli.command import main

    said = []
    for line in code.replace("\\\n", " ").splitlines():
        program, *words = shlex.split(line)
        if program != "tideturn":
            raise ValueError(f"A tutorial runs commands of tideturn alone, not {line!r}.")
        said.append(CliRunner().invoke(main, words, catch_exceptions=False).output)
    return "".join(said)


if __name__ == "__main__":
    for page in pages():
        made = tutorial(page)
        for picture in made.pictures:
            picture.draw()
        page.write_text(made.text, "utf-8")
        print(f"wrote {page}")  # noqa: T201
