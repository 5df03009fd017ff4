"""Files of names with values, as `tideturn detect` and `tideturn nowcast` take them with --config."""

import os

import pytest

from tideturn.interfaces.cli.refusal import Refusal
from tideturn.interfaces.cli.settings_file import BYTES_AT_MOST, read_settings

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture
def read(tmp_path):
    def reading(content, name="given.yaml"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_settings(file, example="b: 5")

    return reading


@pytest.fixture
def refusal(read):
    def refused(content, name="given.yaml"):
        with pytest.raises(Refusal) as caught:
            read(content, name)
        assert "\n" not in caught.value.message
        return caught.value.message

    return refused


def test_read_settings_says_where_a_name_stands(read, tmp_path):
    content, line = read("b: 5\nalpha: 5e-3\n")

    assert content == {"b": 5, "alpha": 0.005}
    assert line("alpha") == f"{tmp_path}/given.yaml, line 2, alpha"


def test_read_settings_reads_json_with_tabs_and_a_byte_order_mark(read):
    content, _ = read('\ufeff{\n\t"b": 5}', name="given.json")

    assert content == {"b": 5}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (BOMB, "line 2: *a repeats a value; write the value out."),
        ("b: &b 5\nw: *b\n", "line 2: *b repeats a value"),
        ("b: !!binary aGVsbG8=\n", "line 1, b is 'b'hello''; write a number, a text, true, false or a list."),
        ("b: !!set {x, y}\n", "line 1, b is"),
        (f"b: {'9' * 10_000}\n", "holds a value that is none"),
        ("b: \x07\n", "not valid YAML"),
        (b"\x00" * 9, "not valid YAML"),
        ("b: 5\n".encode("utf-16"), "is not UTF-8; save it as UTF-8."),
        (" " * (BYTES_AT_MOST + 1), "is too large for a configuration"),
        (f"b: {'[' * 200}{']' * 200}\n", "values stand too deep in one another"),
        ("- b\n", "a configuration is names with their values, as in b: 5."),
    ],
)
def test_read_settings_refuses_what_is_no_configuration(refusal, content, sentence):
    assert sentence in refusal(content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (f'{{"b": {"9" * 5000}}}', "holds a number of thousands of digits; correct it."),
        ('{"b": "\\ud800"}', "b holds half a character; write it anew."),
        ('{"b": 5, "b": 4}', "b is given twice; correct it."),
        ('{"b": 5,\n}', "given.json, line 2: not valid JSON"),
        ("[" * 100_000, "values stand too deep in one another"),
    ],
)
def test_read_settings_refuses_what_is_no_json(refusal, content, sentence):
    assert sentence in refusal(content, name="given.json")


def test_read_settings_does_not_wait_for_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(Refusal, match="is not there"):
        read_settings(tmp_path / "pipe", example="b: 5")
