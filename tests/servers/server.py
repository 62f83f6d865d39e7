#!/usr/bin/env python3
"""Starts and stops real servers for the tests, on free ports of 127.0.0.1.

Usage: server.py start NAME DIRECTORY          starts NAME (ceph, moto, …), ready when this returns
       server.py run DIRECTORY… -- COMMAND…    runs the command with the variables that those servers are found by
       server.py stop DIRECTORY                ends what was started there; logs stay

A server is a module NAME_server.py beside this file with start(server), which starts processes with server.spawn()
and answers the variables. No process outlives LIFE, whatever becomes of the tests.
"""

import importlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

LIFE = 3600  # seconds
PATIENCE = 90  # seconds that a server may take until it answers
ACCESS_KEY = "CONTRACTACCESSKEY000"  # as tests/contract/aws_server.hpp has them
SECRET_KEY = "contract/secret/key/of/no/account/at/all"


class Failure(Exception):
    """A server that cannot be started, in words for the test's output."""


class Server:
    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def free_port(self) -> int:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            return one.getsockname()[1]

    def spawn(self, name: str, *command: object) -> None:
        """A process that goes on after this script; its output is in NAME.log."""
        with open(self.directory / f"{name}.log", "ab") as log:
            process = subprocess.Popen(["timeout", str(LIFE), *map(str, command)], cwd=self.directory,
                                       stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        with open(self.directory / "processes", "a", encoding="utf-8") as processes:
            processes.write(f"{process.pid} {started(process.pid)}\n")

    def run(self, *command: object) -> str:
        done = subprocess.run(list(map(str, command)), cwd=self.directory, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=PATIENCE, check=False)
        if done.returncode != 0:
            raise Failure(f"{command[0]} failed: {done.stderr.strip()[-2000:]}")
        return done.stdout

    def wait_for(self, url: str) -> None:
        """Until something answers there, whatever it says."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                opener.open(url, timeout=2).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        raise Failure(f"{url} did not answer within {PATIENCE} s")


def started(pid: int) -> str:
    """When the process was started, in the kernel's own units; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    except OSError:
        return ""


def stop(directory: Path) -> None:
    processes = directory / "processes"
    if not processes.exists():
        return
    for line in reversed(processes.read_text(encoding="utf-8").splitlines()):
        pid, _, start = line.partition(" ")
        if start and started(int(pid)) == start:  # else the number is another process's by now
            os.killpg(int(pid), signal.SIGKILL)
    processes.unlink()
    for data in directory.iterdir():
        if data.is_dir():
            shutil.rmtree(data, ignore_errors=True)


def print_logs(directory: Path) -> None:
    for log in sorted(directory.glob("*.log")):
        print(f"--- the end of {log}\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}", file=sys.stderr)


def start(name: str, directory: Path) -> None:
    stop(directory)
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    try:
        variables = importlib.import_module(f"{name}_server").start(Server(directory))
    except (Failure, OSError, subprocess.SubprocessError) as failure:
        stop(directory)
        print_logs(directory)
        raise SystemExit(f"server.py: {name} cannot be started: {failure}") from failure
    (directory / "variables.json").write_text(json.dumps(variables), encoding="utf-8")
    print(" ".join(f"{key}={value}" for key, value in variables.items()))


def run(directories: list[str], command: list[str]) -> None:
    for directory in directories:
        os.environ.update(json.loads(Path(directory, "variables.json").read_text(encoding="utf-8")))
    os.execvp(command[0], command)


def main(arguments: list[str]) -> None:
    match arguments:
        case ["start", name, directory]:
            start(name, Path(directory).resolve())
        case ["stop", directory]:
            stop(Path(directory).resolve())
        case ["run", *rest] if "--" in rest and rest[-1] != "--":
            split = rest.index("--")
            run(rest[:split], rest[split + 1:])
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    sys.modules["server"] = sys.modules["__main__"]  # for the servers' own imports
    main(sys.argv[1:])
