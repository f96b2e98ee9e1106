"""Solutions and truth values in the formats that SPARQL 1.1 has for them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec
import pyoxigraph as ox

Row = Sequence[Any]
Writer = Callable[[list[str], Iterable[Row]], bytes]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NAMESPACE = "http://www.w3.org/2005/sparql-results#"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Counted:
    """Rows up to a number, counted as they pass.

    Attributes:
        number: Rows that have passed.
        complete: False if there was one more.
    """

    def __init__(self, rows: Iterable[Any], most: int) -> None:
        self._rows = iter(rows)
        self._most = most
        self.number = 0
        self.complete = True

    def __iter__(self) -> Counted:
        return self

    def __next__(self) -> Any:
        if self.number == self._most:
            self.complete = next(self._rows, None) is None
            raise StopIteration
        row = next(self._rows)
        self.number += 1
        return row


def write_truth(value: bool, format_: str) -> bytes:
    """The answer to an ASK query; in CSV and TSV, for which no standard exists, the bare word."""
    word = "true" if value else "false"
    if format_ == "json":
        return f'{{"head":{{}},"boolean":{word}}}'.encode()
    if format_ == "xml":
        return f'<?xml version="1.0"?>\n<sparql xmlns="{_NAMESPACE}"><head/><boolean>{word}</boolean></sparql>'.encode()
    return f"{word}\n".encode()


def _json(names: list[str], rows: Iterable[Row]) -> bytes:
    bindings = [
        {name: _as_json(term) for name, term in zip(names, row, strict=True) if term is not None} for row in rows
    ]
    return msgspec.json.encode({"head": {"vars": names}, "results": {"bindings": bindings}})


def _as_json(term: Any) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        if term.datatype.value == _STRING:
            return {"type": "literal", "value": term.value}
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    parts = {name: _as_json(getattr(term, name)) for name in ("subject", "predicate", "object")}
    return {"type": "triple", "value": parts}


def _xml(names: list[str], rows: Iterable[Row]) -> bytes:
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    body = "".join(
        "<result>"
        + "".join(
            f"<binding name={quoteattr(name)}>{_as_xml(term)}</binding>"
            for name, term in zip(names, row, strict=True)
            if term is not None
        )
        + "</result>\n"
        for row in rows
    )
    return (
        f'<?xml version="1.0"?>\n<sparql xmlns="{_NAMESPACE}"><head>{head}</head>\n<results>\n{body}</results></sparql>'
    ).encode()


def _as_xml(term: Any) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_text(term.value)}</uri>"
    if isinstance(term, ox.Literal):
        if term.language:
            kind = f" xml:lang={quoteattr(term.language)}"
        else:
            kind = "" if term.datatype.value == _STRING else f" datatype={quoteattr(term.datatype.value)}"
        return f"<literal{kind}>{_text(term.value)}</literal>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_text(term.value)}</bnode>"
    parts = ((name, _as_xml(getattr(term, name))) for name in ("subject", "predicate", "object"))
    return f"<triple>{''.join(f'<{name}>{part}</{name}>' for name, part in parts)}</triple>"


def _text(value: str) -> str:
    """Text for XML, which has no way to write control characters: they become U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", value), {"\r": "&#13;"})


def _csv(names: list[str], rows: Iterable[Row]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(names)
    for row in rows:
        writer.writerow(["" if term is None else _bare(term) for term in row])
    return file.getvalue().encode()


def _bare(term: Any) -> str:
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return str(term)


def _tsv(names: list[str], rows: Iterable[Row]) -> bytes:
    lines = ["\t".join(f"?{name}" for name in names)]
    lines += ("\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows)
    return ("\n".join(lines) + "\n").encode()


_WRITERS: dict[str, Writer] = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}


def write_table(solutions: ox.QuerySolutions, format_: str, most: int) -> tuple[bytes, Counted]:
    """Solutions up to a number of rows, and the count of them."""
    names = [variable.value for variable in solutions.variables]
    rows = Counted(solutions, most)
    return _WRITERS[format_](names, rows), rows
