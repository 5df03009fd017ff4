"""The generated reference pages say what the code says."""

import runpy
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
commands_page = runpy.run_path(str(DOCS / "generators" / "commands.py"))["commands_page"]


def test_commands_page_is_what_the_commands_say_of_themselves():
    assert (DOCS / "reference" / "commands.md").read_text("utf-8") == commands_page(), (
        "run `make docs` and commit the result"
    )


def test_commands_page_has_help_for_every_command():
    for section in commands_page().split("\n## ")[1:]:
        usage, _, rest = section.partition("\n\n")

        assert rest.strip(), f"{usage} is missing its help"
        assert "\n\n  " in section, f"{usage} does not say what it does"
