"""Files written as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from kg.errors import UsageError

LAYOUT = "layout.json"
"""File of a graph folder that keeps where things stand on the map, once somebody has looked at it."""

NETWORK = "network.msgpack"
"""File of a graph folder that keeps what pages read of the store first, once somebody has read pages."""


def write_text(path: Path, pieces: Iterable[str]) -> None:
    """Write a file beside its place and then put it there.

    Raises:
        UsageError: If its folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:
        raise UsageError(
            f"the file cannot be written: {error.strerror}", place=str(path), remedy="choose another place with -o"
        ) from error
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
