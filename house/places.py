"""Where everything lives: decided once from the clone's path, the person who runs it and the environment."""

from __future__ import annotations

import hashlib
import os
import pwd
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from house.trouble import Trouble

# A socket's whole path must fit in 107 bytes (sun_path); the name ".s.PGSQL.5432.lock" takes 20 of them.
LONGEST_SOCKET_FOLDER = 87
# Users that may own the database when root starts it, in order of preference: PostgreSQL refuses to run as root.
PLAIN_USERS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """One user of this machine, by name and numbers."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Places:
    """The folders of one clone for one person; every path is absolute."""

    clone: Path
    state: Path
    runtime: Path

    def __post_init__(self) -> None:
        """Refuse relative paths and socket folders that are too long for the system."""
        for path in (self.clone, self.state, self.runtime):
            if not path.is_absolute():
                raise Trouble(f"The folder {path} must be given as an absolute path.", 2)
        if len(os.fsencode(self.runtime)) > LONGEST_SOCKET_FOLDER:
            raise Trouble(
                f"The folder for the database's socket, {self.runtime}, is longer than {LONGEST_SOCKET_FOLDER} bytes. "
                "Give a shorter one with TIDETURN_RUNTIME=/short/folder.",
                2,
            )

    @property
    def venv(self) -> Path:
        """Return the folder of the virtual environment."""
        return self.clone / ".venv"

    @property
    def python(self) -> Path:
        """Return the Python of the virtual environment."""
        return self.venv / "bin" / "python"

    @property
    def data(self) -> Path:
        """Return the data folder of the embedded database."""
        return self.state / "data"

    @property
    def logs(self) -> Path:
        """Return the folder of everything that was said by what the launcher started."""
        return self.state / "logs"

    @property
    def vendor(self) -> Path:
        """Return the folder of third-party assets (git-ignored, filled at set-up)."""
        return self.clone / "tideturn" / "interfaces" / "design" / "static" / "vendor"

    @property
    def key(self) -> str:
        """Return the short key by which this clone's processes and folders are told from another's."""
        return short_key(self.state)


def short_key(path: Path) -> str:
    """Return ten characters that stand for a path."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]


def database_account() -> Account | None:
    """Return the plain user that must own the database when root starts it; None when we are plain ourselves."""
    if os.geteuid() != 0:
        return None
    for name in PLAIN_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise Trouble(
        "PostgreSQL does not run as root, and this machine has neither a user called postgres nor one called nobody. "
        "Run as a plain user, or make one with: useradd --system postgres",
    )


def own_account() -> Account:
    """Return the user who runs the launcher, who must have a name: PostgreSQL asks for it."""
    try:
        entry = pwd.getpwuid(os.geteuid())
    except KeyError:
        raise Trouble(
            f"The user number {os.geteuid()} has no name on this machine, and PostgreSQL needs one. "
            "Add the user to /etc/passwd, or run as one that is there.",
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def state_folder(clone: Path, environ: Mapping[str, str]) -> Path:
    """Return the state folder: .state in the clone, or for root one that a plain user can enter."""
    given = environ.get("TIDETURN_STATE", "")
    if given:
        return Path(given)
    if os.geteuid() == 0:
        return Path("/var/lib") / f"tideturn-{short_key(clone)}"
    return clone / ".state"


def demo_state_folder(clone: Path, environ: Mapping[str, str]) -> Path:
    """Return the state folder of the invented country, beside that of the real one."""
    return Path(f"{state_folder(clone, environ)}-demo")


def runtime_folder(state: Path, environ: Mapping[str, str]) -> Path:
    """Return the short folder of the database's socket, keyed by the state folder."""
    given = environ.get("TIDETURN_RUNTIME", "")
    if given:
        return Path(given) / f"tideturn-{short_key(state)}"
    session = Path(environ.get("XDG_RUNTIME_DIR", "") or "/nonexistent")
    if os.geteuid() != 0 and len(str(session)) < 40 and " " not in str(session) and is_ours(session, os.geteuid()):
        return session / f"tideturn-{short_key(state)}"
    return Path("/tmp") / f"tideturn-{os.geteuid()}-{short_key(state)}"  # noqa: S108 - checked against squatting


def is_ours(folder: Path, uid: int) -> bool:
    """Tell whether a path is a real folder (no link) that belongs to a user."""
    try:
        entry = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(entry.st_mode) and entry.st_uid == uid


def private_folder(folder: Path, owner: Account) -> Path:
    """Make a folder that only its owner can enter; refuse one that somebody else has put there."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    except OSError as error:
        raise Trouble(f"The folder {folder} cannot be made ({error.strerror}). Choose another place.") from None
    else:
        os.chown(folder, owner.uid, owner.gid)
    if not is_ours(folder, owner.uid):
        raise Trouble(
            f"The folder {folder} is not {owner.name}'s own: another user or a link stands in its place. "
            "Remove it, or give another place with TIDETURN_RUNTIME=/short/folder.",
        )
    close_to_others(folder, owner.uid)
    return folder


def close_to_others(folder: Path, uid: int) -> None:
    """Let only its owner enter a folder; by its descriptor, so that a link put there meanwhile leads nowhere."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise Trouble(f"The folder {folder} cannot be opened ({error.strerror}). Choose another place.") from None
    try:
        if os.fstat(descriptor).st_uid != uid:
            raise Trouble(f"The folder {folder} changed hands while it was made ready. Choose another place.")
        os.fchmod(descriptor, 0o700)
    finally:
        os.close(descriptor)


def of_clone(clone: Path, environ: Mapping[str, str]) -> Places:
    """Return the places of a clone for the person who runs the launcher."""
    clone = clone.resolve()
    state = state_folder(clone, environ)
    return Places(clone=clone, state=state, runtime=runtime_folder(state, environ))


def make_state(places: Places) -> None:
    """Make the state folder and its logs; root's may be entered by the database's user, a plain user's by nobody."""
    try:
        places.state.mkdir(mode=0o755 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        places.logs.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"The state folder {places.state} cannot be made ({error.strerror}). "
            "Give another with TIDETURN_STATE=/folder, one that you may write to.",
        ) from None
    if not os.access(places.state, os.W_OK):
        raise Trouble(f"The state folder {places.state} belongs to another user. Give another with TIDETURN_STATE=.")
