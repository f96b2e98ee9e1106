"""The user's folder of packs: one file a pack."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from kg.errors import UsageError
from kg.facts.packs.concept import PackInfo
from kg.facts.packs.index import SUFFIX, read_info

FOLDER_VARIABLE = "IOKG_VOCAB"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def packs_folder() -> Path:
    """Where packs stand: the folder that ``IOKG_VOCAB`` names, or one among the user's data."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    return Path(chosen) if chosen else _user_data() / "iokg" / "vocab"


def _user_data() -> Path:
    chosen = os.environ.get("XDG_DATA_HOME")
    if chosen:
        return Path(chosen)
    home = Path.home()
    return home / "Library" / "Application Support" if sys.platform == "darwin" else home / ".local" / "share"


def pack_paths(folder: Path | None = None) -> list[Path]:
    """The files of all packs, by name; none if there is no folder."""
    return sorted((folder or packs_folder()).glob(f"*{SUFFIX}"))


def pack_path(name: str, folder: Path | None = None) -> Path:
    """The file of a pack, whether it is there or not.

    Raises:
        UsageError: If the name has other signs than small letters, digits and hyphens.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot name a pack", remedy="use small letters, digits and hyphens")
    return (folder or packs_folder()) / f"{name}{SUFFIX}"


def list_packs(folder: Path | None = None) -> list[PackInfo]:
    """What packs there are, by name.

    Raises:
        InputError: If one of them is damaged.
    """
    return [read_info(path) for path in pack_paths(folder)]


def remove_pack(name: str, folder: Path | None = None) -> None:
    """Remove a pack, damaged or not.

    Raises:
        UsageError: If there is none of that name.
    """
    path = pack_path(name, folder)
    if not path.exists():
        known = ", ".join(other.stem for other in pack_paths(folder))
        raise UsageError(
            f"there is no pack {name!r}", remedy=f"choose one of {known}" if known else "no pack has been added"
        )
    path.unlink()
