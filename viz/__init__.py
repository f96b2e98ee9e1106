"""The picture: a networkx network of trials in, one HTML page out that opens offline and asks the network for nothing.

The network is a ``networkx.MultiDiGraph`` (or any networkx graph) whose nodes and edges carry these attributes.
Absence is a missing attribute, ``None`` or an empty tuple; unknown attributes are ignored.

Every node:
    ``kind``         ``trial``, ``agent``, ``target``, ``mechanism``, ``condition`` or ``endpoint``
    ``label``        the name drawn beside it; a trial's is its registry number
    ``iri``          what the copied query asks about
    ``synonyms``     other names, found by the search
    ``identifiers``  CURIEs, found by the search and linked to Bioregistry
    ``definition``   one sentence

An agent: ``agent_kind`` ("CAR T cell"), ``parts`` (pairs of part and value).

A trial: ``title``, ``phase``, ``status``, ``year`` (integer), ``enrolment``, ``scope``, ``settings``, ``sponsor``,
``why_stopped``, ``arms`` (``label``, ``type``, ``agents``: node ids, ``compared_with``: labels of arms), ``measures``
(``title``, ``priority``, ``time``, ``criteria``, ``endpoints``: node ids), ``discrepancies`` (``message``, ``quotes``:
pairs of field and words), ``unmatched`` (pairs of words and what they should have named).

Every edge has ``relation``, and with it:
    ``uses``           trial → agent, with ``role``
    ``studies``        trial → condition
    ``measures``       trial → endpoint, with ``priority``
    ``has-target``     agent → target
    ``has-mechanism``  agent → mechanism
    ``broader``        condition → wider condition

and ``evidence``: a tuple of ``Quote`` mappings with ``trial`` (node id), ``field``, ``before``, ``words``, ``after``,
``rule``, ``basis`` (``stated`` or ``background``) and ``source``.

The network itself: ``graph["queries"]`` maps a kind to the SPARQL that asks about one node, ``{iri}`` standing for it;
``graph["notes"]`` are sentences that a reader of the picture must know, such as what was left out.
"""

from viz.bundle import look
from viz.frame import MOST_NODES, frame
from viz.layout import place
from viz.page import render
from viz.part import assets, packed_map
from viz.sample import sample

__all__ = ["MOST_NODES", "assets", "frame", "look", "packed_map", "place", "render", "sample"]
