"""One hour in one session: what the server and the browser keep of it, and whether a frame costs the same at its end.

    python -m benchmarks.long_run               an hour at the server, without pauses between the frames
    python -m benchmarks.long_run browser 5     five minutes in Chromium, in real time

The hour is that of a browser which draws 25 frames a second, an epoch before each; a student that speaks the page's
protocol takes them as fast as the server makes them and changes a setting every 250 frames. Memory is resident memory.
Prints Markdown.
"""

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from playwright.sync_api import CDPSession, sync_playwright

from benchmarks.classroom import memory, processor_seconds
from benchmarks.live_page import FLAGS, opened, served, steps
from benchmarks.student import Student
from tests.browser import chromium

FRAMES_AN_HOUR = 25 * 3600
FRAMES_BETWEEN_CHANGES = 250
LOOKS = (0.0, 0.02, 0.1, 0.25, 0.5, 0.75, 1.0)
QUERY = "noise=50"
SECONDS_BETWEEN_LOOKS = 30.0


@dataclass(frozen=True)
class Look:
    """What was spent and received so far."""

    frames: int
    processor: float
    received: int


async def hour(address: str, pid: int, hours: float) -> None:
    """The rows of the server's table."""
    student = Student(address, QUERY, 0, seconds_a_frame=0.0)
    await student.open()
    await student.press_play()
    before, changes = Look(0, processor_seconds(pid), student.received), 0
    for share in LOOKS:
        end = int(share * hours * FRAMES_AN_HOUR)
        while len(student.frames) < end:
            await asyncio.sleep(0.02)
            if len(student.frames) // FRAMES_BETWEEN_CHANGES > changes:
                changes += 1
                await student.change_setting(fragment=changes % 4 != 3)
        now = Look(len(student.frames), processor_seconds(pid), student.received)
        frames = max(now.frames - before.frames, 1)
        spent, sent = (
            1000 * (now.processor - before.processor) / frames,
            (now.received - before.received) / frames / 1000,
        )
        cost = f"{spent:.2f} | {sent:.1f}" if share else " | "
        minutes, done = 60 * now.frames / FRAMES_AN_HOUR, student.frames[-1][1] if student.frames else 0
        print(f"| {minutes:.0f} | {done:,} | {memory(pid):.0f} | {cost} |", flush=True)
        before = now
    await student.close()


def report_server(hours: float) -> None:
    """An hour, or a part of it, at a server of its own."""
    print("| minutes | SGD steps | server, MB | server's ms a frame since the line before | kB a frame |")
    print("|---:|---:|---:|---:|---:|")
    with served() as (address, pid):
        asyncio.run(hour(address, pid, hours))


def report_browser(minutes: float) -> None:
    """So many minutes of playing in Chromium as fast as it goes, and what is left after its garbage was collected."""
    print("| seconds | SGD steps | page's process, MB | its JavaScript, MB | its nodes | server, MB |")
    print("|---:|---:|---:|---:|---:|---:|")
    with served() as (address, pid), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        probe = page.context.new_cdp_session(page)
        probe.send("Performance.enable")
        opened(page, f"{address}/?{QUERY}&speed=max")
        start = perf_counter()
        while True:
            seconds = perf_counter() - start
            print(f"| {seconds:.0f} | {steps(page):,} | {kept(probe)} | {memory(pid):.0f} |", flush=True)
            if seconds >= 60 * minutes:
                break
            page.wait_for_timeout(1000 * min(SECONDS_BETWEEN_LOOKS, max(60 * minutes - seconds, 1.0)))
        probe.send("HeapProfiler.collectGarbage")
        page.wait_for_timeout(2000)
        print(f"| collected | {steps(page):,} | {kept(probe)} | {memory(pid):.0f} |", flush=True)
        browser.close()


def kept(probe: CDPSession) -> str:
    """Memory of the page's process, its JavaScript's, and its nodes."""
    found = {each["name"]: each["value"] for each in probe.send("Performance.getMetrics")["metrics"]}
    process = max(memory(pid) for pid in renderers())
    return f"{process:.0f} | {found['JSHeapUsedSize'] / 1e6:.0f} | {found['Nodes']:,.0f}"


def renderers() -> list[int]:
    """The processes of pages among those that this one started."""
    parents, commands = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                commands[int(entry.name)] = (entry / "cmdline").read_text()
            except OSError:  # it has ended meanwhile
                continue

    def is_ours(pid: int) -> bool:
        while pid in parents and pid != os.getpid():
            pid = parents[pid]
        return pid == os.getpid()

    return [pid for pid, command in commands.items() if "--type=renderer" in command and is_ours(pid)]


if __name__ == "__main__":
    if sys.argv[1:2] == ["browser"]:
        report_browser(float(sys.argv[2]) if len(sys.argv) > 2 else 5.0)
    else:
        report_server(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
