"""One worker, seen from the service: started, given jobs, killed."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path

import kg
from kg.app.serve.messages import LENGTH, Ready, Reply, Result, Setup, Task, Trouble, pack, unpack
from kg.app.serve.problem import CutOffError, error_of

_COMMAND = (sys.executable, "-m", "kg.app.serve.worker")
_BACKGROUND = 10


class WorkerProcess:
    """A worker that has opened its store."""

    def __init__(self, process: Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._to = process.stdin
        self._from = process.stdout
        self._broken = False
        self.slowed = False

    @classmethod
    async def start(cls, setup: Setup) -> WorkerProcess:
        """A worker, once it is ready.

        Raises:
            StoreError: If it cannot open its store.
        """
        path = os.pathsep.join(filter(None, (str(Path(kg.__file__).parent.parent), os.environ.get("PYTHONPATH"))))
        process = await asyncio.create_subprocess_exec(
            *_COMMAND, stdin=PIPE, stdout=PIPE, env={**os.environ, "PYTHONPATH": path}, start_new_session=True
        )
        worker = cls(process)
        try:
            worker._to.write(pack(setup))
            reply = await worker._reply()
        except BaseException:
            await worker.kill()
            raise
        if isinstance(reply, Trouble):
            await worker.kill()
            raise error_of(reply.kind, reply.problem, reply.place, reply.remedy)
        assert isinstance(reply, Ready)
        return worker

    async def carry_out(self, job: Task) -> Result:
        """The result of a query or visit.

        Raises:
            KGError: If the query is wrong, or the worker dies over it.
        """
        self._to.write(pack(job))
        reply = await self._reply()
        if isinstance(reply, Trouble):
            raise error_of(reply.kind, reply.problem, reply.place, reply.remedy)
        assert isinstance(reply, Result)
        return reply

    def slow_down(self) -> None:
        """Let other processes of the machine go first from now on."""
        self.slowed = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _BACKGROUND)

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended yet; what it said last may tell before the system does."""
        return not self._broken and self._process.returncode is None

    async def kill(self) -> None:
        """End it, whatever it is doing."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._to.close()
        await self._process.wait()

    async def _reply(self) -> Reply:
        try:
            length = int.from_bytes(await self._from.readexactly(LENGTH), "big")
            return unpack(await self._from.readexactly(length), Reply)  # type: ignore[arg-type]
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            self._broken = True
            raise CutOffError(
                "the query took more memory than it may, or is nested too deeply", remedy="simplify it, or set a LIMIT"
            ) from error
