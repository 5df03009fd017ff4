"""Which database serves: our own cluster, or one that was given; always through a role that owns nothing."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from house import sql
from house.cluster import Cluster
from house.places import Places
from house.trouble import Trouble

OLDEST_VERSION = 15


@dataclass(frozen=True)
class Addresses:
    """The two addresses of one database: the role that serves, and the owner that migrates."""

    serving: str
    owner: str


@dataclass(frozen=True)
class Visitor:
    """What a database said of the role that came to it."""

    version: int
    role: str
    database: str
    may_make_roles: bool


def of_cluster(cluster: Cluster) -> Addresses:
    """Return the addresses of our own cluster."""
    return Addresses(serving=cluster.url(sql.SERVING), owner=cluster.url(sql.OWNER))


def given(environ: Mapping[str, str]) -> bool:
    """Tell whether a database was given; refuse an owner's address without the serving one."""
    serving, owner = environ.get("DATABASE_URL", "").strip(), environ.get("DATABASE_OWNER_URL", "").strip()
    if owner and not serving:
        raise Trouble(
            "DATABASE_OWNER_URL was given without DATABASE_URL. Give both: the owner's and the serving role's.", 2
        )
    return bool(serving)


def of_given(places: Places, environ: Mapping[str, str]) -> Addresses:
    """Return the addresses of a database that was given, with its serving role ready to read and write rows."""
    serving, owner = environ["DATABASE_URL"].strip(), environ.get("DATABASE_OWNER_URL", "").strip()
    visitor = visit(places, owner or serving)
    if visitor.version < OLDEST_VERSION * 10_000:
        raise Trouble(
            f"The database that was given is PostgreSQL {visitor.version // 10_000}; "
            f"{OLDEST_VERSION} or newer is needed. Give another, or none: set-up then brings its own.",
            2,
        )
    if owner:
        return of_two(places, serving, owner, visitor)
    if not visitor.may_make_roles:
        raise Trouble(
            f"The role “{visitor.role}” of DATABASE_URL may not make the role that serves. Either give a role that may "
            "(CREATEROLE), or make a second one that owns nothing and give both addresses: DATABASE_URL for the role "
            "that serves, DATABASE_OWNER_URL for the one that owns the database.",
            2,
        )
    return of_one(places, serving, visitor)


def visit(places: Places, url: str) -> Visitor:
    """Ask a database its version and what this role may do there."""
    questions = (
        "SELECT current_setting('server_version_num')::int, current_user, current_database()",
        "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user",
    )
    try:
        [[[about], [[may_make_roles]]]] = sql.run(places, [sql.Batch(url, questions)])
    except sql.DatabaseRefused as refusal:
        raise Trouble(
            f"The database that was given does not answer: {without_secret(str(refusal), url)}. "
            "Check the address (postgresql://role:password@host:5432/name) and that the server runs.",
            2,
        ) from None
    return Visitor(int(about[0]), str(about[1]), str(about[2]), bool(may_make_roles))


def without_secret(words: str, url: str) -> str:
    """Return words without the password of an address, in whichever form and however mistyped it was repeated."""
    found = re.search(r":([^:@]+)@", url) or re.search(r"password\s*=\s*'?([^'\s]+)", url)
    for secret in {found.group(1), unquote(found.group(1))} if found else ():
        words = words.replace(secret, "…")
    return words


def of_two(places: Places, serving: str, owner: str, visitor: Visitor) -> Addresses:
    """Return two given addresses, after the owner has let the serving role read and write rows."""
    server = visit(places, serving)
    if server.role == visitor.role:
        raise Trouble(
            f"DATABASE_URL and DATABASE_OWNER_URL name the same role, “{server.role}”. "
            "The role that serves must own nothing: make a second one for DATABASE_URL.",
            2,
        )
    if server.database != visitor.database:
        raise Trouble(
            f"DATABASE_URL leads to the database “{server.database}” and DATABASE_OWNER_URL to “{visitor.database}”. "
            "Give two addresses of one database.",
            2,
        )
    equip(places, owner, visitor, server.role)
    return Addresses(serving=serving, owner=owner)


def of_one(places: Places, owner: str, visitor: Visitor) -> Addresses:
    """Return the addresses where one was given: the role in it owns, and this clone's own role serves."""
    serving_role = f"{sql.SERVING}_{places.key}"
    password = kept_secret(places.state / "serving-password")
    rights = "NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION NOCREATEDB"
    if not is_superuser(places, owner):
        # Only a superuser may name the attributes that it takes away; a role that another makes has none of them.
        rights = ""
    statements = sql.role(serving_role, f"{rights} PASSWORD {sql.literal(password)}")
    carry_out(places, [sql.Batch(owner, statements)])
    equip(places, owner, visitor, serving_role)
    return Addresses(serving=with_role(places, owner, serving_role, password), owner=owner)


def is_superuser(places: Places, url: str) -> bool:
    """Tell whether the role of an address is a superuser."""
    question = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
    [[[[answer]]]] = carry_out(places, [sql.Batch(url, (question,))])
    return bool(answer)


def equip(places: Places, owner: str, visitor: Visitor, serving_role: str) -> None:
    """Give a database its extensions and the serving role its rights, as the owner."""
    extensions = tuple(f"CREATE EXTENSION IF NOT EXISTS {name}" for name in sql.EXTENSIONS)
    carry_out(places, [sql.Batch(owner, (*extensions, *sql.grants(visitor.role, serving_role, visitor.database)))])


def carry_out(places: Places, batches: list[sql.Batch]) -> list[list[list[list[object]]]]:
    """Run set-up statements on a given database, with the remedy when it refuses."""
    try:
        return sql.run(places, batches)
    except sql.DatabaseRefused as refusal:
        raise Trouble(
            f"The database that was given refused a step of set-up: {refusal}. "
            "The role must own the database (or be allowed to create in it) and may need its administrator's help."
        ) from None


def with_role(places: Places, url: str, role: str, password: str) -> str:
    """Return an address with another role and password in it, as keywords that every part of the product reads."""
    parts = {**sql.parts_of(places, url), "user": role, "password": password}
    host, port = parts.pop("host", ""), parts.pop("port", "")
    user, secret, name = (quote(parts.pop(part, ""), safe="") for part in ("user", "password", "dbname"))
    query = {"host": host, "port": port, **parts} if not host or "/" in host or "," in host else parts
    place = "" if query is not parts else (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    words = "&".join(f"{part}={quote(value, safe='')}" for part, value in query.items() if value)
    return f"postgresql://{user}:{secret}@{place}/{name}" + (f"?{words}" if words else "")


def kept_secret(file: Path) -> str:
    """Return a secret that is made once and kept where only its owner reads it."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        file.chmod(0o600)
        if kept := file.read_text().strip():
            return kept
        file.unlink()
        return kept_secret(file)
    secret = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secret + "\n")
    return secret
