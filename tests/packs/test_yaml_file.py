"""One YAML file: fewer surprises than YAML has, and the line of everything."""

from pathlib import Path

import pytest

from tideturn.packs.errors import PackFault, PackFileMissing
from tideturn.packs.yaml_file import YamlFile


@pytest.fixture
def write(tmp_path: Path):
    """Return what writes a file and reads it as YAML."""

    def reading(text: str | bytes) -> YamlFile:
        path = tmp_path / "some.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return YamlFile.read(path)

    return reading


@pytest.mark.parametrize("word", ["on", "off", "yes", "no", "On", "NO", "y", "n", "True", "FALSE"])
def test_read_leaves_words_as_words(write, word):
    assert write(f"{word}: {word}").content == {word: word}


def test_read_takes_only_true_and_false_for_truth(write):
    assert write("a: true\nb: false").content == {"a": True, "b": False}


def test_read_leaves_dates_to_the_schema(write):
    assert write("on: 2022-07-21").content == {"on": "2022-07-21"}


def test_read_takes_a_byte_order_mark_for_what_it_is(write):
    assert write(b"\xef\xbb\xbfa: 1").content == {"a": 1}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "the file is empty"),
        ("# only a comment\n", 1, "the file is empty"),
        ("a: 1\nb: [1, 2\n", 3, "not valid YAML"),
        ("a: 1\n\tb: 2\n", 2, "not valid YAML"),
        ("a: 1\nb: 2\na: 3\n", 3, "the key “a” is written twice"),
        ("- a: 1\n  b: {c: 1,\n    c: 2}\n", 3, "the key “c” is written twice"),
        ("on: 1\non: 2\n", 2, "the key “on” is written twice"),
        ("a: 1\nb: \x07\n", 1, "not valid YAML"),
        (b"a: 1\nb: caf\xe9\n", 2, "not UTF-8"),
        ("a: 1\n? [x]\n: 2\n", 2, "stands as a key"),
        ("a: &a [*a]\n", 1, "too deep"),
        ("[" * 3000 + "]" * 3000, 1, "too deep"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "not valid YAML"),
    ],
)
def test_read_refuses_with_the_line_and_a_remedy(write, text, line, said):
    with pytest.raises(PackFault) as refused:
        write(text)

    assert said in refused.value.problem
    assert refused.value.line == line
    assert refused.value.remedy


def test_read_without_the_file_names_it(tmp_path):
    with pytest.raises(PackFileMissing, match=r"some\.yaml: not found"):
        YamlFile.read(tmp_path / "some.yaml")


def test_line_of_finds_the_deepest_value_that_is_there(write):
    file = write("a:\n  - b: 1\n    c:\n      d: 2\n")

    assert file.line_of(("a", 0, "c", "d")) == 4
    assert file.line_of(("a", 0, "c", "nowhere")) == 4
    assert file.line_of(("a", 9)) == 2
    assert file.line_of(()) == 1
