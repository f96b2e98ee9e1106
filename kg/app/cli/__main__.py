"""``python -m kg.app.cli`` is ``iokg``."""

from kg.app.cli import main

main()
