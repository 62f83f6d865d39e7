"""Holds values against botocore's shapes. A check is compiled once for each shape, because requests can be large."""

import re
from collections.abc import Callable
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

Problems = list[str]
Check = Callable[[Any, str, Problems], None]

_TYPES: dict[str, tuple[type, ...]] = {
    "structure": (dict,), "map": (dict,), "list": (list,), "string": (str,), "boolean": (bool,), "integer": (int,),
    "long": (int,), "float": (int, float), "double": (int, float), "timestamp": (int, float), "blob": (str,),
}
_INTEGER_LIMITS = {"integer": 2**31, "long": 2**63}


def wire_name(member: str, shape: Shape) -> str:
    return shape.serialization.get("name", member)


def _pattern(shape: Shape) -> re.Pattern | None:
    """Some patterns of the models are escaped twice: a backslash itself is in none of the values."""
    try:
        return re.compile(shape.metadata["pattern"].replace("\\\\", "\\")) if "pattern" in shape.metadata else None
    except re.error:
        return None  # written for another dialect


def _scalar(shape: Shape) -> Check:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    values, pattern, limit = set(getattr(shape, "enum", ())), _pattern(shape), _INTEGER_LIMITS.get(shape.type_name)

    def check(value: Any, path: str, problems: Problems) -> None:
        size = len(value) if isinstance(value, str) else value
        if (low is not None and size < low) or (high is not None and size > high):
            problems.append(f"{path}: {size} is outside {low} to {high}")
        if limit and not -limit <= value < limit:
            problems.append(f"{path}: {value} is no {shape.type_name}")
        if values and value not in values:
            problems.append(f"{path}: {value!r:.60} is not among {sorted(values)}")
        if pattern and not pattern.fullmatch(value):
            problems.append(f"{path}: {value!r:.60} does not match {pattern.pattern}")
    return check


class Shapes:
    def __init__(self) -> None:
        self._checks: dict[int, Check] = {}
        self._kept: list[Shape] = []  # their ids are keys

    def check_of(self, shape: Shape) -> Check:
        return self._typed(shape, self._inner(shape))

    def _inner(self, shape: Shape) -> Check:
        if isinstance(shape, StructureShape):
            return self._structure(shape)
        if isinstance(shape, ListShape):
            return self._list(shape)
        if isinstance(shape, MapShape):
            return self._map(shape)
        return _scalar(shape)

    @staticmethod
    def _typed(shape: Shape, inner: Check) -> Check:
        types = _TYPES[shape.type_name]

        def check(value: Any, path: str, problems: Problems) -> None:
            if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
                problems.append(f"{path}: expected {shape.type_name}, got {type(value).__name__} {value!r:.60}")
            else:
                inner(value, path, problems)
        return check

    def _later(self, shape: Shape) -> Check:
        """Compiled when it is first needed: shapes may contain themselves."""
        def check(value: Any, path: str, problems: Problems) -> None:
            if id(shape) not in self._checks:
                self._checks[id(shape)] = self.check_of(shape)
                self._kept.append(shape)
            self._checks[id(shape)](value, path, problems)
        return check

    def _structure(self, shape: StructureShape) -> Check:
        members = {wire_name(name, member): self._later(member) for name, member in shape.members.items()}
        required = [wire_name(name, shape.members[name]) for name in shape.required_members]

        def check(value: dict, path: str, problems: Problems) -> None:
            for name in required:
                if name not in value:
                    problems.append(f"{path}.{name}: required, but missing")
            for name, item in value.items():
                if name in members:
                    members[name](item, f"{path}.{name}", problems)
                else:
                    problems.append(f"{path}.{name}: no such member in {shape.name}")
        return check

    def _list(self, shape: ListShape) -> Check:
        item_check = self._later(shape.member)
        low, high = shape.metadata.get("min", 0), shape.metadata.get("max")

        def check(value: list, path: str, problems: Problems) -> None:
            if len(value) < low or (high is not None and len(value) > high):
                problems.append(f"{path}: {len(value)} items are outside {low} to {high}")
            for index, item in enumerate(value):
                item_check(item, f"{path}[{index}]", problems)
        return check

    def _map(self, shape: MapShape) -> Check:
        key_check, value_check = self._later(shape.key), self._later(shape.value)

        def check(value: dict, path: str, problems: Problems) -> None:
            for key, item in value.items():
                key_check(key, f"{path} key", problems)
                value_check(item, f"{path}[{key!r:.60}]", problems)
        return check
