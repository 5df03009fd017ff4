"""The rules of this house that no linter knows; each is shown a planted fault as well."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SEEDS = REPOSITORY.parent / "shared" / "seeds"
LINES_AT_MOST = 400
DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common", "core"}
# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", r"registry\." + "npmjs", r"deb\." + "debian"])
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:wo" + r"rk|fa" + r"rm|ro" + r"ot)/[a-z.]")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|Not" + r"ImplementedError")
WEB_MODULES = ("django.http", "django.shortcuts", "django.urls", "django.views", "django.template")
RUN = 8
# Names of laws, programmes and bodies are names wherever they stand.
WORDING_IS_DATA = {"requirements.lock", "requirements-dev.lock", "package-lock.json", "LICENSE", "organisations.yaml"}


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a git clone, so the files of the repository are not known")
    return [REPOSITORY / name for name in listed.stdout.split("\0") if name and (REPOSITORY / name).is_file()]


def texts():
    for path in tracked():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def words_of(text):
    return re.findall(r"[a-z0-9]+", re.sub(r"<[^>]+>", " ", text).lower())


def runs_of(text, length=RUN):
    words = words_of(text)
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def web_imports(source):
    """Return the imports of a Python source that speak HTTP."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in names if name.startswith(WEB_MODULES)]


def test_no_python_file_is_longer_than_a_reader_can_hold():
    long = {path.name: text.count("\n") for path, text in texts() if path.suffix == ".py"}
    generated = {path.name for path in tracked() if "migrations" in path.parts}

    assert {name: lines for name, lines in long.items() if lines > LINES_AT_MOST and name not in generated} == {}


def test_no_room_is_a_drawer():
    assert [path for path in tracked() if DRAWERS & {*path.relative_to(REPOSITORY).parts, path.stem}] == []


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (REGISTRIES, "https://files." + "python" + "hosted.example/simple"),
        (MACHINE_PATHS, "open('/ro" + "ot/.ssh/id')"),
        (UNFINISHED, "# TO" + "DO later"),
    ],
)
def test_nothing_in_the_tree_matches(rule, fault):
    found = [f"{path}: {rule.search(text).group()}" for path, text in texts() if rule.search(text)]

    assert found == []
    assert rule.search(fault), "the rule no longer sees the fault it was made for"


def test_engines_and_foundations_speak_no_http():
    rooms = [REPOSITORY / "tideturn" / "engines", REPOSITORY / "tideturn" / "foundations"]
    found = {str(path): web_imports(path.read_text()) for room in rooms for path in room.rglob("*.py")}

    assert {path: names for path, names in found.items() if names} == {}
    assert web_imports("from django.http import Http404") == ["django.http.Http404"]


def test_no_file_repeats_the_wording_of_the_documents():
    if not SEEDS.is_dir():
        pytest.skip("the published documents (../shared/seeds) are not beside this clone")
    theirs = set().union(*(runs_of(path.read_text("utf-8")) for path in SEEDS.glob("*.txt")))
    names = re.compile(
        r"^\s*(?:name|owners|others|aliases|asked_of|made_by|title|by|publisher|as_written|timescale):.*$", re.M
    )

    found = {}
    for path, text in texts():
        if path.name in WORDING_IS_DATA:
            continue
        ours = runs_of(names.sub(" | ", text) if path.suffix == ".yaml" else text)
        if ours & theirs:
            found[str(path.relative_to(REPOSITORY))] = [" ".join(run) for run in sorted(ours & theirs)[:3]]

    assert found == {}
    assert runs_of(next(SEEDS.glob("002*")).read_text("utf-8")[300:900]) & theirs


def test_links_between_our_documents_lead_somewhere():
    broken = []
    for path, text in texts():
        if path.suffix == ".md":
            for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text):
                if not (path.parent / target).exists():
                    broken.append(f"{path.relative_to(REPOSITORY)} → {target}")

    assert broken == []


def test_locks_are_whole_and_name_no_address():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (REPOSITORY / name).read_text()
        entries = re.findall(r"^[a-z0-9][\w.-]*(?:\[[^\]]*\])?==", text, re.M)

        assert len(entries) > 20
        assert text.count("--hash=sha256:") >= len(entries)
        assert "://" not in text
    assert '"resolved"' not in (REPOSITORY / "package-lock.json").read_text()
