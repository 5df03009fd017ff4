"""What is found is near, open where that is asked, and never said to be what nobody said."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.interfaces.joint.helping.conftest import THURSDAY_AT_NOON, understood
from tideturn.engines.directory.models import Listing, Service
from tideturn.engines.directory.seeking import Found
from tideturn.interfaces.joint.helping import finding
from tideturn.interfaces.joint.helping.finding import attempts_of
from tideturn.interfaces.joint.helping.opening_words import Light, told_of
from tideturn.interfaces.joint.helping.times import When

QUIET_DAY = datetime(2026, 12, 25, 12, tzinfo=UTC)


def names(results) -> list[str]:
    return [result.service.name.removesuffix(" (invented)") for result in results]


def test_the_nearest_comes_first(asking) -> None:
    found = asking("naloxone lanternbridge")

    metres = [result.found.metres for result in found.near]
    assert metres == sorted(metres)
    assert names(found.near)[0] in ("Lamplight Pharmacy", "Lanternbridge Needle Exchange", "Lanternbridge Library")
    assert found.let_go == ()


def test_who_said_it_of_themselves_comes_before_a_nearer_one_whose_words_alone_speak_of_it(asking) -> None:
    found = asking("treatment beacon hill").near

    assert names(found)[0] == "Beacon Hill Recovery Team"
    nearer = next(result for result in found if result.service.name.startswith("Beacon Hill Meeting"))
    assert nearer.untold
    assert nearer.found.metres < found[0].found.metres


def test_each_service_stands_once_however_many_places_it_has(asking) -> None:
    found = names(asking("family support", where="Lanternbridge").near)

    assert found.count("Kin Group of Midvale") == 1


def test_open_now_holds_only_what_is_surely_open_before_what_may_be(asking) -> None:
    found = asking("lanternbridge", when=When.NOW)

    # One time of looking may end within what is found here; those beyond it come after.
    looked_at_together = [result.is_sure for result in found.near[: finding.AT_A_TIME // 2]]
    assert looked_at_together == sorted(looked_at_together, reverse=True)
    for result in found.near:
        if result.is_sure:
            assert result.door.is_open, result.service.name
            assert told_of(result.door).light is Light.OPEN


def test_on_a_public_holiday_only_those_who_said_so_are_open(asking) -> None:
    found = asking("pharmacy", at=QUIET_DAY, when=When.NOW)

    assert [result.service.name for result in found.near if result.is_sure] == ["Lamplight Pharmacy (invented)"]
    assert "Hilltop Pharmacy (invented)" in [result.service.name for result in found.near if not result.is_sure]
    assert "Quay Street Pharmacy (invented)" not in [result.service.name for result in found.near]


def test_nothing_doubtful_is_ever_shown_as_open(asking) -> None:
    """Over a week of hours, whatever is shown as open was checked within a year and is listed."""
    Service.objects.filter(name__startswith="Lamplight").update(unlisted_since=date(2026, 11, 1))
    for hours in range(0, 7 * 24, 5):
        at = THURSDAY_AT_NOON + timedelta(hours=hours)
        for result in asking("", at=at).near:
            told, service = told_of(result.door), result.service
            if told.light is Light.OPEN:
                assert service.checked_on is not None
                assert (at.date() - service.checked_on).days <= 366
                assert service.unlisted_since is None
                assert service.status == "active"
                assert result.door.hours.is_open(at, calendar=result.door.calendar)


def test_tonight_finds_what_opens_in_the_evening(asking) -> None:
    found = asking("needles southhaven tonight")

    assert names(found.near)[0] == "Night Van"
    assert found.near[0].opening.begins_at == datetime(2026, 11, 26, 20, tzinfo=UTC)
    assert found.near[0].opening.ends_at == datetime(2026, 11, 27, 2, tzinfo=UTC), "the whole of it, past midnight"


def test_nothing_tonight_gives_the_nearest_at_any_time_and_says_so(asking) -> None:
    found = asking("drug checking lanternbridge", when=When.MONDAY)

    assert names(found.near) == ["Drug Checking at the Ropewalk"]
    assert found.let_go == ("time",)


def test_what_uses_no_words_of_ours_is_found_by_what_it_says_and_not_said_to_say_it(asking) -> None:
    found = {result.service.name: result for result in asking("methadone", where="Saint Odda").near}

    surgery, team = found["Saint Odda Surgery (invented)"], found["Saint Odda Recovery Team (invented)"]
    assert [one.title for one in surgery.untold] == ["Methadone, buprenorphine and similar or Heroin and other opioids"]
    assert team.untold == ()
    assert Listing.objects.get(service=surgery.service).tags == ["area:EM-A02"]


def test_two_ticks_leave_only_who_says_so(asking) -> None:
    found = asking("detox", where="Southhaven", without_referral=True)

    assert names(found.near) == ["Home Detox of Midvale"]


def test_a_wish_nobody_meets_is_let_go_piece_by_piece(asking) -> None:
    found = asking("detox for veterans zebra", where="Southhaven")

    assert found.let_go == ("“zebra”", "Veterans")
    assert names(found.near)[0] == "Harbour Detox"


def test_attempts_end_with_any_help_at_all(monkeypatch, repository) -> None:
    attempts = list(attempts_of(understood("heroin detox for veterans zebra", when=When.NOW)))

    assert [len(attempt.sought) for attempt in attempts] == [3, 3, 2, 2, 1, 0]
    assert [attempt.keeps_time for attempt in attempts] == [True, True, True, False, False, False]
    assert attempts[-1].let_go[0] == "“zebra”"


def test_from_anywhere_is_what_is_nowhere_on_the_map(asking) -> None:
    found = asking("somebody to talk to", where="Coldwater")

    assert "Night Lantern" in names(found.anywhere)
    assert all(result.found.point is None for result in found.anywhere)


def test_confidential_house_is_found_without_a_place(asking) -> None:
    found = asking("help for women", where="Beacon Hill")

    [safe] = [result for result in found.anywhere if result.service.name.startswith("Safe Door")]
    assert (safe.found.point, safe.found.postcode, safe.found.place_name) == (None, "", "")
    assert "Safe Door" not in names(found.near)


def test_no_more_is_looked_at_than_was_agreed(asking, monkeypatch) -> None:
    asked: list[int] = []

    def counting(question, *, limit, offset=0) -> list[Found]:
        asked.append(limit)
        return seek(question, limit=limit, offset=offset)

    seek = finding.seek
    monkeypatch.setattr(finding, "seek", counting)
    asking("qqq www detox for veterans", where="Southhaven", when=When.NOW)

    assert max(asked) <= finding.LOOKED_AT
    assert len(asked) <= 3 * 7


def test_more_is_looked_at_where_little_of_what_is_listed_is_open(asking, monkeypatch) -> None:
    whole = names(asking("lanternbridge", when=When.NOW).near)
    meant = understood("lanternbridge", when=When.NOW)
    monkeypatch.setattr(finding, "AT_A_TIME", 2)

    assert sorted(names(finding.find(meant, wanted=len(whole)).near)) == sorted(whole)
    monkeypatch.setattr(finding, "LOOKED_AT", 2)
    assert names(asking("lanternbridge", when=When.NOW).near) != whole


def test_one_page_follows_from_another_however_many_are_looked_at(directory, monkeypatch) -> None:
    monkeypatch.setattr(finding, "AT_A_TIME", 4)
    meant = understood("southhaven")
    few, more, whole = (finding.find(meant, wanted=wanted) for wanted in (3, 9, 200))

    assert few.is_cut
    assert len(few.near) < len(more.near) <= len(whole.near)
    assert names(whole.near)[: len(more.near)] == names(more.near)
    assert names(more.near)[: len(few.near)] == names(few.near)


def test_withdrawn_service_is_not_found(asking) -> None:
    Service.objects.filter(name__startswith="Night Van").update(withdrawn_at=THURSDAY_AT_NOON)

    assert "Night Van" not in names(asking("needles southhaven").near)


@pytest.mark.parametrize("odd", ["\x00", '" or "', "'; drop table x; --", "((((", "%s %(words)s", "🙂" * 50])
def test_odd_words_harm_nothing(asking, odd) -> None:
    assert isinstance(asking(odd).near, tuple)
