"""Whether a process has ended."""

from pathlib import Path


def is_gone(pid: int) -> bool:
    """Whether it has ended; perhaps nobody has asked yet how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].startswith("Z")
    except FileNotFoundError:
        return True
