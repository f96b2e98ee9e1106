"""Text in UTF-16, as Windows programs write it, made UTF-8 on its way."""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_CHUNK = 1 << 16


def utf_16(head: bytes) -> str:
    """The name of the UTF-16 encoding in which a text begins so; empty if it is in none.

    >>> utf_16("NCT".encode("utf-16-be")), utf_16(b"NCT")
    ('utf-16-be', '')
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = head[:4]
    if len(start) == len(b'{\0"\0') and start[1:4:2] == b"\0\0" and 0 not in start[0:4:2]:
        return "utf-16-le"
    if len(start) == len(b'\0{\0"') and start[0:4:2] == b"\0\0" and 0 not in start[1:4:2]:
        return "utf-16-be"
    return ""


def as_utf_8(stream: BinaryIO, encoding: str) -> BinaryIO:
    """The stream's text in UTF-8; what cannot be decoded becomes U+FFFD."""
    return cast("BinaryIO", io.BufferedReader(_Recoded(stream, encoding), _CHUNK))


class _Recoded(io.RawIOBase):
    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._data = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        while not self._data and not self._ended:
            chunk = self._stream.read(_CHUNK)
            self._ended = not chunk
            self._data = self._decoder.decode(chunk, final=self._ended).encode("utf-8", errors="replace")
        view = memoryview(buffer).cast("B")
        given = self._data[: len(view)]
        self._data = self._data[len(given) :]
        view[: len(given)] = given
        return len(given)
