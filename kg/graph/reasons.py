"""Why a statement is made, as triples: one evidence node a reason, one node a stretch of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from urllib.parse import quote

from kg import vocab
from kg.graph.ntriples import Triples, counted, related, said
from kg.graph.things import cite
from kg.model import Evidence, Mention

_REASON = (related(vocab.TYPE, vocab.AXIOM), related(vocab.TYPE, vocab.EVIDENCE))
_BASES = {name: related(vocab.BASIS, iri) for name, iri in vocab.BASES.items()}
_SELECTOR = (related(vocab.TYPE, vocab.TEXT_POSITION_SELECTOR), related(vocab.TYPE, vocab.TEXT_QUOTE_SELECTOR))


def hashed(parent: str, kind: str, *content: str) -> str:
    """The IRI of a thing known by its content alone."""
    digest = blake2b("\0".join(content).encode("utf-8", "replace"), digest_size=10).hexdigest()
    return f"{parent}/{kind}/{digest}"


@lru_cache(1 << 12)
def _encoded(field: str) -> str:
    return quote(field, safe="-._~", errors="replace")


@cache
def _rule(name: str) -> str:
    return said(vocab.RULE, name)


class Reasons:
    """The reasons given for one trial's statements.

    Args:
        triples: Where they are added.
        trial: The trial's IRI.
        texts: Field paths and their whole texts, which are added beside the words cited from them; may be empty.
        wanted: False to add none.
    """

    def __init__(self, triples: Triples, trial: str, texts: Mapping[str, str], *, wanted: bool) -> None:
        self._triples = triples
        self._trial = trial
        self._texts = texts
        self._wanted = wanted
        self._stretches: dict[tuple[str, int, int], str] = {}
        self._fields: set[str] = set()

    def give(self, subject: str, predicate: str, value: str, reasons: Iterable[Evidence]) -> None:
        """Add each reason for the statement that a subject has a value."""
        if not self._wanted:
            return
        triples = self._triples
        stated = (
            *_REASON,
            related(vocab.ANNOTATED_SOURCE, subject),
            related(vocab.ANNOTATED_PROPERTY, predicate),
            related(vocab.ANNOTATED_TARGET, value),
        )
        for reason in reasons:
            stretch = self._stretch(reason.mention)
            content = (subject, predicate, value, reason.rule, reason.basis, reason.source, stretch)
            iri = hashed(self._trial, "evidence", *content)
            by = (_BASES[reason.basis], _rule(reason.rule), related(vocab.HAS_SELECTOR, stretch))
            triples.state(iri, *stated, *by)
            if reason.source:
                cite(triples, iri, reason.source)

    def select(self, subject: str, mention: Mention) -> None:
        """Add that the subject rests on, or is, these words."""
        if self._wanted:
            self._triples.link(subject, vocab.HAS_SELECTOR, self._stretch(mention))

    def _stretch(self, mention: Mention) -> str:
        """The IRI of a stretch of text, described on first use."""
        place = (mention.field, mention.start, mention.end)
        iri = self._stretches.get(place)
        if iri is not None:
            return iri
        name = _encoded(mention.field)
        iri = self._stretches[place] = f"{self._trial}/text/{name}/{mention.start}-{mention.end}"
        field = f"{self._trial}/field/{name}"
        self._triples.state(
            iri,
            *_SELECTOR,
            related(vocab.HAS_SOURCE, field),
            counted(vocab.START, mention.start),
            counted(vocab.END, mention.end),
        )
        self._triples.say(iri, vocab.EXACT, mention.text)
        if mention.field not in self._fields:
            self._fields.add(mention.field)
            self._describe(field, mention.field)
        return iri

    def _describe(self, iri: str, field: str) -> None:
        triples = self._triples
        triples.link(iri, vocab.TYPE, vocab.TEXT_FIELD)
        triples.say(iri, vocab.FIELD_PATH, field)
        triples.say(iri, vocab.TEXT, self._texts.get(field, ""))
