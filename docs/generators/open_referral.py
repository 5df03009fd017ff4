"""Write docs/reference/open-referral.md from the directory's own contract."""

import json
import os
import runpy
from pathlib import Path

HEADER = """# The directory of help, for programs

Written by `make docs` from the contract at `/open-referral/openapi.json`; do not edit it here.

Anyone may read, from any site, without a key. Nothing can be written. There are four ways to the same directory:

| Way | Address | For |
|---|---|---|
| Open Referral UK 3.0 (HSDS 3.0) | `/open-referral/` | directories and finders; all of it, below |
| Lines of JSON | any list there with `format=ndjson` | taking everything at once |
| A Frictionless package of CSV tables of HSDS 3.0 | `/open-referral/package.zip` | databases and spreadsheets |
| FHIR R4 | `/fhir/` | systems of health care |

```sh
curl 'http://localhost:8000/open-referral/service_at_locations?postcode=DD1&proximity=5000'
```

## What holds for every answer

- **Every object passes the official schemas**, of Open Referral UK 3.0 and of HSDS 3.0, whatever its source made of it.
  What was right is given to the letter. Numbers given as text are numbers here; an id that is no UUID is one made of
  it, the same wherever it stands and each time; what is required and was not said is empty; what no reader may be sent
  is left out. It is all kept as it came, and given back so by `tideturn directory export`.
- **A service of whose status its source says nothing is `active`**, for it is listed there; one whose status cannot be
  read is `inactive`, for nobody may be sent to a door that may be shut.
- **Withdrawn** services are gone: 404, and in no list. **A service that turned out to be another** is answered as that
  other: its `id` differs from the one that was asked, and `Content-Location` says where it is.
- **A service that no source lists any more** is kept until a person decides, and says so in `alert`.
- **Confidential addresses** are in no answer, and no words, place or distance finds them.
- **Pages** are counted from one, at most 500 items each; beyond the last they are empty. Lists leave out the lists
  within objects; `full=true` brings them. `minimal=true` gives ids and `modified_date` alone.
- **`postcode`** takes a postcode, its first part, or a place by name: the nearest comes first, within `proximity`
  metres of its middle where that is given. A service that names the council areas it is for is left out where none of
  them holds the postcode; one that names any other area is not, for that cannot be known.
- **Parameters that nobody knows are passed over**; those that cannot be read are refused with 422 and a sentence. 404:
  nothing has this id. 503: ask again after `Retry-After` seconds. Each refusal is JSON with one field, `detail`.
- **Lines of JSON are one object of the standard each.** With `end=true` a line of ours comes last,
  `{"tideturn": {"is_end": true, "lines": 1234}}`: without it, or with another number, they broke off, so take nothing
  from them and ask again. An answer in parts can break off in no way that every reader and proxy would notice.
- **The package says its length** in `Content-Length`, and a zip that broke off cannot be opened. It is made aside;
  until the first one is there, 503.
- **Answers may be kept** for a minute; send the `ETag` back in `If-None-Match`. What is long is sent while it is
  read, to two readers at once; the package is made anew at most every quarter of an hour.

## What is ours beside the standard

Under one key, `tideturn`, beside a service of which there is more to say than its one source says. `plain=true` leaves
it out everywhere; it never stands in the package.

| Field | Meaning |
|---|---|
| `code` | what somebody reads out so that another finds the same service |
| `checked_on`, `expires_on` | the day on which somebody last said that it is right, and until when that is good |
| `unlisted_since` | the day from which no source lists it any more |
| `referral` | who may send somebody: the country's words, see its taxonomies |
| `never_demands`, `asks` | what is never asked of people, and what is |
| `capacity` | `places` free, or `words`, and `at`: the moment at which somebody said so |
| `closing` | the `first` and `last` day of a closure, and `why` |
| `alternates` | ids of services to try where this one is full or shut |
| `holidays`, `out_of_hours` | public holidays: `shut`, or `open` as on other days; what to do while it is shut |
| `provenance` | of each field its `source`, when that was `checked_on`, and until when it holds (`expires_on`) |

## FHIR R4

`/fhir/metadata` says what there is: `HealthcareService`, `Organization` and `Location`, each read by its id, which is
that of Open Referral, and searched. Answers and refusals (`OperationOutcome`) are `application/fhir+json`.

| Kind | Parameters |
|---|---|
| `HealthcareService` | `_id`, `name`, `identifier`, `organization`, `location`, `location.near`, `service-type` |
| `Organization` | `_id`, `name`, `identifier` |
| `Location` | `_id`, `name`, `organization`, `near` |

`identifier` of a service is its code. `name` is found by its beginning; `name:contains` and `name:exact` are there too.
`near` is `latitude|longitude|distance|units`, in kilometres where no units are said. `_count` (at most 200) and
`_page` make
pages, whose links stand in the Bundle. Hours that a week cannot say are not said by half: `availabilityExceptions` says
where to look.
"""
REFERENCE = Path(__file__).resolve().parents[1] / "reference" / "open-referral.md"


def open_referral_page() -> str:
    """Return the reference of the directory as Markdown."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tideturn.config.settings")
    import django

    django.setup()
    from tideturn.interfaces.api.open_referral.contract import api

    written = runpy.run_path(str(Path(__file__).with_name("api.py")))
    contract = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/open-referral/"), default=str))
    parts = [HEADER, "\n## Addresses\n"]
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            parts += written["_address"](path, method, operation)
    parts.append("\n## Shapes\n")
    for name, shape in sorted(contract["components"]["schemas"].items()):
        if not name.endswith("Question"):
            parts += written["_shape"](name, shape)
    return "".join(parts)


if __name__ == "__main__":
    REFERENCE.write_text(open_referral_page(), encoding="utf-8")
    print(f"wrote {REFERENCE}")  # noqa: T201
