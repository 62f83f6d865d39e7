"""What the emulator has seen. Thread-safe."""

import threading
from collections import Counter
from typing import Any

MAX_NOTES = 1_000  # of violations and of refused signatures


class Stats:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        with self._lock:
            self._calls: Counter[str] = Counter()
            self._throttles: Counter[str] = Counter()
            self._faults: Counter[str] = Counter()
            self._violations: list[dict[str, str]] = []
            self._unauthenticated: list[str] = []
            self._connections = 0
            self._in_flight = self._most_in_flight = 0
            self._first: float | None = None
            self._last: float | None = None

    def connected(self) -> None:
        with self._lock:
            self._connections += 1

    def begin(self, at: float) -> None:
        with self._lock:
            self._first = at if self._first is None else self._first
            self._last = at
            self._in_flight += 1
            self._most_in_flight = max(self._most_in_flight, self._in_flight)

    def end(self) -> None:
        with self._lock:
            self._in_flight = max(0, self._in_flight - 1)

    def called(self, action: str) -> None:
        with self._lock:
            self._calls[action] += 1

    def throttled(self, action: str) -> None:
        with self._lock:
            self._throttles[action] += 1

    def fault(self, kind: str) -> None:
        with self._lock:
            self._faults[kind] += 1

    def violated(self, action: str, problems: list[str]) -> None:
        with self._lock:
            self._violations += [{"operation": action, "problem": problem[:500]} for problem in problems]
            del self._violations[MAX_NOTES:]

    def unauthenticated(self, service: str, code: str, message: str) -> None:
        with self._lock:
            self._unauthenticated.append(f"{service}: {code}: {message}")
            del self._unauthenticated[MAX_NOTES:]

    def as_json(self) -> dict[str, Any]:
        """`throttles`: for the rate, by operation; those of a fault are in `faults`. Times are epoch seconds."""
        with self._lock:
            return {"calls": dict(sorted(self._calls.items())), "total": self._calls.total(),
                    "throttles": dict(sorted(self._throttles.items())), "faults": dict(sorted(self._faults.items())),
                    "violations": list(self._violations), "unauthenticated": list(self._unauthenticated),
                    "connections": self._connections, "most_in_flight": self._most_in_flight,
                    "first_request": self._first, "last_request": self._last}
