"""Write docs/reference/intake.md from the description of intake and the columns of its files."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HEADER = """# Intake

Written by `make docs` from the description at `/api/v1/intake/openapi.json` and the columns of files; do not edit
it here.

Agencies report near-fatal overdoses here. A report is answered with 201 only once it is kept for good; from then on
a team
answers for the person, and its clocks run. How to set an agency up and try it: [Report near-fatal
overdoses](../how-to/report-near-fatal-overdoses.md).

- **Credential.** `Authorization: Bearer …`, issued to an agency once by `tideturn access issue-credential`. A
  missing, an
  unknown and a revoked one are refused with the same bytes.
- **Idempotency-Key.** A UUID of the sender's making, a new one for each report. The same key and body get the same
  answer
  again, byte for byte, and nothing more is kept; the same key with another body is refused with 409. Bodies are the
same when
  their values are, however they are spaced and ordered.
- **Send again** after a broken connection, 500 or 503, under the same key: a report never comes twice. 503 says in
  `Retry-After` how many seconds to wait. Whatever is not answered with 201 was not kept, not even in part.
- **Nothing is guessed.** Unknown fields, fields written twice, numbers for text and times without a zone are
  refused with 422,
  which names every field to mend. An answer never repeats what a field held.
- **Who may read what.** A sender gets its own receipts and nothing else. Another agency's id, an id that never was
  and one that
  cannot be are answered with the same bytes. A receipt never changes and says nothing of any case.
- **Near in time and place, or the same person:** the same event reported by two agencies becomes one case where
  that is sure,
  and a question to a person where it is likely. No sender learns of it.
- **Lengths and limits.** 64 KB a report; text is counted in the composed form (NFC) in which it is kept.
- Only the description may be read without a credential. No address of intake answers to pages of other sites, and
  no cookie is
  set or read.
"""
FILES = """
## Files of reports

`tideturn intake import FILE --agency ID` takes a CSV file: UTF-8, commas, one line of column names, one report a
line; also
compressed with gzip. An empty cell is not known. At most {rows:,} reports and {megabytes} MB; a file is kept whole
or not at
all, in one transaction, and other reports of the agency wait for its end.

Everything that is wrong is said at once, with line, column and what to do. Without a column `key`, the key of a
report is made
of the agency and of what the line says, so that the same file, or a file with some of the same lines, adds only
what is new.
`--check` says what would happen and keeps nothing; `--out` writes the receipts, with an apostrophe before each cell
that a
spreadsheet would run as a formula.

| Column | Holds |
|---|---|
"""
FORM = """
## The public form

`/help-after-an-overdose/` asks people about their own overdose. Only whether they may be contacted must be
answered; no account,
no cookie, no script is needed. What is sent goes through the same door as every report, as the agency `public`, and
the answer
page bears its reference and nothing of the person. The page holds a signed key that is good for four hours and lets
it be sent
once. Against floods, what everybody sends together is counted: more than {at_most} pages in {minutes} minutes are
turned away
with the words to try again, and no address of anybody is kept.
"""


def intake_page() -> str:
    """Return the reference of intake as Markdown."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tideturn.config.settings")
    import django

    django.setup()
    from tideturn.interfaces.api.intake.contract import description
    from tideturn.interfaces.joint.intake.csv_columns import COLUMNS
    from tideturn.interfaces.joint.intake.csv_file import BYTES_AT_MOST, ROWS_AT_MOST
    from tideturn.interfaces.website.floods import AT_MOST, SECONDS

    described = json.loads(json.dumps(description()))
    parts = [HEADER, "\n## Addresses\n"]
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            parts += _address(path, method, operation)
    parts.append("\n## Shapes\n")
    for name, shape in sorted(described["components"]["schemas"].items()):
        parts += _shape(name, shape)
    parts.append(FILES.format(rows=ROWS_AT_MOST, megabytes=BYTES_AT_MOST // 2**20))
    parts += (f"| `{name}` | {column.words} |\n" for name, column in COLUMNS.items())
    parts.append(FORM.format(at_most=AT_MOST, minutes=SECONDS // 60))
    return "".join(parts)


def _address(path: str, method: str, operation: dict[str, Any]) -> Iterator[str]:
    yield f"\n### `{method.upper()} {path}`\n\n{operation['summary']}. {operation['description']}\n"
    yield "\n| Parameter | In | Meaning |\n|---|---|---|\n"
    for parameter in operation["parameters"]:
        yield f"| `{parameter['name']}` | {parameter['in']} | {parameter['description']} |\n"
    yield "\n| Answer | Means |\n|---|---|\n"
    for code, answer in operation["responses"].items():
        yield f"| {code} | {answer['description']} |\n"


def _shape(name: str, shape: dict[str, Any]) -> Iterator[str]:
    yield f"\n### {name}\n\n{' '.join(shape.get('description', '').split())}\n"
    if "enum" in shape:
        yield f"\nOne of {', '.join(f'`{value}`' for value in shape['enum'])}.\n"
        return
    yield "\n| Field | Values | Meaning |\n|---|---|---|\n"
    for field, details in shape["properties"].items():
        needed = " Needed." if field in shape.get("required", ()) and name == "NearFatalOverdose" else ""
        yield f"| `{field}` | {_values(details)} | {details['description']}{needed} |\n"


def _values(details: dict[str, Any]) -> str:
    """Return what may stand in a field, in a few words."""
    if "anyOf" in details:
        return " or ".join(_values(one) for one in details["anyOf"])
    if "$ref" in details:
        name = details["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in details:
        return "code of an area or board of the pack"
    if details["type"] == "array":
        most = f", at most {details['maxItems']}" if "maxItems" in details else ""
        return f"list of {_values(details['items'])}{most}"
    words = {"string": "text", "boolean": "true or false", "null": "null"}[details["type"]]
    words = {"date-time": "moment", "date": "day", "uuid": "UUID"}.get(details.get("format", ""), words)
    return f"{words} of at most {details['maxLength']:,} characters" if "maxLength" in details else words


if __name__ == "__main__":
    page = Path(__file__).resolve().parents[1] / "reference" / "intake.md"
    page.write_text(intake_page(), encoding="utf-8")
    print(f"wrote {page}")  # noqa: T201
