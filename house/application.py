"""The product's own steps of set-up: migrations, the pack, documents, static files; and how it is served."""

from __future__ import annotations

import hashlib
import json
import os
import signal
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from house import leftovers
from house.database import Addresses, kept_secret
from house.environment import base_environment, without_database_settings
from house.places import Places
from house.process import Runner
from house.supervisor import Service
from house.trouble import Trouble

SETTINGS = "tideturn.config.settings"
WEB = "The web server"
WORKERS = (1, 2)


@dataclass(frozen=True)
class Application:
    """One clone's product on one database."""

    places: Places
    addresses: Addresses
    pack: Path
    is_own_database: bool

    def environment(self, *, as_owner: bool = False) -> dict[str, str]:
        """Return what the product reads from its environment; only set-up ever knows the owner's address."""
        kept = base_environment(os.environ)
        if self.is_own_database:
            kept = without_database_settings(kept)
        own = {
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "DATABASE_URL": self.addresses.owner if as_owner else self.addresses.serving,
            "SECRET_KEY": kept_secret(self.places.state / "secret-key"),
            "TIDETURN_PACK": str(self.pack),
            "TIDETURN_STATE": str(self.places.state),
            "PYTHONUNBUFFERED": "1",
            "VIRTUAL_ENV": str(self.places.venv),
            "PATH": f"{self.places.venv / 'bin'}{os.pathsep}{kept.get('PATH', os.defpath)}",
        }
        owner = {"DATABASE_OWNER_URL": self.addresses.owner} if as_owner else {}
        return {**kept, **own, **owner}


def pack_folder(places: Places, environ: Mapping[str, str]) -> Path:
    """Return the folder of the pack to serve: Scotland's, or the one that was given."""
    folder = Path(environ.get("TIDETURN_PACK", "") or "packs/scotland")
    folder = folder if folder.is_absolute() else places.clone / folder
    if not folder.is_dir():
        raise Trouble(f"The pack {folder} is not a folder. Give one with TIDETURN_PACK=packs/scotland.", 2)
    return folder


def documents(environ: Mapping[str, str]) -> list[Path]:
    """Return the files of the folder of documents that was given; none when none was."""
    given = environ.get("DOCUMENTS", "").strip()
    if not given:
        return []
    folder = Path(given).expanduser().resolve()
    if not folder.is_dir():
        raise Trouble(f"DOCUMENTS={given} is not a folder. Give the folder that holds the published documents.", 2)
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    if not files:
        raise Trouble(f"DOCUMENTS={given} holds no file. Give the folder that holds the published documents.", 2)
    return files


def digest_of(files: Iterable[Path]) -> str:
    """Return a digest of files' names and contents."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(os.fsencode(file) + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def sources(application: Application) -> list[Path]:
    """Return the files that decide what set-up would do: the product, its pack and its locks."""
    clone = application.places.clone
    kinds = {".py", ".html", ".css", ".js", ".svg", ".sql", ".po", ".mo", ".txt", ".json", ".png", ".woff2"}
    product = (path for path in (clone / "tideturn").rglob("*") if path.suffix in kinds and path.is_file())
    pack = (path for path in application.pack.rglob("*") if path.is_file())
    return [*product, *pack, clone / "requirements.lock"]


def set_up(application: Application, runner: Runner, files: list[Path]) -> None:
    """Bring the database and static files up to what the clone holds; skip it when nothing changed since."""
    stamp = application.places.state / "set-up-from.json"
    wanted = {"product": digest_of(sources(application)), "documents": digest_of(files)}
    done = read_stamp(stamp) if application.is_own_database else {}
    if done.get("product") != wanted["product"]:
        stamp.unlink(missing_ok=True)
        bring_up_to_date(application, runner)
        done = {"product": wanted["product"]}
        stamp.write_text(json.dumps(done))
    if files and done.get("documents") != wanted["documents"] and attach(application, runner, files):
        stamp.write_text(json.dumps({**done, "documents": wanted["documents"]}))


def read_stamp(stamp: Path) -> dict[str, str]:
    """Return what set-up last did, or nothing when that is not known."""
    try:
        kept = json.loads(stamp.read_text())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def django(places: Places, *words: str) -> list[str]:
    """Return one of Django's own commands."""
    return [str(places.python), "-m", "django", *words]


def command(places: Places, *words: str) -> list[str]:
    """Return one of the product's own commands."""
    return [str(places.python), str(places.venv / "bin" / "tideturn"), *words]


def bring_up_to_date(application: Application, runner: Runner) -> None:
    """Migrate as the owner; load the pack and collect the static files as the role that serves."""
    places = application.places
    runner.progress.begin("Bringing the database's tables up to date")
    runner.run(django(places, "migrate", "--noinput"), environment=application.environment(as_owner=True))
    runner.progress.begin(f"Loading the pack {application.pack.name}")
    runner.run(command(places, "plans", "load"), environment=application.environment())
    # So that what no area claims has somebody to go to before the first agency is there.
    runner.run(command(places, "access", "ensure-national-queue"), environment=application.environment())
    collect_static(application, runner)


def demonstrate(application: Application, runner: Runner) -> str:
    """Fill the invented country and return how one signs in there; what is there already is left as it is."""
    runner.progress.begin("Filling the invented country with people and cases")
    kept = application.places.state / "sign-ins.txt"
    words = command(application.places, "demonstrate", "--keep", str(kept))
    runner.run(words, environment=application.environment())
    return kept.read_text()


def collect_static(application: Application, runner: Runner) -> None:
    """Collect the static files."""
    runner.progress.begin("Collecting the static files")
    runner.run(
        django(application.places, "collectstatic", "--noinput", "--clear"), environment=application.environment()
    )


def attach(application: Application, runner: Runner, files: list[Path]) -> bool:
    """Attach each document to its plan; say which were refused, and whether all were taken."""
    runner.progress.begin(f"Attaching {len(files)} document(s)")
    taken = 0
    for file in files:
        words = command(application.places, "plans", "attach", str(file))
        code, said = runner.attempt(words, environment=application.environment())
        taken += code == 0
        if code != 0:
            runner.progress.say(f"  {file.name} was not attached:\n{said}")
    return taken == len(files)


def services(application: Application, port: int) -> list[Service]:
    """Return what serves: the web server, the workers and the watch, marked so that a later run can find their rest."""
    places = application.places
    environment = {**application.environment(), leftovers.MARK: places.key, "PORT": str(port)}
    processes = str(min(4, os.cpu_count() or 1))
    web = [str(places.python), "-m", "granian", "--interface", "rsgi", "tideturn.config.rsgi:application"]
    web += ["--host", "127.0.0.1", "--port", str(port), "--workers", processes, "--backpressure", "5000", "--no-ws"]

    def service(name: str, command: Sequence[str], log: str, **more: Any) -> Service:
        return Service(name, command, environment, places.clone, places.logs / log, **more)

    return [
        service(WEB, web, "web.log", must_answer=True),
        # Two, so that while one is started again the other raises and sends.
        *(service(f"Worker {number}", django(places, "work"), f"work-{number}.log") for number in WORKERS),
        # Apart from the workers and from the database, for it tells people when either is silent.
        service("The watch", django(places, "watch"), "watch.log"),
        # With the launcher the database goes too, and without it this does not end gently: it waits for ever.
        service(
            "The worker for jobs",
            # Two at once, so that a feed that is fetched for half an hour holds up no other job.
            django(places, "procrastinate", "worker", "--concurrency", "2"),
            "jobs.log",
            death_signal=signal.SIGKILL,
        ),
    ]
