"""The Scottish pack speaks in its own words: nothing long is copied from a document, and no word stigmatises."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[3]
PACK = REPOSITORY / "packs" / "scotland"
PUBLISHED = REPOSITORY.parent / "shared" / "seeds"
FILES = sorted(PACK.rglob("*.yaml"))
PLANS = sorted((PACK / "plans").glob("*.yaml"))

RUN = 8
TITLE_WORDS_AT_MOST = 12
# Names are facts: of bodies, documents and places on the web. They are compared with nothing.
NAMES = {
    *("id", "name", "aliases", "owners", "others", "made_by", "asked_of", "by", "publisher"),
    *("address", "document", "documents", "plan"),
    "only_matched",  # what people type; no page ever shows it
}
STIGMATISING = re.compile(r"misus|abus|addict|junkie|alcoholic|drug user", re.IGNORECASE)
PROPER_NAMES = ("Misuse of Drugs Act", "Domestic abuse", "antabuse")

needs_published = pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="nothing was compared: the published documents are not at ../shared/seeds"
)


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation."""
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'"))


def runs_of(text: str) -> set[tuple[str, ...]]:
    """Return every run of eight words in a text."""
    words = words_of(text)
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def copied_runs(text: str, published: set[tuple[str, ...]]) -> list[str]:
    """Return the runs that a text shares with what was published."""
    return sorted(" ".join(run) for run in runs_of(text) & published)


def strings_of(value: object, key: str = "") -> Iterator[str]:
    """Yield every string of a file that is wording of ours, not a name."""
    if isinstance(value, str) and key not in NAMES:
        yield value
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from strings_of(member, name)
    elif isinstance(value, list):
        for member in value:
            yield from strings_of(member, key)


def own_strings(path: Path) -> list[str]:
    """Return our own wording in a file; the title of a plan or a document is its name."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content.pop("title", None)
    for document in content.get("documents", []):
        if isinstance(document, dict):
            document.pop("title")
    # `documents` is a list of names in a plan and a list of entries in documents.yaml.
    return list(strings_of([content.pop("documents", []), content]))


def stigmatising_words(text: str) -> list[str]:
    """Return the stigmatising words of a text, those inside proper names left out."""
    for name in PROPER_NAMES:
        text = text.replace(name, "")
    return STIGMATISING.findall(text)


def titles_of(path: Path) -> list[str]:
    """Return the titles of a plan's commitments."""
    return [item["title"] for item in yaml.safe_load(path.read_text(encoding="utf-8"))["commitments"]]


@pytest.fixture(scope="module")
def published_runs() -> set[tuple[str, ...]]:
    """Return every run of eight words in the published documents."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(PUBLISHED.glob("*.txt"))]
    assert texts, "the folder of published documents is empty"
    return set().union(*map(runs_of, texts))


@needs_published
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_own_strings_share_no_long_run_with_a_published_document(
    path: Path, published_runs: set[tuple[str, ...]]
) -> None:
    copied = [(text, run) for text in own_strings(path) for run in copied_runs(text, published_runs)]

    assert not copied, f"{path.name} copies the source. Say it in other words: {copied}"


@needs_published
def test_readme_shares_no_long_run_with_a_published_document(published_runs: set[tuple[str, ...]]) -> None:
    assert not copied_runs((PACK / "README.md").read_text(encoding="utf-8"), published_runs)


@needs_published
def test_own_strings_are_refused_when_a_published_run_is_planted(
    tmp_path: Path, published_runs: set[tuple[str, ...]]
) -> None:
    planted = " ".join(sorted(published_runs)[len(published_runs) // 2])
    path = tmp_path / "plan.yaml"
    path.write_text(yaml.safe_dump({"title": "A plan", "commitments": [{"id": "X-1", "title": f"Please {planted}"}]}))

    assert [run for text in own_strings(path) for run in copied_runs(text, published_runs)] == [planted]


def test_copied_runs_finds_eight_shared_words_and_lets_seven_pass() -> None:
    published = runs_of("The harbour board will paint every third lamp post a cheerful shade of green by spring.")

    assert copied_runs("We may paint every third lamp post a cheerful blue.", published) == []
    assert copied_runs("We, will paint every third lamp-post a CHEERFUL shade!", published) == [
        "paint every third lamp post a cheerful shade",
        "will paint every third lamp post a cheerful",
    ]


def test_own_strings_reads_notes_of_documents_and_leaves_their_titles(tmp_path: Path) -> None:
    path = tmp_path / "documents.yaml"
    path.write_text(yaml.safe_dump({"documents": [{"id": "a", "title": "A name", "note": "Our words."}]}))

    assert own_strings(path) == ["Our words."]


def test_pack_has_plans_to_look_at() -> None:
    assert len(PLANS) == 5
    assert sum(len(titles_of(path)) for path in PLANS) > 380


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_titles_are_short_and_no_two_in_a_plan_are_alike(path: Path) -> None:
    titles = titles_of(path)
    repeated = [title for title, count in Counter(map(str.lower, titles)).items() if count > 1]

    assert [title for title in titles if len(title.split()) > TITLE_WORDS_AT_MOST] == []
    assert repeated == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_own_strings_use_no_stigmatising_word(path: Path) -> None:
    found = [text for text in own_strings(path) if stigmatising_words(text)]

    assert not found, f"{path.name}: put the person first: {found}"


def test_stigmatising_words_refuses_our_own_and_allows_the_name_of_an_act() -> None:
    assert stigmatising_words("Help for addicts") == ["addict"]
    assert stigmatising_words("Reduce drug misuse under the Misuse of Drugs Act 1971") == ["misus"]
    assert stigmatising_words("Amend the Misuse of Drugs Act 1971") == []
