"""What a right review of the sample must say, noted by whoever plants the cause."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

_ROWS = Path(__file__).resolve().parents[2] / "src" / "checks" / "checks.def"
CHECKS = tuple(re.findall(r"^CHECK\((\w+)\)", _ROWS.read_text(encoding="utf-8"), re.MULTILINE))


class Truth:
    def __init__(self) -> None:
        self._findings: list[dict] = []
        self._passes: Counter[str] = Counter({check: 0 for check in CHECKS})
        self._facts: list[dict] = []

    def finding(self, check: str, key: str, status: str) -> None:
        """Passes are only counted; every other finding is named."""
        if check not in CHECKS:
            raise ValueError(f"no check is called {check}")
        if status == "pass":
            self._passes[check] += 1
        else:
            self._findings.append({"check": check, "key": key, "status": status})

    def fact(self, component: str, pointer: str, value: Any) -> None:
        self._facts.append({"component": component, "pointer": pointer, "value": value})

    def facts(self, component: str, pointer: str, values: dict[str, Any]) -> None:
        """One fact for each member of the object at `pointer`."""
        for member, value in values.items():
            self.fact(component, f"{pointer}/{member}", value)

    def list_fact(self, component: str, pointer: str, find: dict, member: str, value: Any) -> None:
        """A member of the one item of the array at `pointer` that has all members of `find`."""
        self._facts.append({"component": component, "find": find, "pointer": pointer, "member": member, "value": value})

    def as_json(self) -> dict:
        findings = sorted(self._findings, key=lambda finding: (finding["check"], finding["key"]))
        return {"findings": findings, "passes": dict(sorted(self._passes.items())), "facts": self._facts}
