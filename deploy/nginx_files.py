"""What nginx.conf leaves open: how many server processes there are and where, who may come in, how much is uploaded."""

import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Streamlit's own default, and the room that it leaves around a file in a request.
MOST_MEGABYTES, FRAMING_MEGABYTES = 200, 1
# After so many failures a process is asked nothing for so long.
FAILURES = "max_fails=2 fail_timeout=5s"
# Where nginx is, and not everyone's PATH leads.
SYSTEM_PROGRAMS = "/usr/local/sbin:/usr/sbin"


def find_nginx() -> str | None:
    """Path of the installed nginx, if there is one."""
    return shutil.which("nginx") or shutil.which("nginx", path=SYSTEM_PROGRAMS)


def write_nginx_files(folder: Path, ports: Sequence[int], address: str, port: int) -> Path:
    """Write all that nginx needs for server processes at these ports of this machine; the path of its configuration."""
    configuration = folder / "nginx.conf"
    configuration.write_text((Path(__file__).parent / "nginx.conf").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "processes.conf").write_text(processes(ports), encoding="utf-8")
    (folder / "listen.conf").write_text(listen(address, port, most_megabytes()), encoding="utf-8")
    return configuration


def processes(ports: Sequence[int]) -> str:
    """The groups `any` and `process_1`, `process_2`, …; which one a cookie stands for; and which process answered.

    The group of a process holds the others as a reserve. `any` takes them in turn.
    """
    numbered = list(enumerate(ports, 1))
    lines = group("any", [server(port) for port in ports])
    for number, port in numbered:
        lines += group(
            f"process_{number}", [server(port), *(server(other, " backup") for other in ports if other != port)]
        )
    lines += ["map $cookie_playground_process $chosen {", "    default any;"]
    lines += [f"    {number} process_{number};" for number, _ in numbered]
    # The last of those that were tried.
    lines += ["}", "map $upstream_addr $served_by {", '    default "";']
    lines += [f'    "~:{port}$" {number};' for number, port in numbered]
    return "\n".join([*lines, "}", ""])


def group(name: str, servers: Sequence[str]) -> list[str]:
    """The lines of a group of servers, whose failures all of nginx's workers know."""
    return [f"upstream {name} {{", f"    zone {name} 64k;", *(f"    {each}" for each in servers), "}"]


def server(port: int, role: str = "") -> str:
    return f"server 127.0.0.1:{port} {FAILURES}{role};"


def listen(address: str, port: int, megabytes: int) -> str:
    """Where visitors come in, and the largest request: a file as large as the app takes it, and its framing."""
    return f"listen {address}:{port};\nclient_max_body_size {megabytes + FRAMING_MEGABYTES}m;\n"


def most_megabytes() -> int:
    """The largest upload as the app's own configuration has it."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    return settings.get("server", {}).get("maxUploadSize", MOST_MEGABYTES)
