"""A program on a terminal of its own: what it shows and when, and what a person types."""

import fcntl
import os
import re
import subprocess
import termios
import threading
import time


def shown(text: str) -> list[str]:
    """The lines that stay on the screen: of one that was written over, what it is in the end."""
    lines = []
    for line in text.replace("\r\n", "\n").split("\n"):
        kept = ""
        for part in line.split("\r"):
            kept = part + kept[len(part):]
        lines.append(kept.replace("^C", "").rstrip())
    return [line for line in lines if line]


class Terminal:
    """A context manager. The program's standard streams are the terminal, and Ctrl-C reaches it as from a keyboard."""

    def __init__(self, command: list[str], columns: int | None = None, **options) -> None:
        self._command, self._columns, self._options = command, columns, options
        self._lock = threading.Lock()
        self._seen: list[tuple[float, bytes]] = []

    def __enter__(self) -> "Terminal":
        self._ours, theirs = os.openpty()
        if self._columns is not None:
            termios.tcsetwinsize(theirs, (24, self._columns))
        self.process = subprocess.Popen(self._command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
                                        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0), **self._options)
        os.close(theirs)
        self._reading = threading.Thread(target=self._read)
        self._reading.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._reading.join()
        os.close(self._ours)

    def _read(self) -> None:
        while True:
            try:
                piece = os.read(self._ours, 65536)
            except OSError:  # nobody has the other end any more
                return
            if not piece:
                return
            with self._lock:
                self._seen.append((time.monotonic(), piece))

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def interrupt(self) -> None:
        self.type("\x03")

    def seen(self) -> list[tuple[float, bytes]]:
        """What was written so far, and when."""
        with self._lock:
            return list(self._seen)

    def text(self) -> str:
        return b"".join(piece for _, piece in self.seen()).decode()

    def lines(self) -> list[str]:
        return shown(self.text())

    def wait_for(self, pattern: str, seconds: float = 60) -> re.Match[str]:
        give_up = time.monotonic() + seconds
        while not (found := re.search(pattern, self.text())):
            if time.monotonic() > give_up or self.process.poll() is not None:
                time.sleep(0.2)
                if found := re.search(pattern, self.text()):
                    return found
                raise AssertionError(f"{pattern!r} is not in {self.text()[:1000]!r}")
            time.sleep(0.02)
        return found

    def end(self, seconds: float = 60) -> int:
        """The exit code."""
        code = self.process.wait(seconds)
        self._reading.join(seconds)
        return code
