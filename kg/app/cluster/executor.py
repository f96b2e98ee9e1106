"""What a Python process of a cluster holds: the curated tables, read once, of the same edition as the driver's."""

from __future__ import annotations

import socket
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.app.scale import context_of
from kg.app.snapshot import knowledge_at_hand
from kg.errors import UsageError
from kg.facts.assemble import Knowledge
from kg.facts.packs import open_packs
from kg.graph.quads import EvidenceDetail


class Order(NamedTuple):
    """How facts are to be stated.

    Attributes:
        context: Digest of all that they depend on beside the trials, as the driver has it.
        seconds_a_record: How long the facts of one record may take.
    """

    context: str
    evidence: EvidenceDetail
    seconds_a_record: float


@cache
def knowledge_for(context: str, evidence: EvidenceDetail) -> Knowledge:
    """The curated tables and the packs that the driver has sent, read once in this process.

    Raises:
        UsageError: If code, tables or packs are others than the driver's.
    """
    from pyspark import SparkFiles

    packs = open_packs(Path(SparkFiles.getRootDirectory()))
    if context_of(evidence, packs) != context:
        raise UsageError(
            f"iokg on {socket.gethostname()} differs from the one that gave the order",
            remedy="install the same iokg on all machines, or ship it as docs/scaling.md says",
        )
    with knowledge_at_hand(packs) as knowledge:
        return knowledge
