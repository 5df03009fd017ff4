"""The browser of the journeys: Playwright's own, else the system's; and a node that Playwright can start."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from house import node
from house.places import Places

SYSTEM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PLAYWRIGHT_PROGRAMS = ("chrome-headless-shell", "headless_shell", "chrome")
REMEDY = "apt-get install chromium-headless-shell libatomic1 fonts-liberation"


def playwright_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder into which Playwright downloads its browsers."""
    given = environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    return Path(given) if given not in {"", "0"} else Path.home() / ".cache" / "ms-playwright"


def candidates(environ: Mapping[str, str]) -> list[Path]:
    """Return the browsers to try, best first: the one that was given, Playwright's, the system's."""
    if given := environ.get("TIDETURN_CHROMIUM", ""):
        return [Path(given)]
    folders = sorted(playwright_folder(environ).glob("chromium*/chrome*linux*"), reverse=True)
    own = [folder / name for name in PLAYWRIGHT_PROGRAMS for folder in folders]
    system = [Path(found) for name in SYSTEM_NAMES if (found := shutil.which(name))]
    return [*(path for path in own if path.exists()), *system]


def opens_a_page(program: Path) -> bool:
    """Tell whether a browser really starts here, as the journeys will start it: without a sandbox only as root."""
    command = [str(program), "--headless", "--disable-gpu", "--dump-dom", "about:blank"]
    if os.geteuid() == 0:
        command.insert(1, "--no-sandbox")
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and "<html" in done.stdout


def find(environ: Mapping[str, str]) -> Path | None:
    """Return the first browser that opens a page here, or None."""
    return next((program for program in candidates(environ) if opens_a_page(program)), None)


def driver_settings(here: Places) -> dict[str, str] | None:
    """Return what Playwright needs to start: nothing, or another node than its own; None without any."""
    for bundled in (here.venv / "lib").glob("python*/site-packages/playwright/driver/node"):
        if starts(bundled):
            return {}
    other = node.wheel_node(here) or node.system_node()
    return {"PLAYWRIGHT_NODEJS_PATH": str(other.program)} if other and starts(other.program) else None


def starts(program: Path) -> bool:
    """Tell whether a program of node starts here, with all its libraries."""
    try:
        return subprocess.run([str(program), "--version"], capture_output=True, timeout=10, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
