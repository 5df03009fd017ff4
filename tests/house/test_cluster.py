"""The embedded database: reached only through its private socket, by roles that own nothing, alive after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from house import cluster, leftovers, sql, up
from house.trouble import Trouble
from tests.house.conftest import Standing

RIGHTS = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolreplication FROM pg_roles WHERE rolname = "


def main_process(data: Path) -> int:
    """Return the number of the database's main process."""
    return int((data / "postmaster.pid").read_text().split("\n", 1)[0])


def wait_for_end(child: subprocess.Popen[bytes], seconds: float = 10) -> int:
    """Return a child's exit code, or fail the test when it does not end."""
    return child.wait(timeout=seconds)


def test_cluster_answers_in_a_folder_with_spaces(standing: Standing) -> None:
    [[[encoding, lowered, near]]] = standing.ask(
        sql.SERVING, "SELECT current_setting('server_encoding'), lower('ÉÀ'), similarity('promise', 'promises')"
    )

    assert " " in str(standing.cluster.places.data)
    assert (encoding, lowered) == ("UTF8", "éà")
    assert near > 0.5


def test_cluster_is_reached_whatever_the_person_set_for_databases_of_theirs(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"PGPORT": "1", "PGHOSTADDR": "127.0.0.1", "PGOPTIONS": "-c role=postgres"}.items():
        monkeypatch.setenv(name, value)

    assert standing.ask(sql.SERVING, "SELECT current_user") == [[[sql.SERVING]]]


def test_cluster_listens_on_no_network(standing: Standing) -> None:
    [[[addresses]]] = standing.ask(sql.SERVING, "SHOW listen_addresses")

    assert addresses == ""


def test_log_tells_that_a_statement_failed_and_not_what_it_said(standing: Standing) -> None:
    failing = "do $$ begin raise exception 'no such perch' using detail = 'Zebrafinch was told'; end $$"
    with (
        psycopg.connect(standing.cluster.url(sql.SERVING)) as session,
        pytest.raises(psycopg.errors.RaiseException, match="Zebrafinch"),
    ):
        session.execute(failing)

    log = (standing.cluster.places.logs / "database.log").read_text()
    assert "no such perch" in log
    assert "Zebrafinch" not in log


def test_socket_folder_is_short_and_private(standing: Standing) -> None:
    runtime = standing.cluster.places.runtime

    assert runtime.stat().st_mode & 0o777 == 0o700
    assert len(str(runtime / ".s.PGSQL.5432.lock")) <= 107


@pytest.mark.parametrize("role", [sql.OWNER, sql.SERVING])
def test_establish_takes_back_rights_that_a_role_should_not_have(standing: Standing, role: str) -> None:
    standing.ask(cluster.SUPERUSER, f"ALTER ROLE {role} SUPERUSER BYPASSRLS")
    [[planted]] = standing.ask(cluster.SUPERUSER, f"{RIGHTS}'{role}'")

    cluster.establish(standing.cluster)

    [[rights]] = standing.ask(cluster.SUPERUSER, f"{RIGHTS}'{role}'")
    assert planted[:2] == [True, True]
    assert rights == [False, False, False, False]


def test_serving_role_reads_and_writes_rows_of_tables_made_later(standing: Standing) -> None:
    standing.ask(sql.OWNER, "CREATE TABLE IF NOT EXISTS promise (id bigserial PRIMARY KEY, words text)")

    rows = standing.ask(sql.SERVING, "INSERT INTO promise (words) VALUES ('kept')", "SELECT words FROM promise")

    assert rows[1] == [["kept"]]


MAKING_OR_DROPPING = (
    "CREATE TABLE mine (id int)",
    "CREATE TEMPORARY TABLE mine (id int)",
    "DROP TABLE promise",
    "TRUNCATE promise",
)


@pytest.mark.parametrize("statement", MAKING_OR_DROPPING)
def test_serving_role_makes_and_drops_no_table(standing: Standing, statement: str) -> None:
    standing.ask(sql.OWNER, "CREATE TABLE IF NOT EXISTS promise (id bigserial PRIMARY KEY, words text)")

    with pytest.raises(sql.DatabaseRefused, match=r"permission denied|must be owner"):
        standing.ask(sql.SERVING, statement)


