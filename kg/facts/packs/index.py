"""One pack as a file: written once, looked up without reading it whole.

Layout, numbers little-endian: the magic word, the length of the header (u32), the header (JSON), the concepts
(MessagePack, one after the other, each with its length before it, u32), and a table sorted by key with one row for each
name and identifier: the first eight bytes of the key's BLAKE2b digest (u64) and the offset of the concept (u32).
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from kg.errors import InputError
from kg.facts.packs.concept import Concept, PackInfo
from kg.facts.text import spellings, squeeze
from kg.model import Value

SUFFIX = ".pack"
_MAGIC = b"iokg pack 1\n"
_LENGTH = struct.Struct("<I")
_ROW = struct.Struct("<QI")
_SHORTEST_NAME = 3
_ANSWERS_KEPT = 4096


class _Header(Value, frozen=True, kw_only=True):
    """What stands at the start of a pack: what it is, and the sizes of its parts in bytes."""

    info: PackInfo
    concepts_size: int
    table_size: int


class Index:
    """An open pack.

    Args:
        path: The file, which may be replaced while the pack is open.

    Raises:
        InputError: If the file is no pack, is damaged, or was written by another version of iokg.
    """

    def __init__(self, path: Path) -> None:
        header, start = _header(path)
        self.path = path
        self.info = header.info
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._concepts = start
        self._table = start + header.concepts_size
        self._rows = range(header.table_size // _ROW.size)
        self._decoder = msgspec.msgpack.Decoder(Concept)
        self.named = lru_cache(_ANSWERS_KEPT)(self._named)

    def _named(self, name: str) -> tuple[Concept, ...]:
        """The concepts of that name, those whose label it is first, then as in the source."""
        form = squeeze(name)
        found = [concept for concept in self._under(form) if _bears(concept, name, form)]
        return tuple(sorted(found, key=lambda concept: form not in spellings(concept.label)))

    def identified(self, curie: str) -> tuple[Concept, ...]:
        """The concepts with that identifier, their own before a cross-reference."""
        found = [concept for concept in self._under(_key_of_id(curie)) if curie in (concept.id, *concept.xrefs)]
        return tuple(sorted(found, key=lambda concept: concept.id != curie))

    def _under(self, key: str) -> Iterator[Concept]:
        wanted = _digest(key)
        row = bisect_left(self._rows, wanted, key=lambda number: self._row(number)[0])
        while row < len(self._rows) and self._row(row)[0] == wanted:
            yield self._concept(self._row(row)[1])
            row += 1

    def _row(self, number: int) -> tuple[int, int]:
        digest, offset = _ROW.unpack_from(self._bytes, self._table + number * _ROW.size)
        return digest, offset

    def _concept(self, offset: int) -> Concept:
        start = self._concepts + offset + _LENGTH.size
        (length,) = _LENGTH.unpack_from(self._bytes, start - _LENGTH.size)
        return self._decoder.decode(self._bytes[start : start + length])


def read_info(path: Path) -> PackInfo:
    """What a pack is, from its header alone.

    Raises:
        InputError: If the file is no pack, is damaged, or was written by another version of iokg.
    """
    return _header(path)[0].info


def write_index(path: Path, info: PackInfo, concepts: Iterable[Concept]) -> PackInfo:
    """Write a pack beside its place and then put it there; what is said of it, with its numbers filled in.

    Args:
        info: With any numbers.
        concepts: In any order; the same concepts give the same file.
    """
    body = bytearray()
    rows: set[tuple[int, int]] = set()
    count = names = 0
    for concept in sorted(concepts, key=lambda concept: concept.id):
        offset = len(body)
        encoded = msgspec.msgpack.encode(concept)
        body += _LENGTH.pack(len(encoded)) + encoded
        rows.update((_digest(key), offset) for key in _keys(concept))
        count += 1
        names += 1 + len(concept.synonyms)
    info = msgspec.structs.replace(info, concepts=count, names=names)
    table = b"".join(_ROW.pack(*row) for row in sorted(rows))
    header = msgspec.json.encode(_Header(info=info, concepts_size=len(body), table_size=len(table)))
    _write(path, (_MAGIC, _LENGTH.pack(len(header)), header, bytes(body), table))
    return info


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.writelines(pieces)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _header(path: Path) -> tuple[_Header, int]:
    """The header and the offset of what follows it."""
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise _damaged(path, "the file is no vocabulary pack of this version of iokg")
            (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
            header = msgspec.json.decode(file.read(length), type=_Header)
            start = file.tell()
    except (struct.error, msgspec.MsgspecError) as error:
        raise _damaged(path, "the vocabulary pack is damaged") from error
    except OSError as error:
        raise _damaged(path, f"the vocabulary pack cannot be read: {error.strerror}") from error
    if path.stat().st_size != start + header.concepts_size + header.table_size:
        raise _damaged(path, "the vocabulary pack is cut short")
    return header, start


def _damaged(path: Path, problem: str) -> InputError:
    return InputError(problem, place=str(path), remedy=f"remove it with iokg vocab remove {path.stem} and add it again")


def _keys(concept: Concept) -> Iterator[str]:
    for curie in (concept.id, *concept.xrefs):
        yield _key_of_id(curie)
    for name in (concept.label, *filter(_is_telling(concept), concept.synonyms)):
        for form in spellings(name):
            if len(form) >= _SHORTEST_NAME and not form.isdigit():
                yield form


def _is_telling(concept: Concept) -> Callable[[str], bool]:
    """Whether a synonym tells what is meant by itself: an acronym is too often that of other things as well."""
    return lambda name: concept.sense == "target" or not _is_acronym(name)


def _key_of_id(curie: str) -> str:
    """The key of an identifier, which no name has."""
    return f"={curie}"


def _digest(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def _bears(concept: Concept, name: str, form: str) -> bool:
    """Whether the name as written is one of the concept's; a gene's symbol only in capitals."""
    return any(
        form in spellings(known) and (concept.sense != "target" or not _is_acronym(known) or name.isupper())
        for known in (concept.label, *concept.synonyms)
    )


_LONGEST_ACRONYM = 5


def _is_acronym(name: str) -> bool:
    return len(name) <= _LONGEST_ACRONYM and name.isalpha() and name.isupper()
