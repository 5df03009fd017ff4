"""A database that was given: asked for its version and rights, and served through a role that owns nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from house import cluster, database, sql
from house.database import Addresses, Visitor
from house.trouble import Trouble
from tests.house.conftest import Standing


def test_of_given_makes_a_serving_role_where_the_one_address_may(standing: Standing) -> None:
    its = standing.cluster.places

    made = database.of_given(its, {"DATABASE_URL": standing.cluster.url(cluster.SUPERUSER)})

    who = "SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user"
    assert sql.run(its, [sql.Batch(made.serving, (who,))]) == [[[[f"{sql.SERVING}_{its.key}", False]]]]
    assert database.of_given(its, {"DATABASE_URL": standing.cluster.url(cluster.SUPERUSER)}) == made


def test_of_given_says_what_to_give_where_the_one_role_may_not_make_another(standing: Standing) -> None:
    with pytest.raises(Trouble, match=r"may not make the role that serves.*DATABASE_OWNER_URL") as refusal:
        database.of_given(standing.cluster.places, {"DATABASE_URL": standing.cluster.url(sql.OWNER)})

    assert refusal.value.code == 2


def test_of_given_takes_two_addresses(standing: Standing) -> None:
    serving, owner = standing.cluster.url(sql.SERVING), standing.cluster.url(sql.OWNER)

    given = database.of_given(standing.cluster.places, {"DATABASE_URL": serving, "DATABASE_OWNER_URL": owner})

    assert given == Addresses(serving=serving, owner=owner)


def test_of_given_refuses_one_role_for_both(standing: Standing) -> None:
    owner = standing.cluster.url(sql.OWNER)

    with pytest.raises(Trouble, match="name the same role"):
        database.of_given(standing.cluster.places, {"DATABASE_URL": owner, "DATABASE_OWNER_URL": owner})


def test_of_given_refuses_two_databases(standing: Standing) -> None:
    serving, owner = standing.cluster.url(sql.SERVING, "postgres"), standing.cluster.url(sql.OWNER)

    with pytest.raises(Trouble, match="two addresses of one database"):
        database.of_given(standing.cluster.places, {"DATABASE_URL": serving, "DATABASE_OWNER_URL": owner})


def test_of_given_refuses_an_old_server(standing: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "visit", lambda places, url: Visitor(140012, "someone", "tideturn", True))

    with pytest.raises(Trouble, match="PostgreSQL 14; 15 or newer is needed"):
        database.of_given(standing.cluster.places, {"DATABASE_URL": "postgresql://someone@/tideturn"})


def test_of_given_says_when_nothing_answers_without_the_password(standing: Standing) -> None:
    url = "postgresql://someone:very-secret-words@127.0.0.1:9/tideturn?connect_timeout=2"

    with pytest.raises(Trouble, match="does not answer") as refusal:
        database.of_given(standing.cluster.places, {"DATABASE_URL": url})

    assert refusal.value.code == 2
    assert "very-secret-words" not in str(refusal.value)


MISTYPED = (
    "postgresql//someone:very-secret-words@127.0.0.1/tideturn",
    "postgresql:/someone:very-secret-words@127.0.0.1/tideturn",
    "postgresql://someone:very-secret-words@127.0.0.1:port/tideturn",
    "postgresql://someone:very-secret-words%zz@127.0.0.1/tideturn",
    "hosts=127.0.0.1 password=very-secret-words",
    "host 127.0.0.1 password = 'very-secret-words",
)


@pytest.mark.parametrize("url", MISTYPED)
def test_of_given_repeats_no_password_of_a_mistyped_address(standing: Standing, url: str) -> None:
    with pytest.raises(Trouble, match="Check the address") as refusal:
        database.of_given(standing.cluster.places, {"DATABASE_URL": url})

    assert "very-secret-words" not in str(refusal.value)


def test_of_given_says_when_the_address_is_none(standing: Standing) -> None:
    with pytest.raises(Trouble, match="Check the address"):
        database.of_given(standing.cluster.places, {"DATABASE_URL": "mysql://somewhere/else"})


def test_given_refuses_the_owner_alone() -> None:
    assert not database.given({"DATABASE_URL": " "})
    with pytest.raises(Trouble, match="without DATABASE_URL"):
        database.given({"DATABASE_OWNER_URL": "postgresql://owner@/tideturn"})


@pytest.mark.parametrize(
    ("url", "made"),
    [
        ("postgresql://a:b@db.example:6432/plans", "postgresql://role:p%2Fw@db.example:6432/plans"),
        ("postgresql://a@db.example/plans?sslmode=require", "postgresql://role:p%2Fw@db.example/plans?sslmode=require"),
        ("postgresql://a@[::1]:5432/plans", "postgresql://role:p%2Fw@[::1]:5432/plans"),
        ("postgresql://a@/plans?host=/run/pg", "postgresql://role:p%2Fw@/plans?host=%2Frun%2Fpg"),
        ("host=db.example dbname=plans user=a", "postgresql://role:p%2Fw@db.example/plans"),
    ],
)
def test_with_role_keeps_the_rest_of_the_address(standing: Standing, url: str, made: str) -> None:
    assert database.with_role(standing.cluster.places, url, "role", "p/w") == made


def test_kept_secret_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "secret"

    first = database.kept_secret(file)

    assert len(first) >= 48
    assert file.stat().st_mode & 0o777 == 0o600
    assert database.kept_secret(file) == first


def test_kept_secret_never_hands_out_an_empty_one(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("")

    assert database.kept_secret(file)
