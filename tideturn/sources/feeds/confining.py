"""What the kernel keeps from the process that fetches, asked for by that process itself and without any right.

Landlock (Linux 5.13 and later) lets it read its own programs and the machine's resolvers and certificates, write into
one folder, and look into no other process; with Linux 6.7 it connects to few ports, with 6.12 it signals nobody. A
filter of system calls leaves it no sockets but those of the internet, so that a database that trusts whoever is on the
machine is not there for it. What a kernel does not know is not asked of it, and `confine` says so.

See https://docs.kernel.org/userspace-api/landlock.html and seccomp_filter.html.
"""

import ctypes
import os
import platform
import ssl
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

CREATE, ADD, RESTRICT = 444, 445, 446
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
KILL, FILTER = 9, 2
READ_FILE, READ_DIR = 1 << 2, 1 << 3
EXECUTE, REFER, IOCTL = 1 << 0, 1 << 13, 1 << 15
# How many rights over files each version of Landlock knows.
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
CONNECT, BIND, NETWORK = 1 << 1, 1 << 0, 4
SCOPES, SCOPED = 0b11, 6
MACHINE = (
    "/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64", "/usr/share/zoneinfo", "/etc/resolv.conf",
    "/run/systemd/resolve", "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services",
    "/etc/ssl", "/etc/pki", "/etc/ca-certificates", "/etc/ld.so.cache", "/dev/urandom", "/dev/null",
)  # fmt: skip
# By machine: how the kernel calls it, and its numbers of `socket` and `io_uring_setup`.
CALLS = {"x86_64": (0xC000003E, 41, 425), "aarch64": (0xC00000B7, 198, 425)}
INTERNET = (2, 10, 16)  # AF_INET, AF_INET6, and AF_NETLINK, by which the resolver asks for this machine's addresses
ALLOW, REFUSE = 0x7FFF0000, 0x00050001


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


class _Port(ctypes.Structure):
    _fields_ = (("allowed", ctypes.c_uint64), ("port", ctypes.c_uint64))


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("value", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("code", ctypes.POINTER(_Instruction)))


def confine(folder: Path, ports: Iterable[int]) -> tuple[str, ...]:
    """Keep everything from this process but what it needs, for good; return what this machine's kernel cannot do."""
    if sys.platform != "linux":
        return ("landlock", "seccomp")
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    kernel.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    kernel.prctl(PR_SET_PDEATHSIG, KILL, 0, 0, 0)
    missing = (
        "" if _landlocked(kernel, folder, ports) else "landlock",
        "" if _filtered(kernel) else "seccomp",
    )
    return tuple(filter(None, missing))


def landlock_version() -> int:
    """Return which version of Landlock the kernel knows; 0 where none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(ctypes.CDLL(None, use_errno=True).syscall(CREATE, None, ctypes.c_size_t(0), 1)))


def _landlocked(kernel: ctypes.CDLL, folder: Path, ports: Iterable[int]) -> bool:
    version = landlock_version()
    if not version:
        return False
    every = (1 << RIGHTS.get(version, 16)) - 1
    asked = _Ruleset(every, CONNECT | BIND if version >= NETWORK else 0, SCOPES if version >= SCOPED else 0)
    size = 24 if version >= SCOPED else 16 if version >= NETWORK else 8
    rules = kernel.syscall(CREATE, ctypes.byref(asked), ctypes.c_size_t(size), 0)
    if rules < 0:
        return False
    for path in _programs():
        _allow(kernel, rules, path, READ_FILE | READ_DIR if path.is_dir() else READ_FILE)
    _allow(kernel, rules, folder, every & ~EXECUTE & ~REFER & ~IOCTL)
    for port in ports if version >= NETWORK else ():
        kernel.syscall(ADD, rules, 2, ctypes.byref(_Port(CONNECT, port)), 0)
    is_held = bool(kernel.syscall(RESTRICT, rules, 0) == 0)
    os.close(rules)
    return is_held


def _programs() -> Iterator[Path]:
    """Yield what it reads to run at all: Python, this package, and how the machine finds others and trusts them."""
    trusted = ssl.get_default_verify_paths()
    ours = Path(__file__).resolve().parents[2]
    known = (*MACHINE, sys.prefix, sys.base_prefix, *sys.path, trusted.cafile, trusted.capath, ours)
    home = ours.parent
    paths = {Path(str(one)).resolve() for one in known if one}
    # Beside the package lies the rest of the product, with what it keeps.
    yield from (path for path in sorted(paths) if path != home and path.exists())


def _allow(kernel: ctypes.CDLL, rules: int, path: Path, rights: int) -> None:
    opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        kernel.syscall(ADD, rules, 1, ctypes.byref(_Beneath(rights, opened)), 0)
    finally:
        os.close(opened)


def _filtered(kernel: ctypes.CDLL) -> bool:
    """Let every socket be refused that is none of the internet, and every call made as another machine makes it."""
    known = CALLS.get(platform.machine())
    if known is None or sys.maxsize < 2**32:
        return False
    machine, socket, ring = known
    load, equal, over, end = 0x20, 0x15, 0x35, 0x06
    number = len(INTERNET)
    # A jump counts what it leaps over; at the end stand two answers, and the first of them refuses.
    families = [_Instruction(equal, number - at, 0, family) for at, family in enumerate(INTERNET)]
    code = [
        _Instruction(load, 0, 0, 4),
        _Instruction(equal, 0, 5 + number, machine),
        _Instruction(load, 0, 0, 0),
        # On an x86_64, numbers from here on are those of its third way to make calls.
        _Instruction(over, 3 + number, 0, 0x40000000),
        _Instruction(equal, 2 + number, 0, ring),
        _Instruction(equal, 0, 2 + number, socket),
        _Instruction(load, 0, 0, 16),
        *families,
        _Instruction(end, 0, 0, REFUSE),
        _Instruction(end, 0, 0, ALLOW),
    ]
    program = _Program(len(code), (_Instruction * len(code))(*code))
    return bool(kernel.prctl(PR_SET_SECCOMP, FILTER, ctypes.byref(program), 0, 0) == 0)
