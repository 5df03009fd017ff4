"""The bar comes after two seconds, on a terminal."""

import io
import sys
import time

import pytest

from tideturn.interfaces.cli import waiting


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def shown(monkeypatch):
    def show(stream, patience):
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(waiting, "PATIENCE", patience)
        with waiting.waiting() as step:
            step("Judging", 0.5)
            until = time.monotonic() + 5
            while patience < 1 and "Judging" not in stream.getvalue() and time.monotonic() < until:
                time.sleep(0.01)
        return stream.getvalue()

    return show


def test_waiting_shows_a_bar_to_those_who_waited(shown):
    assert "Judging" in shown(Terminal(), 0.0)


def test_waiting_shows_nothing_before(shown):
    assert shown(Terminal(), 60.0).strip() == ""


def test_waiting_shows_nothing_where_nobody_looks(shown):
    assert shown(io.StringIO(), 60.0) == ""


def test_waiting_takes_no_name_of_a_series_for_markup(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())

    with waiting.waiting("Scanning") as step:
        step("Scanning [/bold]", 0.5)


def test_waiting_works_without_an_error_stream(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)

    with waiting.waiting() as step:
        step("Judging", 0.5)
