"""The files of a folder that can hold records, and what is said of the others."""

from __future__ import annotations

import gzip
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from kg.facts.read.refusal import Refusal

SUFFIXES = frozenset({".json", ".ndjson", ".jsonl", ".csv", ".tsv", ".txt", ".gz", ".zip"})
READ_ERRORS = (OSError, EOFError, zlib.error, zipfile.BadZipFile)
_MOST_NAMED = 5
_EXPLAINED: dict[type[BaseException], tuple[str, str]] = {
    FileNotFoundError: ("no such file or folder", "check the path"),
    PermissionError: ("permission to read it is missing", "change its permissions or copy it"),
    EOFError: ("the compressed data end too early", "download the file again"),
    gzip.BadGzipFile: ("the compressed data are damaged", "download the file again"),
    zlib.error: ("the compressed data are damaged", "download the file again"),
    zipfile.BadZipFile: ("the ZIP archive is damaged", "download the archive again"),
}


def unreadable(place: str, error: BaseException) -> Refusal:
    """The refusal of what the operating system or an unpacker cannot read."""
    problem, remedy = _EXPLAINED.get(type(error), (str(error) or type(error).__name__, "check the file"))
    return Refusal(kind="file", place=place, problem=problem, remedy=remedy)


def shown(path: Path | str) -> str:
    """The path as text; bytes of a name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def has_suffix(name: str) -> bool:
    """Whether a file's name says that it can hold records."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def is_hidden(name: str) -> bool:
    """Whether a path leads over a hidden name, or over what macOS adds to its archives."""
    return any((part.startswith(".") and part.strip(".")) or part == "__MACOSX" for part in PurePosixPath(name).parts)


def files_under(folder: Path) -> Iterator[Path | Refusal]:
    """Files that can hold records, in alphabetical order, and what is passed over or cannot be read.

    Links to folders are followed, each folder once.
    """
    others: list[str] = []
    number = 0
    for found in _walk(folder, set()):
        if isinstance(found, Refusal):
            yield found
            continue
        number += 1
        if has_suffix(found.name):
            yield found
        else:
            others.append(str(found.relative_to(folder)))
    yield from passed_over(shown(folder), others, of=number)


def passed_over(place: str, names: Sequence[str], *, of: int) -> Iterator[Refusal]:
    """What is said of the files whose names do not say that they can hold records.

    Args:
        place: The folder or archive.
        names: Theirs, within it.
        of: Number of all files there.
    """
    wanted = f"give files with one of the suffixes {' '.join(sorted(SUFFIXES))}"
    if len(names) == of:
        yield Refusal(kind="file", place=place, problem=f"it holds no records{_named(names)}", remedy=wanted)
    elif names:
        files = "1 file is" if len(names) == 1 else f"{len(names)} files are"
        problem = f"{files} passed over{_named(names)}"
        yield Refusal(kind="passed over", place=place, problem=problem, remedy=f"{wanted}, if they hold records")


def _named(names: Sequence[str]) -> str:
    """Some of the names after a colon; nothing if there are none."""
    if not names:
        return ""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f": {', '.join(map(shown, names[:_MOST_NAMED]))}{more}"


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Refusal]:
    """Every file below, hidden ones left out, and folders that cannot be read."""
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield unreadable(shown(folder), error)
        return
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for path in entries:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _walk(path, seen)
        elif path.is_file():
            yield path
        elif path.is_symlink():
            yield unreadable(shown(path), FileNotFoundError())
