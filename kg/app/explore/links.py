"""The addresses on a page: from the root of a service, or from file to file."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

HOME = "home"


class Links:
    """The addresses on a page that is served.

    Attributes:
        is_static: Whether no service answers.
    """

    is_static = False

    def page(self, path: str, asked: Mapping[str, str] | None = None) -> str:
        """Where a page is."""
        return "/" + quote(path) + _query(asked)

    def listing(self, asked: Mapping[str, str]) -> str:
        """Where the trials are listed that have all values asked for."""
        return self.page("trials", asked)

    def twin(self, path: str, suffix: str, asked: Mapping[str, str] | None = None) -> str:
        """Where a page's twin is: ``suffix`` is ``json``, ``csv`` or ``ttl``."""
        return f"/{quote(path or HOME)}.{suffix}{_query(asked)}"

    def asset(self, name: str) -> str:
        """Where a style sheet or script is."""
        return f"/explorer/{name}"

    def file(self, name: str) -> str:
        """Where a file of the graph folder is."""
        return f"/data/{quote(name)}"


class FileLinks(Links):
    """The addresses on a page that lies in a folder of files.

    Args:
        path: The page on which they stand.
    """

    is_static = True

    def __init__(self, path: str) -> None:
        self._up = "../" * path.count("/")

    def page(self, path: str, asked: Mapping[str, str] | None = None) -> str:
        """The file of a page. Values asked for have no file of their own; the page's script reads them."""
        return f"{self._up}{quote(path or 'index')}.html{_query(asked)}"

    def listing(self, asked: Mapping[str, str]) -> str:
        """The page of what the trials are about, or of all trials, whose script leaves those that are asked for."""
        rest = {name: value for name, value in asked.items() if name != "of"}
        rest |= {"use": "tested"} if "of" in asked else {}
        return f"{self.page(asked.get('of', 'trials'), rest)}#list"

    def twin(self, path: str, suffix: str, asked: Mapping[str, str] | None = None) -> str:
        """The file of a twin."""
        del asked
        return f"{self._up}{quote(path or 'index')}.{suffix}"

    def asset(self, name: str) -> str:
        """The file of an asset."""
        return f"{self._up}explorer/{name}"

    def file(self, name: str) -> str:
        """The file of the graph folder."""
        return f"{self._up}data/{quote(name)}"


def _query(asked: Mapping[str, str] | None) -> str:
    return f"?{urlencode(asked)}" if asked else ""
