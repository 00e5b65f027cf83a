"""Run as a program (python -m tests.deploy.nginx): get an nginx for the tests of deploy/ where none is installed."""

import os
import shutil
import subprocess
import sys

from deploy.nginx_files import find_nginx

COMMANDS = (("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends", "nginx"))


def install() -> None:
    """Debian's package, where that is possible."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    # Installed, and not started as the machine's own server.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in COMMANDS:
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    if not find_nginx():
        install()
    if not find_nginx():
        sys.exit("No nginx for the tests of deploy/. Install it: sudo apt-get install nginx")
