"""Find a Chromium for the browser tests; run as a script, get one where none is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Path of an installed Chromium: the system's, else Playwright's own download, else None."""
    for name in SYSTEM_BROWSERS:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> bool:
    """Debian's package where that is possible, else Playwright's download; whether a Chromium is there afterwards."""
    ways = [[[sys.executable, "-m", "playwright", "install", "chromium"]]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        ways.insert(0, [["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]])
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for commands in ways:
        for command in commands:
            if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL).returncode:
                break
        if find():
            return True
    return False


if __name__ == "__main__" and not find() and not install():
    sys.exit("No Chromium for the browser tests. Install it: sudo apt-get install chromium")
