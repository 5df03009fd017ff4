"""Third-party assets of the public site: installed by lock, copied to where the site serves them from."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from house import environment, node
from house.places import Places
from house.process import Runner
from house.trouble import Trouble

# From each package: what to take, and where to put it. Scripts are taken whole; each is served by its own address.
TAKEN = (
    ("@scottish-government/design-system/dist/css/design-system.min.css", "design-system/css"),
    ("@scottish-government/design-system/dist/css/design-system.min.css.map", "design-system/css"),
    ("@scottish-government/design-system/dist/scripts/design-system.js", "design-system/scripts"),
    ("@scottish-government/design-system/dist/images", "design-system/images"),
    ("@scottish-government/design-system/LICENSE.txt", "design-system"),
    ("@fontsource/roboto/files/roboto-latin-400-normal.woff2", "roboto"),
    ("@fontsource/roboto/files/roboto-latin-700-normal.woff2", "roboto"),
    ("@fontsource/roboto/LICENSE", "roboto"),
    ("maplibre-gl/dist/maplibre-gl.mjs", "maplibre-gl"),
    ("maplibre-gl/dist/maplibre-gl-worker.mjs", "maplibre-gl"),
    ("maplibre-gl/LICENSE.txt", "maplibre-gl"),
    ("axe-core/axe.min.js", "axe-core"),
    ("axe-core/LICENSE", "axe-core"),
)


def wanted_digest(places: Places) -> str:
    """Return a digest of what decides the assets: the lock and this file's list."""
    digest = hashlib.sha256(repr(TAKEN).encode())
    for name in ("package.json", "package-lock.json"):
        digest.update((places.clone / name).read_bytes())
    return digest.hexdigest()


def prepare(places: Places, runner: Runner) -> None:
    """Install and copy the assets, unless what the lock says is already there."""
    stamp = places.vendor / ".filled-from"
    digest = wanted_digest(places)
    if stamp.exists() and stamp.read_text() == digest:
        return
    with environment.one_at_a_time(places, runner):
        install(places, runner)
        copy(places)
        stamp.write_text(digest)


def install(places: Places, runner: Runner) -> None:
    """Install the locked packages without running any script of theirs."""
    runner.progress.begin("Installing the assets (design system, fonts, map) by their lock")
    found = node.find(places)
    settings = environment.base_environment(os.environ)
    settings["PATH"] = f"{found.program.parent}{os.pathsep}{settings.get('PATH', os.defpath)}"
    settings["NODE_DISABLE_COMPILE_CACHE"] = "1"  # else npm leaves a folder in /tmp
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    runner.run([*found.npm, "ci", *quiet], environment=settings)


def copy(places: Places) -> None:
    """Copy what the site serves into its vendor folder, replacing what an older lock left there."""
    packages = places.clone / "node_modules"
    fresh = places.vendor.with_name(".vendor-new")
    shutil.rmtree(fresh, ignore_errors=True)
    for source, folder in TAKEN:
        copy_one(packages / source, fresh / folder)
    shutil.rmtree(places.vendor, ignore_errors=True)
    fresh.rename(places.vendor)


def copy_one(source: Path, folder: Path) -> None:
    """Copy one file into a folder, or one folder's content onto it."""
    if source.is_dir():
        shutil.copytree(source, folder)
        return
    if not source.exists():
        raise Trouble(f"The assets' packages do not hold {source}: mend the list in house/assets.py.")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, folder)
