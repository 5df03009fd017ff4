"""Starting other programs so that none outlives us, and waiting for them without missing a request to stop."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from house.places import Account
from house.progress import Progress
from house.trouble import StopRequested, Trouble

PR_SET_PDEATHSIG = 1
POLL = 0.05
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass
class StopFlag:
    """Remember that a stop was asked for; the handler only counts, whoever waits cleans up."""

    requests: int = 0

    def install(self) -> None:
        """Answer Ctrl-C, SIGTERM and a closed terminal with the flag."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.raise_flag)

    def raise_flag(self, _number: int, _frame: FrameType | None) -> None:
        """Count the request; nothing else may happen inside a signal handler."""
        self.requests += 1

    def check(self) -> None:
        """Raise when a stop was asked for."""
        if self.requests:
            raise StopRequested


def leash(death_signal: int, parent: int) -> Callable[[], None]:
    """Return what a child does before it becomes its program: ask to be told when the launcher dies."""

    def tie() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
        # The launcher may have died between the fork and the line above; then nobody would ever tell us.
        if os.getppid() != parent:
            os._exit(1)

    return tie


def start(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: Path,
    log: Path,
    account: Account | None = None,
    death_signal: int = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a program on a leash, in its own session, with all it says in a log file.

    Its own session keeps a Ctrl-C of the terminal from reaching it directly: the launcher stops things in order.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            list(command),
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=leash(death_signal, os.getpid()),
        )


def kill_group(leader: int, number: int = signal.SIGKILL) -> None:
    """Signal everything in a child's session, also what outlived the child itself."""
    try:
        os.killpg(leader, number)
    except ProcessLookupError:
        return


def end(child: subprocess.Popen[bytes], number: int, patience: float) -> None:
    """Ask a child to end, then end its whole group when it does not."""
    if child.poll() is None:
        child.send_signal(number)
        try:
            child.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            kill_group(child.pid)
            child.wait()
    kill_group(child.pid)


def tail(log: Path, lines: int = 12, since: int = 0) -> str:
    """Return the last lines that a log gained since a position, indented for the person who reads."""
    try:
        with log.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(since, size - 20_000))
            text = stream.read().decode(errors="replace")
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])


@dataclass(frozen=True)
class Runner:
    """Run set-up steps one after the other, showing life and heeding a request to stop."""

    progress: Progress
    stop: StopFlag
    log: Path
    folder: Path

    def run(self, command: Sequence[str], *, environment: Mapping[str, str], account: Account | None = None) -> str:
        """Run a program to its end and return what it said; raise with its last words when it fails."""
        code, said = self.attempt(command, environment=environment, account=account)
        if code != 0:
            shown = " ".join(Path(part).name if part.startswith("/") else part for part in command[:6])
            raise Trouble(f"This step failed: {self.progress.step}\n  ({shown} ended with code {code})\n{said}")
        return said

    def attempt(
        self, command: Sequence[str], *, environment: Mapping[str, str], account: Account | None = None
    ) -> tuple[int, str]:
        """Run a program to its end; return its exit code and its last words."""
        since = self.log.stat().st_size if self.log.exists() else 0
        try:
            child = start(command, environment=environment, folder=self.folder, log=self.log, account=account)
        except OSError as error:
            return 127, f"    {command[0]}: {error.strerror}"
        try:
            while child.poll() is None:
                self.stop.check()
                self.progress.beat()
                time.sleep(POLL)
        finally:
            end(child, signal.SIGTERM, 5.0)
        return child.returncode, tail(self.log, since=since)
