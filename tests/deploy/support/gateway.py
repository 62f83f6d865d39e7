"""What stands between the program and its AWS: it keeps each request, and hands it on to whoever plays the service.

The requests are then told apart by the program's own table of operations, `checks operations --json`, which is held
against botocore's models elsewhere. What kind of resource IAM asks about is AWS's own word, as cfn-lint has it:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html
"""

import http.client
import json
import re
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from cfnlint.data import AdditionalSpecs
from cfnlint.helpers import load_resource

_SCOPE = re.compile(r"Credential=(?P<key>[^/]+)/\d{8}/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")
# What a request of S3's bucket asks for.
_S3_SUBRESOURCES = {"encryption": "GetBucketEncryption", "delete": "DeleteObjects", "list-type": "ListObjectsV2",
                    "publicAccessBlock": "GetPublicAccessBlock", "policyStatus": "GetBucketPolicyStatus",
                    "policy": "GetBucketPolicy", "versioning": "GetBucketVersioning", "object-lock": "GetObjectLockConfiguration",
                    "lifecycle": "GetBucketLifecycleConfiguration"}
_S3_OBJECTS = {"GET": "GetObject", "HEAD": "HeadObject", "PUT": "PutObject", "DELETE": "DeleteObject"}


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]  # names in small letters
    body: bytes
    status: int  # of the answer

    @property
    def scope(self) -> re.Match:
        return _SCOPE.search(self.headers["authorization"])

    @property
    def service(self) -> str:
        return self.scope["service"]

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.path).query, keep_blank_values=True)

    @property
    def labels(self) -> list[str]:
        """The parts of the path."""
        return [unquote(part) for part in urlsplit(self.path).path.strip("/").split("/")]

    @property
    def is_of_account(self) -> bool:
        """S3 Control signs as S3 does."""
        return self.labels[0] == "v20180820"

    def input(self) -> dict:
        """The members of the body, as far as it has any."""
        kind = self.headers.get("content-type", "")
        if "json" in kind and self.body:
            return json.loads(self.body)
        if "urlencoded" in kind:
            return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}
        return {}


@dataclass(frozen=True)
class Call:
    operation: str
    action: str  # of IAM
    resource: str
    context: dict[str, str]
    key: str  # of whoever signed it


class Gateway:
    """A context manager. `services`: where each is, by its signing name; others are at `rest`, and so are all buckets but
    `bucket`, where results are kept. Lambda answers itself."""

    def __init__(self, rest: str, services: dict[str, str], bucket: str = "") -> None:
        self.requests: list[Request] = []
        self._rest, self._services, self._bucket = rest, services, bucket
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "Gateway":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, list, bytes]:
        request = Request(method, path, headers, body, 202)
        if request.service == "lambda":
            self.requests.append(request)
            return 202, [], b""
        is_of_instance = request.service == "s3" and request.labels[0] != self._bucket
        target = urlsplit(self._rest if is_of_instance else self._services.get(request.service, self._rest))
        connection = http.client.HTTPConnection(target.hostname, target.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        self.requests.append(Request(method, path, headers, body, response.status))
        kept = [(name, value) for name, value in response.getheaders()
                if name.lower() not in ("content-length", "connection", "transfer-encoding")]
        return response.status, kept, content


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):  # the program was ended
            super().handle_error(request, client_address)


def _handler(gateway: Gateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_) -> None:
            pass

        def serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, kept, content = gateway.answer(self.command, self.path, headers, body)
            self.send_response_only(status)
            for name, value in kept:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = serve

    return Handler


