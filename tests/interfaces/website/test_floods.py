"""How often a door is tried is counted, whatever becomes of the count."""

from django.core.cache import cache

from tideturn.interfaces.website import floods


def test_count_that_a_full_cache_threw_away_begins_anew(db, monkeypatch) -> None:
    monkeypatch.setattr(cache, "add", lambda *given: False)

    assert not floods.is_flood("a-door-of-a-test")
