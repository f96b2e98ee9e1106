"""Pages of the explorer, made in a worker."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.app.serve.messages import Result, Trouble, Visit
from kg.errors import KGError

if TYPE_CHECKING:
    from kg.app.explore.explorer import Explorer


class Guide:
    """Makes the pages of a graph folder, which is opened for reading pages when the first is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lead(self, visit: Visit) -> Result | Trouble:
        """The page of a visit, or why there is none."""
        try:
            found = self._explorer.answer(visit.address, visit.asked)
        except KGError as error:
            return Trouble(kind=type(error).__name__, problem=error.problem, place=error.place, remedy=error.remedy)
        return Result(media_type=found.media_type, body=found.body, status=found.status, location=found.location)

    @cached_property
    def _explorer(self) -> Explorer:
        from kg.app.explore.explorer import Explorer  # loads much that queries do not need

        return Explorer(self._folder)
