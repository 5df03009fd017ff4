"""What can be wrong with a pack; each message names the file, the line and the remedy."""

from pathlib import Path


class PackError(Exception):
    """A pack cannot be used until what this message names is mended."""


class PackFileMissing(PackError):
    """A file or folder that every pack needs is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: not found. Create it, or point TIDETURN_PACK at the folder of a pack.")


class PackFault(PackError):
    """One value in one file of a pack is wrong."""

    def __init__(self, path: Path, line: int, problem: str, remedy: str) -> None:
        super().__init__(f"{path}, line {line}: {problem}. {remedy}")
        self.path, self.line, self.problem, self.remedy = path, line, problem, remedy


class PackFaults(PackError):
    """Several faults found in one reading, so that they can be mended together."""

    def __init__(self, faults: list[PackFault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class AreaUnknown(PackError):
    """A code that names no area of the pack."""

    def __init__(self, code: str, area_title: str, board_title: str) -> None:
        super().__init__(f"“{code}” names no {area_title} and no {board_title} of this pack. Look for misspellings.")
        self.code = code


class TermUnknown(PackError):
    """An id that names no term of the directory's vocabularies."""

    def __init__(self, term_id: str) -> None:
        super().__init__(f"“{term_id}” is no term of this pack. See directory/vocabularies for those there are.")
        self.term_id = term_id


class DirectoryMissing(PackError):
    """A pack that says nothing about a directory of help."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: this pack has no directory of help. packs/README.md says which files make one.")
