"""Which operation a request is for, and its input: what AWS's models leave no room for is a Violation.

The models are botocore's: https://github.com/boto/botocore/tree/develop/botocore/data
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote

import botocore.session
from botocore.model import ListShape, MapShape, OperationModel, ServiceModel, Shape, StructureShape

from .errors import Violation, protocol_of
from .shapes import Check, Problems, Shapes, wire_name
from .signature import SERVICES
from .wire import Request

# Headers that may stand in any request; other x-amz-* ones have a meaning that would be lost.
_COMMON_AMZ_HEADERS = {"x-amz-date", "x-amz-security-token", "x-amz-content-sha256", "x-amz-user-agent",
                       "x-amzn-trace-id", "x-amzn-query-mode"}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")


class NotJson(Exception):
    pass


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotJson("a member stands twice")
    return found


def _no_constant(text: str) -> Any:
    raise NotJson(f"{text} is no JSON")


def _json_object(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8"), object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from error


def _typed(shape: Shape, texts: list[str], path: str, problems: Problems) -> Any:
    """A value that was written as text, in a path, a query or a form."""
    if isinstance(shape, ListShape):
        return [_typed(shape.member, [text], path, problems) for text in texts]
    if len(texts) != 1:
        problems.append(f"{path}: stands {len(texts)} times")
    text = texts[0]
    if shape.type_name in ("integer", "long") and _INTEGER.fullmatch(text):
        return int(text)
    if shape.type_name == "boolean" and text in ("true", "false"):
        return text == "true"
    return text


@dataclass(frozen=True)
class Segment:
    label: str  # empty: literal
    literal: str


def _segments(uri: str) -> list[Segment]:
    return [Segment(part[1:-1].rstrip("+"), "") if part.startswith("{") else Segment("", part)
            for part in uri.partition("?")[0].strip("/").split("/")]


class Operation:
    def __init__(self, service: str, model: OperationModel, shapes: Shapes) -> None:
        self.service, self.name, self.model = service, model.name, model
        self.action = f"{service}:{model.name}"
        self.segments = _segments(model.http["requestUri"])
        self.subresource = model.http["requestUri"].partition("?")[2]  # of S3: what of a bucket is asked for
        self._check: Check | None = None
        self._shapes = shapes
        self._by_location: dict[str, dict[str, tuple[str, Shape]]] = defaultdict(dict)
        members = model.input_shape.members if model.input_shape else {}
        for name, shape in members.items():
            location = shape.serialization.get("location", "body")
            self._by_location[location][wire_name(name, shape)] = (name, shape)
        self.payload = model.input_shape.serialization.get("payload") if model.input_shape else None

    def matches(self, method: str, parts: list[str]) -> bool:
        return method == self.model.http["method"] and len(parts) == len(self.segments) and all(
            segment.label or segment.literal == part for segment, part in zip(self.segments, parts))

    def parse(self, request: Request) -> dict:
        problems: Problems = []
        protocol = protocol_of(self.service)
        try:
            found = {"rest-json": self._rest, "rest-xml": self._rest, "json": self._json, "query": self._form}[protocol](request, problems)
        except NotJson as error:
            raise Violation(self.action, [f"body: {error}"]) from error
        self._check_headers(request, problems)
        if self.model.input_shape is not None:
            if self._check is None:
                self._check = self._shapes.check_of(self.model.input_shape)
            checked = {wire_name(name, self.model.input_shape.members[name]): value for name, value in found.items()}
            self._check(checked, "input", problems)
        if problems:
            raise Violation(self.action, problems)
        return found

    def _check_headers(self, request: Request, problems: Problems) -> None:
        allowed = _COMMON_AMZ_HEADERS | {name.lower() for name in self._by_location["header"]}
        if protocol_of(self.service) == "json":
            allowed = allowed | {"x-amz-target"}
        problems += [f"header {name}: not one of {self.name}" for name in request.names()
                     if name.startswith(("x-amz-", "x-amzn-")) and name not in allowed]

    def _expect_content_type(self, request: Request, wanted: str, problems: Problems) -> None:
        given = request.header("content-type").partition(";")[0].strip().lower()
        if given != wanted:
            problems.append(f"header Content-Type: {given!r} instead of {wanted}")

    def _rest(self, request: Request, problems: Problems) -> dict:
        found: dict[str, Any] = {}
        parts = request.path.strip("/").split("/")
        for segment, part in zip(self.segments, parts):
            if segment.label:
                name, shape = self._by_location["uri"][segment.label]
                found[name] = _typed(shape, [unquote(part)], f"path {name}", problems)
        self._take_query(request, found, problems)
        for header, (name, shape) in self._by_location["header"].items():
            if request.values(header):
                found[name] = _typed(shape, request.values(header), f"header {header}", problems)
        self._take_body(request, found, problems)
        return found

    def _take_query(self, request: Request, found: dict, problems: Problems) -> None:
        texts: dict[str, list[str]] = defaultdict(list)
        try:
            query = "" if self.subresource and request.query == self.subresource else request.query
            pairs = parse_qsl(query.replace("+", "%2B"), keep_blank_values=True, strict_parsing=bool(query),
                              errors="strict")
        except ValueError as error:
            problems.append(f"query: {error}")
            return
        for key, text in pairs:
            texts[key].append(text)
        for key, values in texts.items():
            if key not in self._by_location["querystring"]:
                problems.append(f"query parameter {key}: not one of {self.name}")
                continue
            name, shape = self._by_location["querystring"][key]
            found[name] = _typed(shape, values, f"query parameter {key}", problems)

    def _take_body(self, request: Request, found: dict, problems: Problems) -> None:
        members = self._by_location["body"]
        if not members:
            if request.body:
                problems.append(f"body: {len(request.body)} bytes where none belong")
            return
        self._expect_content_type(request, "application/json", problems)
        body = _json_object(request.body)
        if self.payload:
            found[self.payload] = body
            return
        self._take_members(body, found, problems)

    def _take_members(self, body: Any, found: dict, problems: Problems) -> None:
        if not isinstance(body, dict):
            raise NotJson("no object")
        for key, value in body.items():
            if key in self._by_location["body"]:
                found[self._by_location["body"][key][0]] = value
            else:
                problems.append(f"body member {key:.60}: not one of {self.name}")

    def _json(self, request: Request, problems: Problems) -> dict:
        version = self.model.service_model.metadata["jsonVersion"]
        self._expect_content_type(request, f"application/x-amz-json-{version}", problems)
        if request.query:
            problems.append("query: none belongs here")
        found: dict[str, Any] = {}
        self._take_members(_json_object(request.body), found, problems)
        return found

    def _form(self, request: Request, problems: Problems) -> dict:
        self._expect_content_type(request, "application/x-www-form-urlencoded", problems)
        if request.query:
            problems.append("query: none belongs here")
        pairs = parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)
        fields = dict(pairs)
        if len(fields) != len(pairs):
            problems.append("body: a field stands twice")
        fields.pop("Action", None)
        version = self.model.service_model.metadata["apiVersion"]
        if fields.pop("Version", None) != version:
            problems.append(f"body field Version: must be {version}")
        found = _tree(self.model.input_shape, fields, "", problems) if self.model.input_shape else {}
        problems += [f"body field {name}: not one of {self.name}" for name in fields]
        return found


def _has(fields: dict[str, str], place: str) -> bool:
    return any(field == place or field.startswith(f"{place}.") for field in fields)


def _tree(shape: Shape, fields: dict[str, str], prefix: str, problems: Problems) -> Any:
    """Takes what belongs to the shape out of the fields of a form: Tags.member.1.Key and the like."""
    if isinstance(shape, StructureShape):
        start = f"{prefix}." if prefix else ""
        places = {name: start + wire_name(name, member) for name, member in shape.members.items()}
        return {name: _tree(shape.members[name], fields, place, problems) for name, place in places.items()
                if _has(fields, place)}
    if isinstance(shape, ListShape):
        items = []
        while _has(fields, f"{prefix}.member.{len(items) + 1}"):
            items.append(_tree(shape.member, fields, f"{prefix}.member.{len(items) + 1}", problems))
        return items
    if isinstance(shape, MapShape):
        problems.append(f"{prefix}: maps are not emulated")
        return {}
    return _typed(shape, [fields.pop(prefix, "")], prefix, problems)


def _has_paths(service: str) -> bool:
    return protocol_of(service) in ("rest-json", "rest-xml")


class Catalogue:
    """Every operation of the emulated services."""

    def __init__(self) -> None:
        session = botocore.session.get_session()
        shapes = Shapes()
        self._models: dict[str, ServiceModel] = {name: session.get_service_model(name) for name in (*SERVICES.values(), "s3control")}
        self._by_name = {service: {name: Operation(service, model.operation_model(name), shapes)
                                   for name in model.operation_names} if not _has_paths(service) else {}
                         for service, model in self._models.items()}
        self._by_place: dict[tuple, list[Operation]] = defaultdict(list)
        for service, model in self._models.items():
            if not _has_paths(service):
                continue
            for name in model.operation_names:
                if model.operation_model(name).deprecated:
                    continue  # of S3: another has its place
                operation = Operation(service, model.operation_model(name), shapes)
                self._by_place[(service, len(operation.segments))].append(operation)
        for operations in self._by_place.values():  # a literal comes before a label
            operations.sort(key=lambda operation: [bool(segment.label) for segment in operation.segments])

    def find(self, service: str, request: Request) -> Operation:
        protocol = protocol_of(service)
        if _has_paths(service):
            return self._by_path(service, request)
        if request.method != "POST" or request.path != "/":
            raise Violation(service, [f"{request.method} {request.path}: every operation is POST /"])
        if protocol == "query":
            name = dict(parse_qsl(request.body.decode("utf-8", "replace"))).get("Action", "")
        else:
            prefix, _, name = request.header("x-amz-target").rpartition(".")
            wanted = self._models[service].metadata["targetPrefix"]
            if prefix != wanted:
                raise Violation(service, [f"header X-Amz-Target: {prefix!r} instead of {wanted}"])
        if name not in self._by_name[service]:
            raise Violation(service, [f"{name!r:.60}: no such operation"])
        return self._by_name[service][name]

    def _by_path(self, service: str, request: Request) -> Operation:
        parts = request.path.strip("/").split("/")
        for operation in self._by_place.get((service, len(parts)), []):
            is_of_query = protocol_of(service) != "rest-xml" or operation.subresource == request.query
            if operation.matches(request.method, parts) and is_of_query:
                return operation
        raise Violation(service, [f"{request.method} {request.path:.200}: no such operation"])


@cache
def catalogue() -> Catalogue:
    """It never changes, and reading the models takes half a second."""
    return Catalogue()
