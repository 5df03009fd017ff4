"""The drawings are values made from values: they know no engine, no request and no template."""

import ast
import sys
from pathlib import Path

DESIGN = Path(__file__).resolve().parents[3] / "tideturn" / "interfaces" / "design"
OWN = (
    "tideturn.interfaces.design.charts",
    "tideturn.interfaces.design.lineage",
    "tideturn.interfaces.design.drawn_text",
    "tideturn.interfaces.design.pathways",
    "tideturn.packs.schema",  # frozen values too
)


def strangers_of(source):
    """Return the modules that a source imports and that are neither Python's own nor part of the drawings."""
    imported = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            imported += [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            imported.append(node.module or ".")
    return [name for name in imported if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(OWN)]


def test_drawings_import_nothing_but_python_and_themselves():
    sources = [
        *DESIGN.glob("charts/*.py"),
        *DESIGN.glob("lineage/*.py"),
        *DESIGN.glob("pathways/*.py"),
        DESIGN / "drawn_text.py",
    ]

    assert len(sources) > 10
    assert {path.name: strangers_of(path.read_text()) for path in sources if strangers_of(path.read_text())} == {}


def test_strangers_of_finds_an_engine_and_a_framework():
    planted = "from tideturn.engines.plans import story\nimport django.http\nimport re\n"

    assert strangers_of(planted) == ["tideturn.engines.plans", "django.http"]
