"""A place where nothing is but the package: no shell, no library, no /proc. Lambda's machine has more."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

TASK = "/var/task"  # where Lambda unpacks the package
ADMINISTRATOR = "/usr/sbin:/usr/bin:/sbin:/bin"  # chroot is not on everybody's PATH


class Sandbox:
    def __init__(self, root: Path, package: Path) -> None:
        self.root = root
        self.task = root / TASK.lstrip("/")
        self.task.mkdir(parents=True)
        (root / "tmp").mkdir(mode=0o777)
        with zipfile.ZipFile(package) as file:
            file.extractall(self.task)
            for entry in file.infolist():
                (self.task / entry.filename).chmod(entry.external_attr >> 16)

    def command(self, *command: str) -> list[str]:
        """What runs it in there: as root by chroot, else in a user namespace, which some systems forbid."""
        if os.geteuid() == 0:
            return [found("chroot"), str(self.root), *command]
        return [found("unshare"), "--user", "--map-root-user", f"--root={self.root}", *command]

    def run(self, *command: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess:
        # The library path is Lambda's own, which must not matter.
        environment = {"LAMBDA_TASK_ROOT": TASK, "LD_LIBRARY_PATH": "/lib64:/usr/lib64:/var/runtime", **(env or {})}
        done = subprocess.run(self.command(*command), env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=60, check=False)
        if done.returncode == 1 and done.stderr.startswith("unshare: "):
            raise AssertionError(f"no sandbox: run this test as root, or allow user namespaces ({done.stderr.strip()})")
        return done


def found(tool: str) -> str:
    path = shutil.which(tool, path=ADMINISTRATOR)
    if path is None:
        raise AssertionError(f"no sandbox: {tool} is not installed")
    return path
