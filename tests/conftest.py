"""What all tests share: the packs, a register in a real database, and the product served by its own server.

The database of the tests is made by the owner's address and holds the invented country of `packs/example` once its
migrations ran. It is committed, so a test must not flush it: mark tests `django_db`, never `transaction=True`.
"""

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from house.sql import grants
from tests.made_by_one import is_one_of_several, made_by_one
from tests.ports import free_port
from tests.tables import tables

pytest_plugins = ("tests.spreading",)
REPOSITORY = Path(__file__).resolve().parents[1]
SERVING = "tideturn_serving"
ANSWERS_WITHIN = 30.0
TEST_DATABASE_PREFIX = "test_"
# What Django is told of a connection beside the address.
NOT_OF_AN_ADDRESS = ("pool", "server_side_binding", "prepare_threshold")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared(repository: Path) -> Path:
    """The folder of the published documents; what compares with them is skipped aloud where it is absent."""
    folder = repository.parent / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip("../shared is not here: nothing was compared with the published documents")
    return folder


@pytest.fixture(scope="session")
def example_pack(repository: Path):
    """The pack of an invented country, read and checked."""
    from tideturn.packs.loading import load_pack

    return load_pack(repository / "packs" / "example")


@pytest.fixture(scope="session")
def scottish_pack(repository: Path):
    """The Scottish pack, read and checked."""
    from tideturn.packs.loading import load_pack

    return load_pack(repository / "packs" / "scotland")


@dataclass(frozen=True)
class ServingRole:
    """The database role that reads and writes rows and owns nothing."""

    name: str
    password: str = ""


def address(connection, **changes: str) -> str:
    """Return the address of a Django connection, with parts changed."""
    settings = connection.settings_dict
    parts = {name: value for name, value in settings["OPTIONS"].items() if name not in NOT_OF_AN_ADDRESS}
    for part, key in (
        ("dbname", "NAME"),
        ("user", "USER"),
        ("password", "PASSWORD"),
        ("host", "HOST"),
        ("port", "PORT"),
    ):
        parts[part] = str(settings[key] or "")
    return make_conninfo(**{name: value for name, value in {**parts, **changes}.items() if value})


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory, django_db_blocker
) -> Iterator[None]:
    """Make the test database as the owner where two addresses are given: the serving role may make nothing.

    Where several processes share the suite, the migrations run once and the database of each is a copy.
    """
    from django.db import connection

    from tideturn.config.settings import database

    # Where tests without a database came first, one of them may have begun a pool of the address that serves.
    connection.close_pool()
    if owner := os.environ.get("DATABASE_OWNER_URL", "").strip():
        connection.settings_dict.update(database(owner))
    with contextlib.ExitStack() as made:
        if is_one_of_several():
            name = f"{connection.settings_dict['TEST']['NAME']}_tables"
            fresh = a_database(address(connection, dbname="postgres"), name)
            migrated = made_by_one(tmp_path_factory, "tables", lambda: tables(fresh, name, django_db_blocker))
            connection.settings_dict["TEST"]["TEMPLATE"] = made.enter_context(migrated)
        yield


@pytest.fixture(scope="session")
def serving_role(django_db_modify_db_settings: None) -> Iterator[ServingRole | None]:
    """The role that serves: the one given or set up, else one made for this run; none where none can be made."""
    from django.db import connection

    maintenance = address(connection, dbname="postgres")
    found = _existing_role(maintenance)
    if found:
        yield found
        return
    made = ServingRole(f"tideturn_tests_{secrets.token_hex(4)}", secrets.token_urlsafe(24))
    name = sql.Identifier(made.name)
    with psycopg.connect(maintenance, autocommit=True) as owner:
        may_make = owner.execute("select rolsuper or rolcreaterole from pg_roles where rolname = current_user")
        if not may_make.fetchone()[0]:
            yield None
            return
        owner.execute(sql.SQL("create role {} login password {}").format(name, sql.Literal(made.password)))
    yield made
    with psycopg.connect(maintenance, autocommit=True) as owner:
        owner.execute(sql.SQL("drop role {}").format(name))


