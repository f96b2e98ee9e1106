"""One writer at a time."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import StoreError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FILE = ".writer"
#: Windows locks bytes, and nobody else reads a locked one: this one lies behind the holder's name.
_LOCKED_BYTE = 1 << 20


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the sole right to write a graph folder, which is made if there is none.

    The operating system gives the right back when the process ends, however it ends.

    Raises:
        StoreError: If another process holds it, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / _FILE).open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"the folder cannot be written ({error.strerror})",
            place=str(folder),
            remedy="make it writable, or work in another",
        ) from error
    with file:
        if not _locked(file):
            raise _held(file, folder)
        file.truncate(0)
        file.write(f"process {os.getpid()} on {socket.gethostname()}")
        file.flush()
        yield


def _locked(file: IO[str]) -> bool:
    """Whether the lock could be taken; it is lost when the file is closed."""
    try:
        if sys.platform == "win32":
            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _held(file: IO[str], folder: Path) -> StoreError:
    file.seek(0)
    holder = file.read() or "another process"
    return StoreError(f"{holder} is writing this graph", place=str(folder), remedy="wait until it ends")
