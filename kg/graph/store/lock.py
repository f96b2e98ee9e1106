"""One writer at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError

_FILE = ".writer"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the sole right to write a graph folder, which is made if there is none.

    The operating system gives the right back when the process ends, however it ends.

    Raises:
        StoreError: If another process holds it, or the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / _FILE).open("a+")
    except OSError as error:
        raise StoreError(
            f"the folder cannot be written: {error.strerror}", place=str(folder), remedy="give another folder with -o"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise StoreError(
                f"process {holder} is writing this graph",
                place=str(folder),
                remedy="wait until it ends, or give another folder",
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