def _existing_role(maintenance: str) -> ServingRole | None:
    given = conninfo_to_dict(os.environ.get("DATABASE_URL", "")) if os.environ.get("DATABASE_OWNER_URL") else {}
    role = ServingRole(str(given.get("user", SERVING)), str(given.get("password", "")))
    parts = {name: value for name, value in conninfo_to_dict(maintenance).items() if name != "password"}
    secret = {"password": role.password} if role.password else {}
    with contextlib.suppress(psycopg.OperationalError):
        psycopg.connect(**{**parts, **secret, "user": role.name}, connect_timeout=5).close()
        return role
    return None


def let_role_read_and_write(owner_address: str, role: ServingRole) -> None:
    """Let a role read and write the rows of a database, by the very words of set-up."""
    with psycopg.connect(owner_address, autocommit=True) as owner:
        name, database = owner.execute("select current_user, current_database()").fetchone()
        for statement in grants(name, role.name, database):
            owner.execute(statement)


@pytest.fixture(scope="session")
def django_db_setup(serving_role, example_pack, django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Load the invented country into the fresh test database, committed, and let the serving role in."""
    from django.db import connection

    from tideturn.engines.plans.actions.loading import load_pack

    with contextlib.ExitStack() as made:
        with django_db_blocker.unblock():
            made.enter_context(a_test_database(connection))
            # As its migrations left it, so that further ones need not be migrated again.
            made.enter_context(a_copy(connection, bare(connection)))
            load_pack(pack=example_pack, by="tests")
            made.enter_context(a_copy(connection, filled(connection)))
            if serving_role:
                let_role_read_and_write(address(connection), serving_role)
        yield
        with django_db_blocker.unblock():
            made.close()


@contextlib.contextmanager
def a_test_database(connection) -> Iterator[None]:
    """Make the test database where no test of the run is marked to need one, so that no real register is written to.

    pytest-django makes databases only for tests that are marked `django_db`; journeys ask a server and are not.
    """
    from django.test.utils import setup_databases, teardown_databases

    if connection.settings_dict["NAME"].startswith(TEST_DATABASE_PREFIX):
        yield
        return
    made = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)


@contextlib.contextmanager
def a_copy(connection, name: str) -> Iterator[None]:
    """Keep a copy of the test database as it is now, of which further ones are made."""
    connection.close()
    connection.close_pool()
    with a_database(address(connection, dbname="postgres"), name, template=name_of(connection)):
        yield


def name_of(connection) -> str:
    """Return the name of the database of a connection."""
    return connection.settings_dict["NAME"]


def bare(connection) -> str:
    """Return the name of the copy that holds tables and nothing else."""
    return f"{name_of(connection)}_bare"


def filled(connection) -> str:
    """Return the name of the copy that holds the invented country and nothing else."""
    return f"{name_of(connection)}_filled"


@pytest.fixture(scope="session")
def owner_address(django_db_setup: None) -> str:
    """The address of the test database, as its owner."""
    from django.db import connection

    return address(connection)


@pytest.fixture
def register(db: None):
    """The register holding the invented country; what a test writes is rolled back."""
    from tideturn.engines.plans import queries

    return queries


@pytest.fixture
def scottish_register(db: None, scottish_pack):
    """The register holding the Scottish pack instead of the invented country, for one test."""
    from tideturn.engines.plans import queries
    from tideturn.engines.plans.actions.loading import load_pack
    from tideturn.engines.plans.models import Document, Organisation, Plan

    for table in (Plan, Document, Organisation):
        table.objects.all().delete()
    load_pack(pack=scottish_pack, by="tests")
    return queries


@pytest.fixture(scope="session")
def served_files(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A state folder with the collected static files; says so where the design system's own are missing."""
    vendor = repository / "tideturn" / "interfaces" / "design" / "static" / "vendor"
    if not vendor.is_dir():
        warnings.warn("The design system's files are not here (`make setup` brings them); pages go bare.", stacklevel=1)
    return collected(tmp_path_factory.mktemp("state"))


def collected(state: Path) -> Path:
    """Collect the static files into a state folder, and return it."""
    _run_django("collectstatic", "--noinput", "--verbosity", "0", environment={"TIDETURN_STATE": str(state)})
    return state


@pytest.fixture(scope="session")
def site_address(django_db_setup: None, serving_role, served_files, django_db_blocker) -> Iterator[str]:
    """The address of the product serving the invented country, by its own server, from the test database."""
    from django.db import connection

    with serve(address(connection), serving_role, REPOSITORY / "packs" / "example", served_files) as site:
        yield site


@pytest.fixture(scope="session")
def scottish_site_address(django_db_setup: None, serving_role, served_files, django_db_blocker) -> Iterator[str]:
    """The address of the product serving the Scottish pack, from a second database."""
    from django.db import connection

    pack = REPOSITORY / "packs" / "scotland"
    with (
        a_filled_database(connection, "scotland", pack, serving_role) as owner,
        serve(owner, serving_role, pack, served_files) as site,
    ):
        yield site


@contextlib.contextmanager
def a_filled_database(connection, name: str, pack: Path, serving_role: ServingRole | None) -> Iterator[str]:
    """Make a further database that holds a pack, and give its owner's address."""
    whole_name = f"{name_of(connection)}_{name}"
    owner = address(connection, dbname=whole_name)
    is_there = pack == REPOSITORY / "packs" / "example"
    template = (filled if is_there else bare)(connection)
    with a_database(address(connection, dbname="postgres"), whole_name, template=template):
        if not is_there:
            run_tideturn("plans", "load", str(pack), environment={"DATABASE_URL": owner})
        if serving_role:
            let_role_read_and_write(owner, serving_role)
        yield owner


@contextlib.contextmanager
def a_database(maintenance: str, name: str, *, template: str = "template1") -> Iterator[None]:
    """Make a copy of a database for the time of a test run, replacing what an earlier run left behind."""
    identifier = sql.Identifier(name)

    def drop_it() -> None:
        with psycopg.connect(maintenance, autocommit=True) as owner:
            owner.execute(sql.SQL("drop database if exists {} with (force)").format(identifier))

    drop_it()
    with psycopg.connect(maintenance, autocommit=True) as owner:
        owner.execute(sql.SQL("create database {} template {}").format(identifier, sql.Identifier(template)))
    try:
        yield
    finally:
        drop_it()


@contextlib.contextmanager
def serve(owner_address: str, role: ServingRole | None, pack: Path, state: Path, *, workers: int = 1) -> Iterator[str]:
    """Serve a database by the product's own server on a free port, as the serving role, until left."""
    if role is None:
        pytest.fail(
            f"No role can serve: make one with `create role {SERVING} login`, or give the tests' owner CREATEROLE."
        )
    parts = {name: value for name, value in conninfo_to_dict(owner_address).items() if name != "password"}
    secret = {"password": role.password} if role.password else {}
    environment = _environment(
        {
            "DATABASE_URL": make_conninfo(**{**parts, **secret, "user": role.name}),
            "SECRET_KEY": "only-for-tests",
            "TIDETURN_PACK": str(pack),
            "TIDETURN_STATE": str(state),
        }
    )
    port = free_port()
    words = [sys.executable, "-m", "granian", "--interface", "rsgi", "tideturn.config.rsgi:application"]
    words += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)]
    words += ["--backpressure", "5000", "--no-ws"]
    log = state / f"served-{port}.log"
    with log.open("wb") as stream:
        server = subprocess.Popen(words, env=environment, cwd=REPOSITORY, stdout=stream, stderr=subprocess.STDOUT)
        try:
            wait_until_it_answers(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(server)


def wait_until_it_answers(site: str, server: subprocess.Popen, log: Path) -> None:
    """Wait for the first answer of any kind, or fail with what the server said."""
    until = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"{site}/api/v1/plans/", timeout=5)  # noqa: S310
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The server did not answer within {ANSWERS_WITHIN:.0f} seconds. It said:\n{log.read_text()[-3000:]}")


def stop(server: subprocess.Popen) -> None:
    """Stop a server gently, and at once where it does not heed."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _environment(changes: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_OWNER_URL", "DATABASE_URL")}
    return {**kept, "DJANGO_SETTINGS_MODULE": "tideturn.config.settings", **changes}


def _run_django(*words: str, environment: dict[str, str]) -> None:
    _run([sys.executable, "-m", "django", *words], environment)


def run_tideturn(*words: str, environment: dict[str, str]) -> str:
    """Return what the `tideturn` command says."""
    program = Path(sys.executable).with_name("tideturn")
    return _run([str(program if program.exists() else shutil.which("tideturn")), *words], environment)


def _run(words: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        words, env=_environment(environment), cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}"
    return done.stdout
