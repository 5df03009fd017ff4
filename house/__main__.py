"""The verbs of the house: python3 -m house VERB; `make help` lists them."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the one line that an older Python must still reach
    sys.exit("Python 3.11 or newer is needed. Where it has another name, give that: make up PYTHON=python3.11")

import importlib

from house.trouble import StopRequested, Trouble

VERBS = {
    "up": ("house.up", "main"),
    "demo": ("house.up", "demo"),
    "test": ("house.test", "main"),
    "check": ("house.check", "main"),
    "lock": ("house.lock", "main"),
    "fix": ("house.tools", "fix"),
    "bench": ("house.tools", "bench"),
    "pack": ("house.tools", "pack"),
    "docs": ("house.tools", "docs"),
    "run": ("house.tools", "run"),
}


def main(words: list[str]) -> int:
    """Carry out one verb; every foreseen failure is a sentence and an exit code."""
    if not sys.platform.startswith("linux"):
        print("This runs on Linux (on Windows, inside WSL). Nothing was done.", file=sys.stderr)
        return 1
    if not words or words[0] not in VERBS:
        print(f"Give one of: {', '.join(VERBS)}. `make help` says what each does.", file=sys.stderr)
        return 2
    try:
        module, function = VERBS[words[0]]
        return int(getattr(importlib.import_module(module), function)(words[1:]))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.code
    except StopRequested:
        print("Stopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
