"""Times, distances and doors in words; what is not sure is never called open."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tideturn.interfaces.joint.helping import clock_words
from tideturn.interfaces.joint.helping.doors import Door, Doubt
from tideturn.interfaces.joint.helping.opening_words import Light, told_of, week_of
from tideturn.interfaces.joint.helping.reaching import phones_of, website_of, whereabouts_of
from tideturn.methods.calendars.working_calendar import WorkingCalendar
from tideturn.methods.opening import Closure, Hours, rules_of

LONDON = WorkingCalendar("Europe/London", None, local_holidays=frozenset({date(2026, 12, 25)}))
THURSDAY = datetime(2026, 11, 26, 12, tzinfo=UTC)
WORKDAYS = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "17:00"}
ALWAYS = {**WORKDAYS, "byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "23:59"}

NOT_TOLD = "Hours not known. We were not told when it is open. Ring first."
HOLIDAY = "May be open: ring first. Today is a public holiday, and we were not told whether it is open. Ring first."


def hours(*schedules, shut_on_holidays: bool | None = True) -> Hours:
    return rules_of(list(schedules), shut_on_holidays=shut_on_holidays)[0]


def door(of: Hours, at: datetime = THURSDAY, doubt: Doubt | None = None) -> Door:
    checked = date(2025, 10, 3) if doubt is Doubt.UNCHECKED else date(2026, 11, 1)
    return Door(of, LONDON, at, doubt, checked, date(2026, 11, 2))


@pytest.mark.parametrize(
    ("of", "at", "light", "text"),
    [
        (hours(WORKDAYS), THURSDAY, Light.OPEN, "Open now, until 5pm."),
        (hours(WORKDAYS), THURSDAY.replace(hour=7), Light.SHUT, "Shut now. Opens today at 9am."),
        (hours(WORKDAYS), THURSDAY.replace(hour=18), Light.SHUT, "Shut now. Opens tomorrow, Friday, at 9am."),
        (hours(WORKDAYS), THURSDAY + timedelta(days=1, hours=8), Light.SHUT, "Shut now. Opens on Monday at 9am."),
        (hours({**WORKDAYS, "byday": "TH", "dtstart": "2026-11-26", "interval": 4}), THURSDAY + timedelta(days=1),
         Light.SHUT, "Shut now. Opens on Thursday 24 December at 9am."),
        (hours({**WORKDAYS, "opens_at": "22:00", "closes_at": "02:30"}), THURSDAY.replace(hour=23), Light.OPEN,
         "Open now, until 2:30am."),
        (hours(ALWAYS, shut_on_holidays=False), THURSDAY, Light.OPEN, "Open at all hours."),
        (hours(), THURSDAY, Light.UNKNOWN, NOT_TOLD),
        (hours({**WORKDAYS, "opens_at": "x"}), THURSDAY, Light.UNKNOWN, NOT_TOLD),
        (hours(WORKDAYS, shut_on_holidays=None), datetime(2026, 12, 25, 12, tzinfo=UTC), Light.MAYBE,
         HOLIDAY),
        (rules_of([ALWAYS], status="temporarily closed")[0], THURSDAY, Light.SHUT,
         "Closed for a while. Its keeper says that it is closed for now."),
        (replace(hours(WORKDAYS), closures=(Closure(date(2026, 11, 20), date(2026, 11, 29), "Flooded."),)), THURSDAY,
         Light.SHUT, "Shut for now. Opens on Monday at 9am. Flooded."),
    ],
)  # fmt: skip
def test_door_in_words(of, at, light, text) -> None:
    told = told_of(door(of, at))

    assert (told.light, told.whole) == (light, text)


@pytest.mark.parametrize("doubt", list(Doubt))
def test_door_in_doubt_is_never_called_open(doubt) -> None:
    told = told_of(door(hours(WORKDAYS), doubt=doubt))

    assert told.light is Light.MAYBE
    assert told.short == "May be open: ring first"
    assert told.text == "By the hours we were told: Open now, until 5pm."
    assert told.caution.endswith("Ring first.")


def test_week_says_each_day_and_what_is_doubtful_of_it() -> None:
    week = week_of(door(hours(WORKDAYS, shut_on_holidays=None), datetime(2026, 12, 23, 12, tzinfo=UTC)))

    assert [(line.hours, line.note) for line in week[:5]] == [
        ("9am to 5pm", ""),
        ("9am to 5pm", ""),
        ("9am to 5pm", "public holiday: ring first"),
        ("shut", ""),
        ("shut", ""),
    ]
    assert week_of(door(hours(ALWAYS, shut_on_holidays=False)))[0].hours == "all day"
    assert week_of(door(hours()))[0].hours == "not known"


def test_night_belongs_to_its_evening() -> None:
    nights = hours({**WORKDAYS, "byday": "TH,FR", "opens_at": "20:00", "closes_at": "02:00"})

    assert [line.hours for line in week_of(door(nights))[:3]] == ["8pm to 2am", "8pm to 2am", "shut"]


@pytest.mark.parametrize(
    ("at", "words"),
    [(time(9), "9am"), (time(17, 30), "5:30pm"), (time(0), "midnight"), (time(12), "midday"), (time(0, 5), "12:05am")],
)
def test_time_of_day(at, words) -> None:
    assert clock_words.clock(at) == words


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (100, "less than 300 yards"), (500, "about a quarter of a mile"), (900, "about half a mile"),
        (1700, "about 1 mile"), (40_000, "about 25 miles"),
    ],
)  # fmt: skip
def test_distance(metres, words) -> None:
    assert clock_words.distance(metres) == words


def test_only_what_can_be_dialled_is_a_number() -> None:
    said = {"phones": [{"number": "0141 496 0000", "extension": "12"}, {"number": "ask inside"}, {"number": None}, "x"]}

    [phone] = phones_of({**said, "contacts": [{"phones": [{"number": "01414960000"}]}]}, {})
    assert (phone.written, phone.dialled) == ("0141 496 0000 (12)", "01414960000")


@pytest.mark.parametrize("written", ["javascript:alert(1)", "data:text/html,x", " ", "https://a.example/ x", None, 7])
def test_address_that_is_none_is_no_link(written) -> None:
    assert website_of({"url": written}) == ""


def test_confidential_place_tells_nothing_of_itself() -> None:
    place = {"location": {"name": "Green gate", "latitude": 55.9, "longitude": -3.2, "addresses": [{"city": "Leith"}]}}

    shown = whereabouts_of(place, is_confidential=False)
    hidden = whereabouts_of(place, is_confidential=True)
    marked = whereabouts_of({"location": {**place["location"], "confidential": True}}, is_confidential=False)
    assert shown.lines == ("Leith",)
    for one in (hidden, marked):
        assert (one.name, one.lines, one.point, one.directions) == ("", (), None, "")
