"""The process that fetches knows its task and nothing else, and ends when its time is over."""

import io
import json
import os
import subprocess
import sys
import time

import pytest

from tests.sources.feeds.publishing import ADDRESS, HOST, api, services
from tideturn.sources.feeds import child, running
from tideturn.sources.feeds.running import environment, fetch_feed
from tideturn.sources.feeds.task import Bounds, Fetched, Mark, Task
from tideturn.sources.fetching import asking
from tideturn.sources.fetching.errors import FetchRefused

SECRETS = {
    "DATABASE_URL": "postgresql://serving:secret@/tideturn",
    "DATABASE_OWNER_URL": "postgresql://owner:secret@/tideturn",
    "SECRET_KEY": "secret",
    "PGPASSWORD": "secret",
    "EMAIL_PASSWORD": "secret",
}


def known_to_a_child(folder, given):
    """Return what a process that is started so knows of its environment."""
    said = subprocess.run(
        [sys.executable, "-c", "import json, os; print(json.dumps(dict(os.environ)))"],
        env=given,
        cwd=folder,
        capture_output=True,
        check=True,
    )
    return json.loads(said.stdout)


def test_process_that_fetches_knows_no_secret(monkeypatch, tmp_path):
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)

    known = known_to_a_child(tmp_path, environment())

    assert "secret" not in json.dumps(known)
    assert not SECRETS.keys() & known.keys()
    assert "secret" in json.dumps(known_to_a_child(tmp_path, dict(os.environ)))


def test_process_is_started_so_and_is_told_its_task_alone(monkeypatch, tmp_path):
    started = {}
    begin = subprocess.Popen

    def popen(command, **more):
        started.update(more, command=command)
        return begin(command, **more)

    monkeypatch.setenv("DATABASE_URL", SECRETS["DATABASE_URL"])
    monkeypatch.setattr(running.subprocess, "Popen", popen)
    with pytest.raises(FetchRefused):
        fetch_feed(Task("https://127.0.0.1/", (HOST,)), tmp_path)

    assert started["env"] == environment()
    assert "secret" not in str(started)


@pytest.mark.parametrize("address", ["https://127.0.0.1/", "http://feeds.example.org/", f"https://{HOST}.invalid/"])
def test_process_refuses_what_may_not_be_asked(tmp_path, address):
    with pytest.raises(FetchRefused, match=r"only plain https|only the publishers' own sites") as refused:
        fetch_feed(Task(address, (HOST,)), tmp_path)

    assert refused.value.address == address
    assert list(tmp_path.iterdir()) == []


def test_process_that_does_not_end_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(running, "PATIENCE", 0.3)
    monkeypatch.setattr(running.sys, "executable", "/bin/sh")
    monkeypatch.setattr(running, "MODULE", ["-c", "exec sleep 30"])
    began = time.monotonic()

    with pytest.raises(FetchRefused, match="broke off"):
        fetch_feed(Task(f"https://{HOST}/", (HOST,), bounds=Bounds(seconds=0.0)), tmp_path)

    assert time.monotonic() - began < 5


@pytest.mark.parametrize("said", ["", "nonsense", "[1]", '{"step": ["Page 1", 0.5]}'])
def test_process_that_breaks_off_is_said_to_have_done_so(monkeypatch, tmp_path, said):
    monkeypatch.setattr(running.sys, "executable", "/bin/sh")
    monkeypatch.setattr(running, "MODULE", ["-c", f"printf %s '{said}'"])
    steps = []

    with pytest.raises(FetchRefused, match="broke off"):
        fetch_feed(Task(f"https://{HOST}/", (HOST,)), tmp_path, say=lambda *words: steps.append(words))

    assert steps == ([("Page 1", 0.5)] if "step" in said else [])


def test_last_word_of_the_process_is_what_came_of_it(monkeypatch, tmp_path):
    marks = {"https://feeds.example.org/": {"etag": "1", "modified": ""}}
    monkeypatch.setattr(running.sys, "executable", "/bin/sh")
    said = json.dumps({"fetched": {"is_new": True, "marks": marks, "notes": ["a"]}})
    monkeypatch.setattr(running, "MODULE", ["-c", f"printf %s '{said}'"])

    came = fetch_feed(Task(f"https://{HOST}/", (HOST,)), tmp_path)

    assert came == Fetched(True, {"https://feeds.example.org/": Mark("1")}, ("a",))


def test_what_the_process_does_is_a_walk_whose_steps_and_end_are_lines(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(asking, "connect_publicly", api(services(1, phones=[{"id": "p"}])).connect)
    monkeypatch.setattr(child, "confine", lambda task, folder: None)
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(Task(ADDRESS, (HOST,)).as_document())))
    monkeypatch.setattr(sys, "argv", ["child", str(tmp_path)])

    child.main()

    *steps, last = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [step["step"][0] for step in steps] == ["Asking the address", "Page 1"]
    assert last == {"fetched": {"is_new": True, "marks": {}, "notes": []}}
    assert {path.name for path in tmp_path.iterdir()} == {"base.json", "services_00001.json"}


def test_process_limits_itself(tmp_path):
    code = (
        "import resource as r; from pathlib import Path; from tideturn.sources.feeds import child;"
        "from tideturn.sources.feeds.task import Task; child.confine(Task('https://a.example/', ()), Path('.'));"
        "print([r.getrlimit(w)[1] for w in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_NOFILE)])"
    )
    begun = [sys.executable, "-c", code]

    said = subprocess.run(begun, env=environment(), cwd=tmp_path, capture_output=True, check=True)

    assert json.loads(said.stdout) == [child.MEMORY, 1810, Bounds().largest_feed, child.OPEN_FILES]
