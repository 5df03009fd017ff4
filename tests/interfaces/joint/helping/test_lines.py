"""A national line that answers at every hour is not said to be shut, or perhaps shut, on a holiday."""

from dataclasses import replace
from datetime import UTC, datetime

from tideturn.interfaces.joint.helping import lines
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.helpline import Schedule

EVE = datetime(2026, 12, 24, 22, tzinfo=UTC)
WEEK = "MO,TU,WE,TH,FR,SA,SU"


def hours(monkeypatch, *schedules: Schedule) -> str:
    known = load_directory()
    line = known.helplines[0].model_copy(update={"schedules": schedules, "is_fallback": False})
    monkeypatch.setattr(lines, "load_directory", lambda: replace(known, helplines=(line,)))
    [shown] = lines.other_lines(EVE)
    return shown.hours


def test_line_of_every_hour_is_open_through_a_holiday(monkeypatch) -> None:
    assert hours(monkeypatch, Schedule(byday=WEEK, opens_at="00:00", closes_at="23:59")) == "Open at all hours."


def test_of_another_line_nobody_knows_what_holds_on_a_holiday(monkeypatch) -> None:
    assert "public holiday: ring first" in hours(monkeypatch, Schedule(byday=WEEK, opens_at="20:00", closes_at="08:00"))