@pytest.mark.parametrize("right", ["INSERT", "UPDATE", "DELETE"])
def test_establish_leaves_the_serving_role_only_reading_of_history(standing: Standing, right: str) -> None:
    may = f"SELECT has_table_privilege('promise_event', '{right}')"
    table = "CREATE TABLE promise_event (pgh_id bigint, words text)"
    standing.ask(sql.OWNER, "DROP TABLE IF EXISTS promise_event", table)
    planted = standing.ask(sql.SERVING, may)

    cluster.establish(standing.cluster)

    assert planted == [[[True]]]
    assert standing.ask(sql.SERVING, may, "SELECT count(*) FROM promise_event") == [[[False]], [[0]]]


def test_supervisor_starts_a_killed_database_again(standing: Standing, capsys: pytest.CaptureFixture[str]) -> None:
    killed = main_process(standing.cluster.places.data)
    os.kill(killed, signal.SIGKILL)
    standing.supervisor.keep(until=lambda: standing.supervisor.running[0].child is None)
    standing.supervisor.keep(until=lambda: standing.supervisor.running[0].child is not None)
    up.wait_for_database(standing.cluster, standing.supervisor)

    assert standing.ask(sql.SERVING, "SELECT 1") == [[[1]]]
    assert main_process(standing.cluster.places.data) != killed
    said = capsys.readouterr().err
    assert "The database was ended by SIGKILL; it is started again in 0.5 s" in said
    assert "The database: started again" in said


def test_clear_lets_the_database_start_although_its_old_number_is_taken(standing: Standing) -> None:
    ours, data = standing.cluster, standing.cluster.places.data
    standing.supervisor.stop_all()
    account = ours.account
    stranger = subprocess.Popen(["sleep", "60"], user=account.uid if account else None)
    stale = f"{stranger.pid}\n{data}\n1700000000\n5432\n{ours.places.runtime}\n\n        0         0\nready   \n"
    (data / "postmaster.pid").write_text(stale)
    try:
        refused = start_alone(ours)
        ours_alone = wait_for_end(refused)

        assert ours_alone != 0, "the fault that was planted must keep PostgreSQL from starting"
        assert stranger.poll() is None

        standing.supervisor.add(up.database_service(ours))
        up.wait_for_database(ours, standing.supervisor)
        assert standing.ask(sql.SERVING, "SELECT 1") == [[[1]]]
        assert stranger.poll() is None, "the process that merely has the number must live"
    finally:
        stranger.kill()
        stranger.wait()


def start_alone(ours: cluster.Cluster) -> subprocess.Popen[bytes]:
    """Start the database without the launcher's care."""
    account = ours.account
    return subprocess.Popen(
        ours.command(),
        env=cluster.server_environment(),
        cwd=ours.places.data,
        stderr=subprocess.DEVNULL,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def test_clear_lock_files_leaves_those_of_a_live_database(standing: Standing) -> None:
    removed = leftovers.clear_lock_files(standing.cluster.places.data, standing.cluster.places.runtime)

    assert removed == []
    assert standing.ask(sql.SERVING, "SELECT 1") == [[[1]]]


def test_end_database_ends_one_that_a_killed_launcher_left(standing: Standing) -> None:
    ours = standing.cluster
    standing.supervisor.stop_all()
    left = start_alone(ours)
    until = time.monotonic() + 20
    while not cluster.is_ready(ours) and time.monotonic() < until:
        time.sleep(0.05)
    try:
        ended = leftovers.end_database(ours.places.data)

        assert left.pid in ended
        assert wait_for_end(left) == 0, "it must be a clean shutdown"
    finally:
        standing.supervisor.add(up.database_service(ours))
        up.wait_for_database(ours, standing.supervisor)


def test_check_version_refuses_data_of_another_major_version(standing: Standing) -> None:
    written = standing.cluster.places.data / "PG_VERSION"
    kept = written.read_text()
    cluster.check_version(standing.cluster)
    written.write_text("12\n")
    try:
        with pytest.raises(Trouble, match="was written by PostgreSQL 12"):
            cluster.check_version(standing.cluster)
    finally:
        written.write_text(kept)
