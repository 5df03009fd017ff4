"""Each setting by which a real database could lose what it acknowledged, planted in one and refused."""

from __future__ import annotations

import dataclasses
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from house import cluster, process, sql, test
from house.places import Places, own_account, private_folder
from tests.house.conftest import Standing
from tideturn.config.durability import MayLoseWhatItKeeps, refuse_loss, warn_without_checksums


def test_the_embedded_database_loses_nothing_and_sums_its_pages(standing: Standing) -> None:
    with psycopg.connect(standing.cluster.url(sql.SERVING)) as session:
        refuse_loss(session.cursor())
        assert not warn_without_checksums(session.cursor())


def test_a_throwaway_database_keeps_its_word_too(standing: Standing) -> None:
    assert standing.cluster.is_throwaway
    assert not [word for word in standing.cluster.command() if word.startswith(("fsync", "synchronous", "full_page"))]


@pytest.mark.parametrize(
    ("give", "take_back"),
    [
        (
            f"alter role {sql.SERVING} set synchronous_commit = off",
            f"alter role {sql.SERVING} reset synchronous_commit",
        ),
        (
            f"alter database {cluster.DATABASE} set synchronous_commit = off",
            f"alter database {cluster.DATABASE} reset synchronous_commit",
        ),
    ],
)
def test_refuse_loss_sees_what_a_role_or_a_database_was_given(standing: Standing, give: str, take_back: str) -> None:
    standing.ask(cluster.SUPERUSER, give)
    try:
        with (
            psycopg.connect(standing.cluster.url(sql.SERVING)) as session,
            pytest.raises(MayLoseWhatItKeeps, match="synchronous_commit"),
        ):
            refuse_loss(session.cursor())
    finally:
        standing.ask(cluster.SUPERUSER, take_back)


@contextmanager
def started(data: Path, like: cluster.Cluster, *settings: str) -> Iterator[str]:
    """Start a database on a data folder with settings of its own; give the superuser's address."""
    with tempfile.TemporaryDirectory(prefix="tideturn-durability-") as folder:
        Path(folder).chmod(0o755)
        places = Places(like.places.clone, data.parent, Path(folder) / "socket")
        private_folder(places.runtime, like.account or own_account())
        ours = dataclasses.replace(like, places=places)
        server = process.start(
            [*ours.command(), *settings],
            environment=cluster.server_environment(),
            folder=data,
            log=Path(folder) / "log",
            account=like.account,
        )
        try:
            yield ours.url(cluster.SUPERUSER, "postgres")
        finally:
            process.end(server, cluster.STOP_SIGNAL, 20)


@pytest.fixture(scope="module")
def bare(standing: Standing) -> Iterator[cluster.Cluster]:
    """A database of this test's own, made without sums of its pages."""
    with test.temporary_cluster(standing.cluster.places, prefix="tideturn-bare-") as ours:
        data = ours.places.data
        account = ours.account
        private_folder(data, account or own_account())
        words = [str(ours.programs / "initdb"), "-D", str(data), "-U", cluster.SUPERUSER, "--auth=peer"]
        subprocess.run(
            [*words, "--no-locale", "--encoding=UTF8", "--no-data-checksums", "--no-sync"],
            env=cluster.server_environment(),
            check=True,
            capture_output=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
        )
        cluster.admit(ours, data)
        yield ours


def connected(url: str) -> psycopg.Connection:
    """Return a session, once the database takes any."""
    until = time.monotonic() + 20
    while True:
        try:
            return psycopg.connect(url)
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_refuse_loss_refuses_a_real_database(bare: cluster.Cluster, setting: str) -> None:
    with (
        started(bare.places.data, bare, "-c", f"{setting}=off") as url,
        connected(url) as session,
        pytest.raises(MayLoseWhatItKeeps, match=f"the database has {setting} = off"),
    ):
        refuse_loss(session.cursor())


def test_a_database_without_sums_of_its_pages_is_warned_of(
    bare: cluster.Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    with started(bare.places.data, bare) as url, connected(url) as session:
        refuse_loss(session.cursor())
        assert warn_without_checksums(session.cursor())

    assert "no checksums" in caplog.text
