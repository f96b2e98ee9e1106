"""What a worker must not do: take all memory, open connections."""

from __future__ import annotations

import ctypes
import platform
import resource
import struct
import sys

_MB = 1 << 20

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_FILTER_MODE = 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_NO_PERMISSION = 1
#: Audit number of the architecture and number of the system call ``socket``, from the kernel's headers.
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


def bound_memory(megabytes: int) -> None:
    """Let this process take no more memory for data than that; one that needs more dies."""
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * _MB, megabytes * _MB))
    except (OSError, ValueError):  # macOS knows the limit by name only
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def forbid_connections() -> bool:
    """Make the system refuse this process every socket, for good; whether it can.

    A second wall behind the reading of SERVICE clauses: Oxigraph offers no way to switch them off from Python.
    """
    numbers = _SOCKET.get(platform.machine())
    if sys.platform != "linux" or numbers is None:
        return False
    architecture, socket = numbers
    steps = (
        (_LOAD, 0, 0, 4),  # the architecture of the call
        (_JUMP_IF_EQUAL, 0, 3, architecture),
        (_LOAD, 0, 0, 0),  # its number
        (_JUMP_IF_EQUAL, 0, 1, socket),
        (_RETURN, 0, 0, _FAIL | _NO_PERMISSION),
        (_RETURN, 0, 0, _ALLOW),
    )
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    buffer = ctypes.create_string_buffer(program)
    described = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(_PR_SET_SECCOMP, _FILTER_MODE, described, 0, 0) == 0)
