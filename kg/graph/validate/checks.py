"""Faults found by the queries of ``queries/checks``, one fault a file."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple, cast

import pyoxigraph as ox

from kg.graph.validate.finding import Finding, Severity, label_of, trial_of
from kg.resources import folder

_HEADER = re.compile(r"^# (\w+): (.+)$", re.MULTILINE)


class Check(NamedTuple):
    """One query for one fault.

    Attributes:
        name: The file's stem.
        title: What is wrong, in a few words.
        question: What the query asks.
        text: The query; it selects ``?entity`` and may select ``?trial`` and ``?words``.
    """

    name: str
    title: str
    question: str
    severity: Severity
    remedy: str
    text: str


@cache
def checks() -> tuple[Check, ...]:
    """All checks, by name."""
    return tuple(_read(path) for path in sorted((folder("queries") / "checks").glob("*.rq")))


def _read(path: Path) -> Check:
    text = path.read_text(encoding="utf-8")
    header = dict(_HEADER.findall(text))
    severity = cast("Severity", header["severity"])
    return Check(path.stem, header["title"], header["question"], severity, header["remedy"], text)


def find_by_queries(store: ox.Store) -> list[Finding]:
    """What each check finds in a store; the engine answers as many checks at a time as there are processors."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [finding for found in pool.map(partial(_found, store), checks()) for finding in found]


def _found(store: ox.Store, check: Check) -> list[Finding]:
    rows = cast("ox.QuerySolutions", store.query(check.text, use_default_graph_as_union=True))
    named = {variable.value for variable in rows.variables}
    return [_finding(store, check, {name: _text(row[name]) for name in named}) for row in rows]


def _finding(store: ox.Store, check: Check, row: dict[str, str]) -> Finding:
    entity = row["entity"]
    return Finding(
        severity=check.severity,
        check=check.name,
        entity=entity,
        label=label_of(store, entity) if ":" in entity else "",
        trial=trial_of(row.get("trial") or entity),
        words=row.get("words", ""),
        problem=check.title[:1].lower() + check.title[1:],
        remedy=check.remedy,
    )


def _text(term: object) -> str:
    """A term's value; empty for an unbound variable."""
    return str(getattr(term, "value", ""))
