"""Invented plans of an invented country, Norland, in the layouts that are read."""

import pytest

from tideturn.methods.reading.document import Document
from tideturn.methods.reading.owners import Organisation, Organisations
from tideturn.methods.reading.reading import read_document
from tideturn.methods.reading.structure import blocks_of

TABLE = Organisations(
    (
        Organisation("Government of Norland", aliases=("Norland Government", "Cabinet of Norland")),
        Organisation("District Boards", aliases=("DBs", "District Board")),
        Organisation("Norland Health", aliases=("NH",)),
        Organisation("Harbour and River Police", aliases=("HRP",)),
        Organisation("Kit Steward", aliases=("National Kit Steward", "National Kit Stewrd", "Norland Kit Steward")),
        Organisation("Services", generic=True, aliases=("All services", "Every service")),
        Organisation("Schools", generic=True),
        Organisation("Other partners", generic=True),
    )
)


@pytest.fixture(scope="session")
def organisations() -> Organisations:
    """The bodies of Norland."""
    return TABLE


def as_document(text: str) -> Document:
    """Return a text as a document."""
    lines = tuple(text.split("\n"))
    return Document(lines, blocks_of(lines))


@pytest.fixture(scope="session")
def document():
    """A function from text to document."""
    return as_document


@pytest.fixture(scope="session")
def read():
    """A function from text to the JSON of its reading."""

    def _read(text: str, **options):
        return read_document(as_document(text), organisations=TABLE, **options).as_json()

    return _read


@pytest.fixture(scope="session")
def bulleted() -> str:
    """A plan of listed actions with definitions of its terms."""
    return """Nine steps for Norland

When we say near or far we mean the timescales defined as:

  • Near Term: before next winter
  • Far Term: some winters on

HARBOUR

  • The Norland Government should open a night clinic at the quay. (Timescale: Near)
  • DBs, Norland Health and the HRP should share one rota by the end of 2031. (Timescale: Near/Far)
  • Tents should be lent to anyone who asks. (Timescale: Far)

RIVER

  • The National Kit Steward should count kits. Schools should hold one each. (Timescale: Near)
  • The National Kit Stewrd should count boats. (Timescale: Far)
  • All services should publish a plan by the end of this year. (Timescale: Near)"""


@pytest.fixture(scope="session")
def responses() -> str:
    """A letter with a table of recommendations, split over pages, one of which leaves the table."""
    return (
        "Minister for Rivers\nQuay Street 1\n\n3 March 2031\n\nDear members\n\n"
        "I write about the kits.\n\nNext\n\nWe will open two clinics in the autumn. The river is long.\n\n"
        "Yours sincerely,\n\nA. Invented\n\nCc:\n\nThe clerk\n\n"
        "Recommendation\tNorland Government Response\n"
        "<p>1. Night clinics: The Norland Government should open clinics at</p>\t"
        "<p>Underway</p> <p>Two are open.</p> <p>We have committed up to £6 million per year. "
        "£4 million has gone to boards and £2 million to</p>\n"
        "---\t---\n\n"
        "<p>night along the quay.</p>\t<p>the boats.</p>\n"
        "<p>2. Boats: Boats must be</p>\t<p>In early development</p>\n\n"
        "kept dry, within six months.\n\n"
        "We mend them. Last spring we bought a\n\n"
        "\t<p>new shed.</p>\n"
        "<p>3. Rota: DBs should keep a rota</p>\t<p>For consideration</p> <p>A rota is under discussion.</p>\n"
    )


@pytest.fixture(scope="session")
def outcomes() -> str:
    """A table that came apart into one cell a line."""
    cells = """The long way: a plan for Norland
KEY ACTIONS
OUTCOME
RESPONSIBILITY
TIMESCALE
Mending boats
Mend every boat on the quay before the ice.
Dry feet.
Norland Government
Schools
From May 2031
Mend the shed
Dry boats for all.
Harbour and River Police
Publish late 2031.
In force Spring 2032
Lending kits
Lend a kit to every school in each town of the country.
More kits near more people.
Norland Health
Ongoing
Contact
Email: quay@norland.example"""
    return cells.replace("\n", "\n\n")


@pytest.fixture(scope="session")
def milestones() -> str:
    """A table typed with bars, with rows that run on, slipped cells and lost lists."""
    return """Number | Action / Milestone | Timeframe | Responsibility | Progress - May 2031 | |
---|---|---|---|---|---|
1 | We will mend boats, focussing on:
|
||||
1a | Mend the red boat | 2031 | Norland Government, DBs and Norland Health | Complete See the list |
|
1b | New Action Mend the blue boat |
2032 | Norland Health HRP | In progress | |
1c | New Action Paint it |
2031 | Paint bought. To be used in early 2032 | ||
2 | We will lend kits. | ||||
NB this work has been paused for the ice. | |||||
2a | Write a guide by: | ||||
|
2031 | Norland Government | In progress:
|
||
|
2032 | DBs with partners | Over £2.2 million spent | ||
3 | We will watch the river. | We go on watching the long river with every boat that we have got. | |||
On-going | |||||
Contact"""


@pytest.fixture(scope="session")
def chapter() -> str:
    """A chapter of prose with key actions, nested ones, and a quoted recommendation."""
    return """A chapter for Norland

4. Boats

Panel Recommendation: The Norland Government should mend boats within six months.

4.1 A plan for boats

Boats are old. The plan will set out each repair. Norland Health is committed to dry boats.

Key actions

  • We will spend £480,000 per year on tar.
  • A plan for sheds. Actions include:
    • Finding sheds near water.
    • Drying them.
  • We will spend up to £1.1 million a year.

Email: quay@norland.example"""
