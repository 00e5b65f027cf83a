"""The playground as several server processes behind one nginx, in the foreground. Ctrl+C or SIGTERM ends them all.

    python -m deploy.serve                                       two processes, http://localhost:8080
    python -m deploy.serve --processes 4 --address 0.0.0.0 --port 80

The environment may say the same: PROCESSES, ADDRESS, PORT. A process that ends or hangs is started again.
"""

import argparse
import asyncio
import os
import signal
import socket
import sys
import tempfile
from pathlib import Path

from deploy.keeper import DidNotStartError, Program, answers, say
from deploy.nginx_files import ROOT, find_nginx, write_nginx_files

LOCAL = "127.0.0.1"


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    environment = os.environ.get
    parser.add_argument("--processes", type=int, default=environment("PROCESSES", "2"), help="at most one a core helps")
    parser.add_argument("--address", default=environment("ADDRESS", LOCAL), help="0.0.0.0 lets others in")
    parser.add_argument("--port", type=int, default=environment("PORT", "8080"))
    parser.add_argument("--script", type=Path, default=ROOT / "app.py", help="what Streamlit runs")
    parser.add_argument("--check", action="store_true", help="only ask the running playground whether it is well")
    chosen = parser.parse_args()
    if chosen.processes < 1:
        parser.error(f"--processes is {chosen.processes}; at least one is needed")
    return chosen


def inside(address: str) -> str:
    """Where this machine reaches what listens at this address."""
    return LOCAL if address in ("0.0.0.0", "localhost") else address


def free_ports(count: int) -> list[int]:
    """Ports of this machine at which nobody listens."""
    probes = [socket.create_server((LOCAL, 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def server(number: int, port: int, script: Path, servers: int) -> Program:
    """One server process of so many, which only nginx reaches."""
    settings = {
        "server.address": LOCAL,
        "server.port": port,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "logger.hideWelcomeMessage": "true",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script), *(f"--{k}={v}" for k, v in settings.items())]
    # A core each: a second thread for matrix products would take another's.
    environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", **os.environ}
    environment["SERVERS_OF_PLAYGROUND"] = str(servers)  # each asks less of the processors they share
    return Program(f"Process {number}", command, port, environment=environment)


async def serve(chosen: argparse.Namespace, nginx: str, folder: Path) -> None:
    """Run all until this task is cancelled; visitors come in when every process works."""
    ports = free_ports(chosen.processes)
    servers = [server(number, port, chosen.script, len(ports)) for number, port in enumerate(ports, 1)]
    configuration = write_nginx_files(folder, ports, chosen.address, chosen.port)
    command = [nginx, "-e", "stderr", "-p", str(folder), "-c", str(configuration)]
    host = inside(chosen.address)
    front = Program("nginx", command, chosen.port, host)
    async with asyncio.TaskGroup() as group:
        for each in servers:
            group.create_task(each.keep())
        for each in servers:
            await each.works.wait()
        group.create_task(front.keep())
        await front.works.wait()
        say(f"The playground is at http://{host}:{chosen.port}")


async def until_told(chosen: argparse.Namespace, nginx: str, folder: Path) -> int:
    """Serve until a signal ends it; the exit code."""
    task = asyncio.create_task(serve(chosen, nginx, folder))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        await task
    except* DidNotStartError as errors:
        say("; ".join(str(error) for error in errors.exceptions))
        return_code = 1
    except* asyncio.CancelledError:
        return_code = 0
    return return_code


def main() -> int:
    chosen = options()
    if chosen.check:
        return 0 if asyncio.run(answers(inside(chosen.address), chosen.port)) else 1
    nginx = find_nginx()
    if nginx is None:
        say("nginx is missing. Install it: sudo apt-get install nginx")
        return 1
    with tempfile.TemporaryDirectory(prefix="playground-") as folder:
        Path(folder).chmod(0o755)  # nginx's workers are another user where root starts it
        return asyncio.run(until_told(chosen, nginx, Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
