"""Values in the slots of a query."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.graph.query.binding import bind, slots

TARGET = ox.NamedNode("https://w3id.org/iokg/target/gd2")


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("WHERE { VALUES ?t { UNDEF } ?a ?b ?t }", {"t": TARGET}, f"WHERE {{ VALUES ?t {{ {TARGET} }} ?a ?b ?t }}"),
        ("WHERE { VALUES ?t { UNDEF } ?a ?b ?t }", {}, "WHERE {  ?a ?b ?t }"),
        ("WHERE { ?a ?b ?c . { VALUES ?t { UNDEF } ?a ?d ?t } }", {}, "WHERE { ?a ?b ?c .  }"),
        ("{ VALUES ?t { UNDEF } { VALUES ?u { UNDEF } ?a ?b ?u } }", {}, ""),
    ],
)
def test_a_slot_holds_its_value_or_goes_with_the_group_it_opens(
    text: str, values: dict[str, ox.NamedNode], expected: str
) -> None:
    assert bind(text, values) == expected


def test_a_value_without_slot_is_refused() -> None:
    with pytest.raises(QueryError, match="'u'"):
        bind("SELECT * WHERE { VALUES ?t { UNDEF } }", {"u": TARGET})


@given(st.text())
def test_no_text_gets_out_of_its_slot(text: str) -> None:
    query = bind("SELECT ?t WHERE { VALUES ?t { UNDEF } }", {"t": ox.Literal(text)})
    ((found,),) = ox.Store().query(query)  # type: ignore[misc]
    assert found == ox.Literal(text)


def test_slots_are_found_whatever_their_spacing() -> None:
    assert slots("VALUES ?a {UNDEF} { VALUES  ?b  { UNDEF } } VALUES ?c { iokg:Primary }") == {"a", "b"}
