"""iokg: a knowledge graph of oncology immunotherapy trials, read from registry records."""

__version__ = "0.1.0"