class Calls:
    """What requests were for. `rows`: the program's operations; the instance's account is that of the function. `bucket`:
    where results are kept."""

    def __init__(self, rows: list[dict], account: str, bucket: str = "") -> None:
        self._rows, self._account, self._bucket = rows, account, bucket
        self._connect = load_resource(AdditionalSpecs, "Policies.json")["connect"]["Actions"]

    def of(self, request: Request) -> Iterator[Call]:
        """One, and what S3 and DynamoDB ask of the key in its name."""
        operation = self._operation(request)
        region = request.scope["region"]
        context = {"aws:RequestedRegion": region, "aws:ResourceAccount": self._account}
        key = request.scope["key"]
        resource = self._resource(operation, request, region)
        # One of S3's requests is for several objects.
        objects = re.findall(r"<Key>(.*?)</Key>", request.body.decode()) if operation["name"] == "DeleteObjects" else [""]
        for name in objects:
            yield Call(f"{request.service}:{operation['name']}", operation["permission"],
                       f"{resource}/{name}" if name else resource, context, key)
        key_arn = request.headers.get("x-amz-server-side-encryption-aws-kms-key-id", "")
        if operation["name"] == "PutObject" and key_arn:
            via = context | {"kms:ViaService": f"s3.{region}.amazonaws.com"}
            for action in ("kms:GenerateDataKey", "kms:Decrypt"):  # and to read it again
                yield Call(f"s3:{operation['name']}", action, key_arn, via, key)

    def _operation(self, request: Request) -> dict:
        rows = [row for row in self._rows if row["service"]["signingName"] == request.service]
        if request.service == "s3":  # stores, the instance's buckets and its account have rows of their own
            service = "s3control" if request.is_of_account else "s3"
            rows = [row for row in rows if row["service"]["name"] == service
                    and (row["scope"] == "store") == (request.labels[0] == self._bucket)]
        (found,) = [row for row in rows if row["name"] == self._name(request, rows)]
        return found

    def _name(self, request: Request, rows: list[dict]) -> str:
        if target := request.headers.get("x-amz-target"):
            return target.rpartition(".")[2]
        if request.service == "s3" and not request.is_of_account:
            if len(request.labels) > 1 and request.labels[1]:
                return _S3_OBJECTS[request.method]
            (name,) = [name for word, name in _S3_SUBRESOURCES.items() if word in request.query]
            return name
        if action := request.input().get("Action"):
            return action
        path = urlsplit(request.path).path.rstrip("/")
        (name,) = [row["name"] for row in rows if row["method"] == request.method and re.fullmatch(
            re.sub(r"\{\w+\}", "[^/]+", row["path"].partition("?")[0].rstrip("/")), path)]
        return name

    def _resource(self, operation: dict, request: Request, region: str) -> str:
        given = request.input()
        arn = f"arn:aws:{operation['permission'].partition(':')[0]}:{region}:{self._account}"
        match request.service:
            case "s3" if not request.is_of_account:
                return "arn:aws:s3:::" + "/".join(request.labels)
            case "dynamodb":
                index = f"/index/{given['IndexName']}" if "IndexName" in given else ""
                return f"{arn}:table/{given['TableName']}{index}"
            case "lambda":
                return request.labels[2]
            case "iam":
                return given.get("PolicySourceArn") or f"arn:aws:iam::{self._account}:role/{given['RoleName']}"
            case "cloudtrail" if "Name" in given or "TrailName" in given:
                return given.get("Name") or given["TrailName"]
            case "lex" if operation["name"] == "ListBotReplicas":
                return f"{arn}:bot/{request.labels[1]}"
            case "lex":
                return f"{arn}:bot-alias/{request.labels[1]}/{request.labels[3]}"
            case "profile" if len(request.labels) > 1:  # /domains/NAME/object-types
                return f"{arn}:domains/{request.labels[1]}"
            case "cases" if len(request.labels) > 1:  # /domains/ID/fields-list
                return f"{arn}:domain/{request.labels[1]}"
            case "connect-campaigns" if "campaignIds" in given:  # of which one is like the other
                return f"{arn}:campaign/{given['campaignIds'][0]}"
            case "app-integrations" if operation["name"] == "ListTagsForResource":
                return "/".join(request.labels[1:])
            case "wisdom":
                return self._resource_of_wisdom(operation["name"], request, arn)
            case "sns":
                return given["TopicArn"]
            case "kinesis":
                return given["StreamARN"]
            case "firehose":
                return f"{arn}:deliverystream/{given['DeliveryStreamName']}"
            case "sts":
                return given.get("RoleArn", "*")
            case "kms":
                return given["KeyId"] if given["KeyId"].startswith("arn:") else f"{arn}:key/{given['KeyId']}"
            case "events":
                (bus,) = {one["EventBusName"] for one in given["Entries"]}
                return bus if bus.startswith("arn:") else f"{arn}:event-bus/{bus}"
            case "mobiletargeting":
                return f"{arn}:phone/number/validate"
            case "logs" if "logGroupName" in given:
                return f"{arn}:log-group:{given['logGroupName']}:*"
            case "connect":
                return self._resource_of_connect(operation["name"], request, given, arn)
        return "*"

    @staticmethod
    def _resource_of_wisdom(name: str, request: Request, arn: str) -> str:
        kinds = {"GetAssistant": "assistant", "GetAIGuardrail": "ai-guardrail", "GetAIPrompt": "ai-prompt",
                 "GetKnowledgeBase": "knowledge-base"}
        return "/".join([f"{arn}:{kinds[name]}", *request.labels[1::2]]) if name in kinds else "*"

    def _resource_of_connect(self, name: str, request: Request, given: dict, arn: str) -> str:
        kinds = self._connect[name.lower()].get("Resources", [])
        if not kinds:
            return "*"
        if "wildcard-phone-number" in kinds or "traffic-distribution-group" in kinds:
            return f"{arn}:{kinds[0].removeprefix('wildcard-')}/*"
        if "phone-number" in kinds:
            return f"{arn}:phone-number/{request.labels[1]}"
        named = given.get("InstanceId") or given.get("ResourceArn", "").rpartition("/")[2]
        instance = named or next(part for part in request.labels if re.fullmatch(r"[0-9a-f-]{36}", part))
        rest = request.labels[request.labels.index(instance) + 1:] if instance in request.labels else []
        return "/".join([f"{arn}:instance/{instance}", *rest])
