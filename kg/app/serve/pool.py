"""Workers that queries are given to, and the limits that hold whatever a query does."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kg.app.serve.messages import Result, Setup, Task, Visit
from kg.app.serve.metrics import Metrics
from kg.app.serve.problem import BusyError, CutOffError
from kg.app.serve.process import WorkerProcess
from kg.app.serve.reading_ahead import first_visits, is_soon_read
from kg.app.serve.settings import Limits
from kg.errors import KGError, StoreError
from kg.graph.store import edition


class _Seat:
    """A place for one worker, which may be gone or belong to an earlier edition of the graph.

    Attributes:
        trouble: Why no worker could be started; None if one could.
    """

    def __init__(self) -> None:
        self.worker: WorkerProcess | None = None
        self.edition = ""
        self.trouble: StoreError | None = None


class Pool:
    """A fixed number of workers on a graph folder; a worker that was killed is replaced.

    Args:
        offline: Whether workers must be unable to open connections.
    """

    def __init__(self, graph: Path, limits: Limits, metrics: Metrics, *, offline: bool) -> None:
        self._graph = graph
        self._limits = limits
        self._metrics = metrics
        self._setup = Setup(graph=str(graph), memory_mb=limits.memory_mb, offline=offline)
        self._seats = [_Seat() for _ in range(limits.workers)]
        self._free: asyncio.LifoQueue[_Seat] = asyncio.LifoQueue()
        self._long = 0
        self._working: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Start the workers.

        Raises:
            StoreError: If there is no graph to be opened.
        """
        await asyncio.gather(*map(self._fill, self._seats))
        for seat in self._seats:
            if seat.trouble is not None:
                await self.close()
                raise seat.trouble
        waiting = self._seats[: len(self._seats) // 2] if is_soon_read(self._graph) else []
        for seat in self._seats[len(waiting) :]:
            self._free.put_nowait(seat)
        self._in_background(self._make_ready(waiting))

    async def close(self) -> None:
        """End all workers."""
        for task in self._working:
            task.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)
        await asyncio.gather(*(seat.worker.kill() for seat in self._seats if seat.worker is not None))

    async def carry_out(self, job: Task) -> Result:
        """The result of a job.

        Raises:
            BusyError: If too many others wait.
            CutOffError: If it takes too much time or memory.
            StoreError: If the graph is gone.
            KGError: What is wrong with the query.
        """
        now = edition(self._graph)
        seat = await self._take_seat()
        try:
            if seat.worker is None or seat.edition != now or not seat.worker.is_alive:
                await self._fill(seat)
            if seat.trouble is not None or seat.worker is None:
                raise seat.trouble or StoreError("the graph cannot be opened", place=str(self._graph))
            with self._running():
                return await self._bounded(seat.worker, job)
        finally:
            self._give_back(seat)

    @property
    def edition(self) -> str:
        """The edition of the graph that is served now.

        Raises:
            StoreError: If it is gone.
        """
        return edition(self._graph)

    # --- seats --------------------------------------------------------------------------------------------------------

    async def _take_seat(self) -> _Seat:
        if self._free.empty() and self._metrics.waiting >= self._limits.waiting:
            raise BusyError("too many queries wait", remedy="try again in a few seconds")
        self._metrics.waiting += 1
        try:
            return await asyncio.wait_for(self._free.get(), self._limits.seconds)
        except TimeoutError as error:
            raise BusyError("no worker became free in time", remedy="try again in a few seconds") from error
        finally:
            self._metrics.waiting -= 1

    def _give_back(self, seat: _Seat) -> None:
        """Free a seat at once if its worker can go on, else when a new one is ready."""
        if seat.worker is not None and seat.worker.is_alive and not seat.worker.slowed:
            self._free.put_nowait(seat)
            return
        self._in_background(self._refill(seat))

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _make_ready(self, seats: list[_Seat]) -> None:
        """Have one worker after the other read the graph for pages, and then free it; others answer meanwhile.

        The worker that was freed last is taken first, so that those who read pages find a ready one.
        """
        for seat in seats:
            with suppress(KGError):
                for visit in first_visits(self._limits.seconds):
                    assert seat.worker is not None
                    await seat.worker.carry_out(visit)
            self._give_back(seat)

    async def _refill(self, seat: _Seat) -> None:
        try:
            await self._fill(seat)
        finally:
            self._free.put_nowait(seat)

    async def _fill(self, seat: _Seat) -> None:
        """Put a new worker on a seat, or say why there is none."""
        if seat.worker is not None:
            await seat.worker.kill()
        seat.worker = seat.trouble = None
        try:
            seat.edition = edition(self._graph)
            seat.worker = await WorkerProcess.start(self._setup)
        except StoreError as error:
            seat.trouble = error
        except KGError as error:
            seat.trouble = StoreError(error.problem, place=str(self._graph), remedy=error.remedy)

    # --- bounds -------------------------------------------------------------------------------------------------------

    @contextmanager
    def _running(self) -> Iterator[None]:
        self._metrics.running += 1
        try:
            yield
        finally:
            self._metrics.running -= 1

    async def _bounded(self, worker: WorkerProcess, job: Task) -> Result:
        """The result of a job; a query that runs long goes on only while few others do."""
        task = asyncio.ensure_future(worker.carry_out(job))
        # What pages ask is ours and bounded; the first page that a worker makes reads all names of the graph.
        patience = self._limits.seconds if isinstance(job, Visit) else self._limits.patience_s
        try:
            await asyncio.wait({task}, timeout=patience)
            if not task.done():
                await self._let_run_long(worker, task)
            return await task
        except BaseException:
            task.cancel()
            raise
        finally:
            if not task.done() or task.cancelled():
                await worker.kill()

    async def _let_run_long(self, worker: WorkerProcess, task: asyncio.Task[Result]) -> None:
        if self._long >= self._limits.long:
            raise CutOffError(
                f"the query was cut off after {self._limits.patience_s:g} s, because other long queries are running",
                remedy="simplify it, or try again later",
            )
        self._long += 1
        worker.slow_down()
        try:
            await asyncio.wait({task}, timeout=self._limits.seconds - self._limits.patience_s)
        finally:
            self._long -= 1
        if not task.done():
            raise CutOffError(
                f"the query was cut off after {self._limits.seconds:g} s", remedy="simplify it, or set a LIMIT"
            )
