"""The curated tables as they stand in memory, kept between runs: reading them anew takes most of a small build.

A snapshot is a pickle in the user's own cache folder, named by a digest of the tables, the code that reads them and the
packs in use. It is never needed: where it is missing, foreign or damaged, the tables are read.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

import kg
from kg.app.run import tables_digest
from kg.facts.assemble import Knowledge, load_knowledge
from kg.facts.packs import Packs
from kg.resources import folder

_SUFFIX = ".knowledge"


@contextmanager
def knowledge_at_hand(packs: Packs) -> Iterator[Knowledge]:
    """All curated tables, from the snapshot if there is one that fits.

    Tables that had to be read leave a snapshot when the block ends well, with what was made of them on the way.
    """
    path = _folder() / f"{_key(packs)}{_SUFFIX}"
    with _without_collection():
        kept = _read(path)
        known = kept or load_knowledge(folder("ontology"), packs)
    yield known
    if kept is None:
        with suppress(OSError):
            _write(known, path)


def _folder() -> Path:
    """``$IOKG_CACHE``, or ``iokg`` in the user's cache folder."""
    own = os.environ.get("IOKG_CACHE")
    return Path(own) if own else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "iokg"


def _key(packs: Packs) -> str:
    digest = hashlib.sha256(f"{kg.__version__} {platform.python_version()}".encode())
    digest.update(tables_digest(folder("ontology")).encode())
    digest.update(msgspec.json.encode(packs.infos))
    package = Path(kg.__file__).parent
    for source in sorted([package / "model.py", package / "tables.py", *(package / "facts").rglob("*.py")]):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:32]


def _read(path: Path) -> Knowledge | None:
    try:
        known = pickle.loads(path.read_bytes())  # noqa: S301 - written by this program into the user's own folder
    except (OSError, pickle.UnpicklingError, EOFError, ValueError):
        return None
    return known if isinstance(known, Knowledge) else None


def _write(known: Knowledge, path: Path) -> None:
    """Write the snapshot whole, for the user alone, in the place of those that fit no more."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        pickle.dump(known, file, protocol=5)
    for old in path.parent.glob(f"*{_SUFFIX}"):
        old.unlink(missing_ok=True)
    Path(draft).replace(path)


@contextmanager
def _without_collection() -> Iterator[None]:
    """No garbage collection while tens of thousands of lasting values are made; they are not looked at again later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
