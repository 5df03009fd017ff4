"""Write docs/reference/api.md from the API's own contract."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HEADER = """# The API

Written by `make docs` from the contract at `/api/v1/openapi.json`; do not edit it here.

Anyone may read the register, from any site, without a key. Nothing can be written. Version 1 is only ever
added to: fields and addresses may come, none will go or change its meaning. Ignore fields you do not know.

```sh
curl 'http://localhost:8000/api/v1/commitments/?plan=changing-lives-2022&overdue=true'
```

- **Every address ends in `/`**, except `openapi.json`. An address without its last slash is sent there.
- **Every answer speaks of a day.** `as_of` is today by the country's clock unless you name another; what was
  said or published later is left out. The answer repeats the day.
- **Lists come in pages.** `items` holds the page, `total` says how many there are in all, and `next` is the
  cursor of the next page, or null. Pass it unchanged as `cursor`, with the same filters. A page begins after
  the last item of the one before, so that rows which come in meanwhile shift nothing. A search (`q`) is
  sorted by how well things match; there the cursor counts, and rows that come in may shift it by their
  number. Cursors are signed: a changed one is refused.
- **Null means not known or not held.** No status held is not “not started”. Nothing heard of is not undone.
  An answer not held is not a refusal. Asked is not promised: only what was accepted can be overdue.
- **Refusals** are JSON with one field, `detail`: a sentence that says what happened and what to do. 404:
  nothing has this id, or a cursor leads nowhere. 422: the question cannot be read; a parameter that an
  address does not know, or that is given twice, is refused too, because either is mostly a mistake. 405: the
  address is only read; `Allow` names GET, HEAD and OPTIONS. 503: ask again after `Retry-After` seconds.
- **Answers may be kept** for a minute. Send the `ETag` back in `If-None-Match` to be told with 304 that
  nothing changed.
- **From another site's page:** every answer carries `Access-Control-Allow-Origin: *`. No cookie is set or
  read.
- Addresses in answers are paths on the same host: `href` is the page for people, `api_href` the same thing
  here.
"""


def api_page() -> str:
    """Return the reference of the API as Markdown."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tideturn.config.settings")
    import django

    django.setup()
    from tideturn.interfaces.api.contract import api

    contract = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str))
    parts = [HEADER, "\n## Addresses\n"]
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            parts += _address(path, method, operation)
    parts.append("\n## Shapes\n")
    for name, shape in sorted(contract["components"]["schemas"].items()):
        # A question's parts already stand as the parameters of its address.
        if not name.endswith("Question"):
            parts += _shape(name, shape)
    return "".join(parts)


def _address(path: str, method: str, operation: dict[str, Any]) -> Iterator[str]:
    yield f"\n### `{method.upper()} {path}`\n\n{operation['description']}\n\n"
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    refusals = ", ".join(code for code in operation["responses"] if code != "200")
    yield f"Answers with {_type(answer)}. May refuse with {refusals}.\n"
    if operation["parameters"]:
        yield "\n| Parameter | In | Values | Meaning |\n|---|---|---|---|\n"
    for parameter in operation["parameters"]:
        values = _cell(_type(parameter["schema"]))
        yield f"| `{parameter['name']}` | {parameter['in']} | {values} | {_cell(parameter['description'])} |\n"


def _shape(name: str, shape: dict[str, Any]) -> Iterator[str]:
    yield f"\n### {name}\n\n{' '.join(shape.get('description', '').split())}\n"
    if "enum" in shape:
        yield f"\nOne of {', '.join(f'`{value}`' for value in shape['enum'])}.\n"
        return
    yield "\n| Field | Values | Meaning |\n|---|---|---|\n"
    for field, details in shape["properties"].items():
        yield f"| `{field}` | {_cell(_type(details))} | {_cell(details.get('description', ''))} |\n"


def _type(schema: dict[str, Any]) -> str:
    """Return what may stand somewhere, in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for joined in ("anyOf", "allOf"):
        if joined in schema:
            return " or ".join(_type(one) for one in schema[joined])
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    words = {"string": "text", "integer": "whole number", "boolean": "true or false", "null": "null"}
    words |= {"number": "number", "object": "object"}
    return {"date": "date"}.get(schema.get("format", ""), words[schema["type"]])


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


if __name__ == "__main__":
    page = Path(__file__).resolve().parents[1] / "reference" / "api.md"
    page.write_text(api_page(), encoding="utf-8")
    print(f"wrote {page}")  # noqa: T201
