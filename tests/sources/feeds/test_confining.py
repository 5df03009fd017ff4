"""Whatever runs in the process that fetches reads no secret of the machine and asks nobody but the internet."""

import json
import socket
import subprocess
import sys
import threading

import pytest

from tideturn.sources.feeds import hiding
from tideturn.sources.feeds.confining import NETWORK, SCOPED, landlock_version
from tideturn.sources.feeds.hiding import hidden
from tideturn.sources.feeds.running import environment

SECRET = "postgresql://serving:secret@/tideturn"
# What somebody would try who has taken the process over; each line that fails is told by the name of its error.
TRIES = """
import json, os, signal, socket, sys
from pathlib import Path
from tideturn.sources.feeds import child
from tideturn.sources.feeds.task import Task

parent, secret, port, is_confined = int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "confined"
if is_confined:
    child.confine(Task("https://a.example/", ()), Path.cwd())


def tried(what):
    try:
        return str(what())
    except OSError as error:
        return type(error).__name__


print(json.dumps({
    "environment": tried(lambda: "secret" in Path(f"/proc/{parent}/environ").read_text()),
    "memory": tried(lambda: open(f"/proc/{parent}/mem", "rb") and "opened"),
    "file": tried(secret.read_text),
    "folder": tried(lambda: bool(os.listdir(secret.parent))),
    "writing": tried(lambda: secret.with_name("new").write_text("x")),
    "signal": tried(lambda: os.kill(parent, 0)),
    "program": tried(lambda: os.posix_spawn("/bin/true", ["true"], {}) > 0),
    "local": tried(lambda: socket.socket(socket.AF_UNIX) and "made"),
    "port": tried(lambda: socket.create_connection(("127.0.0.1", port), 2) and "connected"),
    "own": tried(lambda: Path("own").write_text("x")),
    "names": tried(lambda: socket.getaddrinfo("localhost", 443) and "known"),
    "trust": tried(lambda: bool(__import__("ssl").create_default_context())),
    "programs": tried(lambda: bool(__import__("wave"))),
}))
"""


@pytest.fixture
def tries(monkeypatch, tmp_path):
    """A function that returns what comes of each try, in a process that is confined or not."""
    monkeypatch.setenv("DATABASE_URL", SECRET)
    (tmp_path / "kept").mkdir()
    (tmp_path / "own").mkdir()
    secret = tmp_path / "kept" / "secret-key"
    secret.write_text("secret")
    # The environment of a process is what it was begun with, so the one that is looked at is begun here.
    parent = subprocess.Popen(["/bin/sleep", "60"])
    with socket.create_server(("127.0.0.1", 0)) as database:
        threading.Thread(target=lambda: _greet(database), daemon=True).start()

        def tries(how):
            told = [str(parent.pid), str(secret), str(database.getsockname()[1]), how]
            said = subprocess.run(
                [sys.executable, "-s", "-P", "-c", TRIES, *told],
                env=environment(), cwd=tmp_path / "own", capture_output=True, check=True,
            )  # fmt: skip
            return json.loads(said.stdout)

        yield tries
    parent.kill()
    parent.wait()


def _greet(database: socket.socket) -> None:
    try:
        while True:
            database.accept()[0].close()
    except OSError:
        return


def test_without_it_everything_of_its_user_is_there(tries):
    came = tries("free")

    assert came == {
        "environment": "True", "memory": "opened", "file": "secret", "folder": "True", "writing": "1", "signal": "None",
        "program": "True", "local": "made", "port": "connected", "own": "1", "names": "known", "trust": "True",
        "programs": "True",
    }  # fmt: skip


def test_confined_it_reads_no_secret_and_reaches_nobody_of_this_machine(tries, say):
    version = landlock_version()
    if not version:
        say("THIS KERNEL HAS NO LANDLOCK: what keeps the process that fetches from files is not tried.")
        pytest.skip("no Landlock")
    came = tries("confined")

    refused = "PermissionError"
    assert {name: came.pop(name) for name in ("own", "names", "trust", "programs")} == {
        "own": "1", "names": "known", "trust": "True", "programs": "True",
    }  # fmt: skip
    if version < NETWORK:
        came.pop("port")
    if version < SCOPED:
        came.pop("signal")
    assert came == dict.fromkeys(came, refused)


HIDES = """
import ctypes, os
from tideturn.sources.feeds import hiding

hiding.landlock_version = lambda: 0
# Root may look everywhere, so it is no longer root who looks; and whoever changes its user so is hidden at first.
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)


def look():
    watched, (reading, writing) = os.getpid(), os.pipe()
    if not os.fork():
        try:
            said = "secret" in open(f"/proc/{watched}/environ").read()
        except PermissionError:
            said = "refused"
        os.write(writing, str(said).encode())
        os._exit(0)
    os.wait()
    return os.read(reading, 100).decode()


before = look()
with hiding.hidden():
    with hiding.hidden():
        pass
    meanwhile = look()
print(before, meanwhile, look())
"""


def test_without_landlock_the_one_that_starts_it_is_hidden_meanwhile(tmp_path):
    said = subprocess.run(
        [sys.executable, "-s", "-P", "-c", HIDES],
        env={**environment(), "DATABASE_URL": SECRET}, cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert said.stdout.split() == ["True", "refused", "True"]


def test_where_there_is_landlock_nobody_need_hide(monkeypatch):
    monkeypatch.setattr(hiding, "landlock_version", lambda: 1)
    monkeypatch.setattr(hiding, "_be_dumpable", pytest.fail)

    with hidden():
        pass
