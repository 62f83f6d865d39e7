"""Writes down AWS calls, each held against botocore's model of the service: what AWS could not say is refused."""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

import botocore.session
from botocore.model import OperationModel, Shape

SERVICES = ("connect", "service-quotas", "cloudwatch", "cloudtrail", "logs", "pinpoint", "kms", "lambda", "lexv2-models",
            "qconnect", "sns", "s3", "kinesis", "firehose", "customer-profiles", "appintegrations", "connectcases", "iam")

# Values that the model does not know (yet), planted on purpose: by shape name.
FUTURE_VALUES = {"QuickConnectType": {"WORKFLOW"}}

# Errors that any operation can answer without declaring them.
COMMON_ERRORS = {"AccessDeniedException", "ThrottlingException", "TooManyRequestsException"}
# S3's model declares none of what a bucket does not have.
COMMON_ERRORS |= {"NoSuchLifecycleConfiguration", "ObjectLockConfigurationNotFoundError"}

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "structure": (dict,),
    "map": (dict,),
    "list": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
    "timestamp": (int, float),
}


class Invalid(Exception):
    """A recorded value that the service's model forbids; the text begins with the path of the member."""


def _check_type(shape: Shape, value: Any, path: str) -> None:
    allowed = _PYTHON_TYPES[shape.type_name]
    if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
        raise Invalid(f"{path}: expected {shape.type_name}, got {type(value).__name__} {value!r:.60}")


def _check_enum(shape: Shape, value: str, path: str) -> None:
    allowed = set(getattr(shape, "enum", ())) | FUTURE_VALUES.get(shape.name, set())
    if getattr(shape, "enum", ()) and value not in allowed:
        raise Invalid(f"{path}: {value!r} is not among {sorted(allowed)}")


def _check_bounds(shape: Shape, value: Any, path: str) -> None:
    size = value if isinstance(value, (int, float)) else len(value)
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and size < low) or (high is not None and size > high):
        raise Invalid(f"{path}: {size} is outside {low} to {high}")
    pattern = shape.metadata.get("pattern")
    if pattern and not re.fullmatch(pattern, value):
        raise Invalid(f"{path}: {value!r} does not match {pattern}")


def _check_structure(shape: Shape, value: dict, path: str, is_input: bool) -> None:
    for name in shape.required_members:
        if name not in value:
            raise Invalid(f"{path}.{name}: required, but missing")
    for name, member in value.items():
        if name not in shape.members:
            raise Invalid(f"{path}.{name}: no such member in {shape.name}")
        check_value(shape.members[name], member, f"{path}.{name}", is_input)


def check_value(shape: Shape, value: Any, path: str, is_input: bool) -> None:
    """Raises Invalid unless `value` has the shape. Lengths, ranges and patterns bind inputs only."""
    _check_type(shape, value, path)
    if is_input:
        _check_bounds(shape, value, path)
    if shape.type_name == "structure":
        _check_structure(shape, value, path, is_input)
    elif shape.type_name == "list":
        for index, item in enumerate(value):
            check_value(shape.member, item, f"{path}[{index}]", is_input)
    elif shape.type_name == "map":
        for key, item in value.items():
            check_value(shape.key, key, f"{path}[{key!r}]", is_input)
            check_value(shape.value, item, f"{path}[{key!r}]", is_input)
    elif shape.type_name == "string":
        _check_enum(shape, value, path)


class Recorder:
    """The calls of each service, in the order in which they were made."""

    def __init__(self) -> None:
        session = botocore.session.get_session()
        self._models = {service: session.get_service_model(service) for service in SERVICES}
        self._lines: dict[str, list[str]] = {service: [] for service in SERVICES}

    def call(self, service: str, operation: str, request: dict, output: dict) -> None:
        model = self._checked_request(service, operation, request)
        check_value(model.output_shape, output, f"{service}:{operation} output", is_input=False)
        self._write(service, operation, request, output=output)

    def refused(self, service: str, operation: str, request: dict, error: dict) -> None:
        model = self._checked_request(service, operation, request)
        declared = {shape.name for shape in model.error_shapes}
        if error["code"] not in declared | COMMON_ERRORS:
            raise Invalid(f"{service}:{operation} error.code: {error['code']} is not declared")
        self._write(service, operation, request, error=error)

    def paged(self, service: str, operation: str, request: dict, outputs: Sequence[dict],
              token: str = "NextToken", refused_first: dict[int, dict] | None = None) -> None:
        """One call a page. `refused_first`: an error that comes before the page of that number."""
        page_request = request
        for number, output in enumerate(outputs):
            if refused_first and number in refused_first:
                self.refused(service, operation, page_request, refused_first[number])
            if number + 1 == len(outputs):
                self.call(service, operation, page_request, output)
                return
            following = _opaque_token(operation, request, number + 1)
            self.call(service, operation, page_request, {**output, token: following})
            page_request = {**request, token: following}

    def listed(self, operation: str, request: dict, member: str, items: Sequence[Any], size: int,
               refused_first: dict[int, dict] | None = None, **every_page: Any) -> None:
        """A list of Amazon Connect in pages of `size` items."""
        outputs = [{member: page, **every_page} for page in in_pages(items, size)]
        self.paged("connect", operation, request, outputs, refused_first=refused_first)

    def text(self, service: str) -> str:
        return "".join(f"{line}\n" for line in self._lines[service])

    def _checked_request(self, service: str, operation: str, request: dict) -> OperationModel:
        model = self._models[service].operation_model(operation)
        check_value(model.input_shape, request, f"{service}:{operation} input", is_input=True)
        return model

    def _write(self, service: str, operation: str, request: dict, **answer: dict) -> None:
        line = {"operation": operation, "input": request, **answer}
        self._lines[service].append(json.dumps(line, ensure_ascii=False, separators=(", ", ": ")))


def in_pages(items: Sequence[Any], size: int) -> list[list[Any]]:
    """At least one page, even of nothing."""
    return [list(items[start:start + size]) for start in range(0, max(len(items), 1), size)]


def _opaque_token(operation: str, request: dict, page: int) -> str:
    digest = hashlib.sha256(f"{operation}/{json.dumps(request, sort_keys=True)}/{page}".encode()).digest()
    return base64.b64encode(digest).decode()
