"""What the container would hold, from its Containerfile, without building it."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONTAINERFILE = ROOT / "deploy" / "Containerfile"
COPY = re.compile(r"^COPY (\S+) (\S+)$", re.MULTILINE)


def copied() -> dict[str, str]:
    """Every file and folder that is copied into the container → its place there."""
    return dict(COPY.findall(CONTAINERFILE.read_text(encoding="utf-8")))


def lay_out(folder: Path) -> None:
    """Copy into this folder what the Containerfile copies, and only that."""
    for source, place in copied().items():
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, folder / place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, folder / place)
