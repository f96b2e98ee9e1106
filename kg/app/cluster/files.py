"""The folder of a graph on any file system that Spark knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from kg.errors import UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_DRIVER = "spark.jars.packages=org.apache.hadoop:hadoop-aws:VERSION"


class Folder:
    """A folder, written by Hadoop's file systems; names are relative to it.

    Args:
        path: As the user gave it; without a scheme it stands on the cluster's default file system.

    Raises:
        UsageError: If there is no file system of that kind.

    Attributes:
        uri: Its whole address.
    """

    def __init__(self, spark: SparkSession, path: str) -> None:
        from py4j.protocol import Py4JJavaError

        # Hadoop's file systems have no other door from Python.
        self._hadoop: Any = spark._jvm.org.apache.hadoop.fs  # type: ignore[union-attr]  # noqa: SLF001
        state = spark._jsparkSession.sessionState()  # noqa: SLF001
        root = self._hadoop.Path(path)
        try:
            self._system = root.getFileSystem(state.newHadoopConf())
            self._system.setWriteChecksum(False)
        except Py4JJavaError as error:
            scheme = urlsplit(path).scheme
            raise UsageError(
                f"Spark has no file system for {scheme}://",
                place=path,
                remedy=f"add one, for S3 with --conf {_DRIVER}",
            ) from error
        self.uri = str(self._system.makeQualified(root).toString())

    @property
    def local(self) -> str | None:
        """Its path, if it stands on a disk of this machine."""
        parts = urlsplit(self.uri)
        return unquote(parts.path) if parts.scheme == "file" else None

    def at(self, *names: str) -> str:
        """Address of something in it."""
        return "/".join((self.uri.rstrip("/"), *names))

    def names(self, *names: str) -> list[str]:
        """The names in it, or in a folder of it, in order; none if it is not there."""
        path = self._path(*names)
        if not self._system.exists(path):
            return []
        return sorted(str(status.getPath().getName()) for status in self._system.listStatus(path))

    def make(self, *names: str) -> None:
        """Make a folder in it, and all that it stands in."""
        self._system.mkdirs(self._path(*names))

    def write(self, data: bytes, *names: str) -> None:
        """Write a file."""
        stream = self._system.create(self._path(*names))
        try:
            stream.write(bytearray(data))
        finally:
            stream.close()

    def move(self, source: tuple[str, ...], target: tuple[str, ...]) -> None:
        """Give something another name."""
        if not self._system.rename(self._path(*source), self._path(*target)):
            raise UsageError("the file cannot be put in its place", place=self.at(*target), remedy="check permissions")

    def remove(self, *names: str) -> None:
        """Remove something with all that it holds, if it is there."""
        self._system.delete(self._path(*names), True)

    def _path(self, *names: str) -> Any:
        return self._hadoop.Path(self.at(*names))
