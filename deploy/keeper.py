"""Programs that are kept running: started, asked whether they are well, started again; ended with all they started."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# A program must answer so soon after its start, and then within this many seconds each time it is asked.
SECONDS_TO_START, SECONDS_TO_ANSWER = 90.0, 10.0
SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_FIRST_LOOKS = 10.0, 0.1
# It hangs when it has not answered so many times in a row.
MOST_MISSED = 3
SECONDS_TO_END = 5.0
# One that ends again and again is started more and more seldom.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
QUESTION = b"GET /_stcore/health HTTP/1.0\r\nHost: localhost\r\n\r\n"


class DidNotStartError(Exception):
    """A program ended, or said nothing, before it ever worked."""


@dataclass(frozen=True)
class Program:
    """A program that answers "ok" to Streamlit's question for health at a port of this machine.

    Attributes
    ----------
    works : set when it answered for the first time
    """

    name: str
    command: Sequence[str]
    port: int
    host: str = "127.0.0.1"
    environment: Mapping[str, str] | None = None
    works: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self) -> None:
        """Run it until this task is cancelled; raises DidNotStartError when it never works."""
        pause = FIRST_PAUSE
        while True:
            process = await asyncio.create_subprocess_exec(
                *self.command, env=self.environment, stdin=asyncio.subprocess.DEVNULL, start_new_session=True
            )
            say(f"{self.name}: pid {process.pid}, port {self.port}")
            worked = asyncio.Event()
            watch = asyncio.create_task(self._watch(process.pid, worked))
            try:
                await process.wait()
            finally:
                watch.cancel()
                await end(process)
            if not self.works.is_set():
                raise DidNotStartError(f"{self.name} did not start")
            pause = FIRST_PAUSE if worked.is_set() else min(2 * pause, LONGEST_PAUSE)
            say(f"{self.name}: ended, starts again")
            await asyncio.sleep(pause)

    async def _watch(self, pid: int, worked: asyncio.Event) -> None:
        """Note when it works; kill it when it does not answer any more, so that it is started again."""
        loop = asyncio.get_running_loop()
        latest = loop.time() + SECONDS_TO_START
        missed = 0
        while missed < MOST_MISSED:
            if await answers(self.host, self.port):
                missed = 0
                worked.set()
                self.works.set()
            elif worked.is_set() or loop.time() > latest:
                missed += 1
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS if worked.is_set() else SECONDS_BETWEEN_FIRST_LOOKS)
        say(f"{self.name}: does not answer")
        signal_group(pid, signal.SIGKILL)


async def answers(host: str, port: int) -> bool:
    """Whether the server there says that it is well."""
    try:
        async with asyncio.timeout(SECONDS_TO_ANSWER):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                writer.write(QUESTION)
                return (await reader.read()).endswith(b"\r\n\r\nok")
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False


async def end(process: asyncio.subprocess.Process) -> None:
    """End a program and whatever it started, kindly first."""
    signal_group(process.pid, signal.SIGTERM)
    try:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), SECONDS_TO_END)
    finally:
        signal_group(process.pid, signal.SIGKILL)
    await process.wait()


def signal_group(pid: int, number: signal.Signals) -> None:
    """Send a signal to all processes of a group that may be gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, number)


def say(words: str) -> None:
    print(words, flush=True)
