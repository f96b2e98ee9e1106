"""Adding a pack: find the source, read it in whatever form it has, compile it, put it on the shelf."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from kg.errors import InputError, MissingPartError, UsageError
from kg.facts.packs.concept import KINDS, PackInfo, Release
from kg.facts.packs.forms import FORMS, Form, Vocabulary
from kg.facts.packs.index import write_index
from kg.facts.packs.naming import release_of_name
from kg.facts.packs.shelf import pack_path
from kg.facts.packs.source import READ_ERRORS, Member, Source, located, members

_HEAD = 1 << 18
_GUIDE = "cellxgene_ontology_guide"


def add_pack(
    kind: str, source: str = "", *, name: str = "", licence: str = "", version: str = "", folder: Path | None = None
) -> PackInfo:
    """Compile a terminology into a pack; one of the same name is replaced, once all is read.

    Args:
        kind: ``ncit``, ``mondo``, ``oncotree``, ``hgnc`` or ``unii``.
        source: A file, plain or packed, or an http address; if empty, ``mondo`` is taken from the installed package
            ``cellxgene-ontology-guide``.
        name: Of the pack; the kind if empty. Two files of one kind need two names.
        licence: If it is not the terminology's usual one.
        version: If the source does not state it.
        folder: Where packs stand, if not in the user's usual folder.

    Raises:
        InputError: If the source is of another kind or form, or damaged.
        NetworkError: If the address cannot be read.
        UsageError: If kind or name are unknown.
        MissingPartError: If an optional part is missing.
    """
    if kind not in KINDS:
        raise UsageError(f"unknown vocabulary {kind!r}", remedy=f"choose one of {', '.join(KINDS)}")
    path = pack_path(name or kind, folder)
    title, usual_licence = KINDS[kind]
    with located(source or _installed(kind)) as found:
        vocabulary, release = _read(kind, found)
        info = PackInfo(
            name=name or kind,
            kind=kind,
            title=title,
            version=version or release.version,
            date=release.date,
            licence=licence or usual_licence,
            origin=found.name,
            sha256=found.sha256,
            concepts=0,
            names=0,
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        return write_index(path, info, vocabulary.concepts)


def _installed(kind: str) -> str:
    """The file of an installed package that holds the terminology."""
    if kind != "mondo":
        raise UsageError("a file or address is missing", remedy=f"give one: iokg vocab add {kind} FILE_OR_URL")
    package = find_spec(_GUIDE)
    if package is None or package.origin is None:
        raise MissingPartError(
            f"the package {_GUIDE} is not installed", remedy="pip install 'iokg[mondo]', or give a file or address"
        )
    editions = sorted((Path(package.origin).parent / "data").glob("MONDO-ontology-*"))
    if not editions:
        raise MissingPartError(f"the package {_GUIDE} holds no MONDO", remedy="give a file or address")
    return str(editions[-1])


class _Offered(NamedTuple):
    """A text of the source with the form it has."""

    member: Member
    form: Form


def _read(kind: str, source: Source) -> tuple[Vocabulary, Release]:
    """The concepts of the first text that has a form of the kind, and the edition as text or file name state it."""
    try:
        offered = list(_offered(source))
        fitting = next((each for each in offered if each.form.kind == kind), None)
        if fitting is None:
            raise _wrong(kind, source, offered)
        with fitting.member.open() as stream:
            vocabulary = fitting.form.read(stream, source.name)
    except READ_ERRORS as error:
        raise InputError(
            f"the file cannot be read: {error}", place=source.name, remedy="download it again, or unpack it first"
        ) from error
    if not vocabulary.concepts:
        raise InputError("no concept stands in the file", place=source.name, remedy="download it again")
    stated, named = vocabulary.release, release_of_name(f"{source.name} {fitting.member.name}")
    return vocabulary, Release(stated.version or named.version, stated.date or named.date)


def _offered(source: Source) -> Iterator[_Offered]:
    for member in members(source):
        with member.open() as stream:
            head = stream.read(_HEAD).decode("utf-8-sig", errors="replace")
        yield from (_Offered(member, form) for form in FORMS if form.matches(head))


def _wrong(kind: str, source: Source, offered: list[_Offered]) -> InputError:
    title = KINDS[kind][0]
    for other in offered:
        return InputError(
            f"this is {other.form.title}, not a form of {title}",
            place=source.name,
            remedy=f"use iokg vocab add {other.form.kind} {source.name}",
        )
    known = "; ".join(form.title for form in FORMS if form.kind == kind)
    return InputError(f"this is no known form of {title}", place=source.name, remedy=f"give one of these: {known}")
