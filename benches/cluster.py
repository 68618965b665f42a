"""A PostgreSQL cluster of its own, on a Unix socket in a temporary folder, gone at the end."""

import contextlib
import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def binaries():
    """The folder with initdb and postgres, the newest version first; None when there is none."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted((Path(path) for path in glob.glob("/usr/lib/postgresql/*/bin")), key=lambda path: int(path.parent.name), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextlib.contextmanager
def throwaway():
    """The url of an empty database; None when this machine has no PostgreSQL."""
    folder = binaries()
    if folder is None:
        yield None
        return
    # Not TMPDIR: a socket path may be 107 bytes at most.
    home, server = Path(tempfile.mkdtemp(prefix="rato-pg-", dir="/tmp")), None
    user = {}
    if os.getuid() == 0:
        # PostgreSQL refuses to run as root.
        known = {entry.pw_name: entry for entry in pwd.getpwall()}
        account = known.get("postgres") or known["nobody"]
        os.chown(home, account.pw_uid, account.pw_gid)
        user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": home, **user}
    try:
        subprocess.run([folder / "initdb", "-D", home / "data", "-U", "rato", "-A", "trust", "-E", "UTF8", "--no-locale"], check=True, **quiet)
        server = subprocess.Popen([folder / "postgres", "-D", home / "data", "-k", home, "-c", "listen_addresses="], **quiet)
        status = home / "data" / "postmaster.pid"
        while not (status.exists() and "ready" in status.read_text()):
            if server.poll() is not None:
                sys.exit("PostgreSQL did not start")
            time.sleep(0.1)
        yield f"postgres://rato@{str(home).replace('/', '%2F')}/postgres?sslmode=disable"
    finally:
        if server:
            server.terminate()
            server.wait()
        shutil.rmtree(home, ignore_errors=True)
