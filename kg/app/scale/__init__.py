"""Facts of many trials stated by several processes, kept on disk as shards, so that what was done is done once."""

from kg.app.scale.collection import rare_collection
from kg.app.scale.effort import ALL_PROCESSORS, Effort
from kg.app.scale.gathering import Gathered, Progress, gather
from kg.app.scale.shard import Shards
from kg.app.scale.stating import Stating, context_of

__all__ = [
    "ALL_PROCESSORS",
    "Effort",
    "Gathered",
    "Progress",
    "Shards",
    "Stating",
    "context_of",
    "gather",
    "rare_collection",
]
