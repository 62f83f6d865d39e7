"""Verifies Signature Version 4 over the bytes that were received, with botocore's own canonicalisation.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

import hashlib
import hmac
import re
import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timezone
from http.client import HTTPMessage
from urllib.parse import quote, unquote_to_bytes

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from .errors import expired_token, unauthenticated
from .wire import Request

MAX_SKEW_SECONDS = 15 * 60
GLOBAL_REGIONS = {"iam": "us-east-1"}
SERVICES = {"connect": "connect", "monitoring": "cloudwatch", "logs": "logs", "cloudtrail": "cloudtrail",
            "servicequotas": "service-quotas", "mobiletargeting": "pinpoint", "kms": "kms", "lambda": "lambda",
            "lex": "lexv2-models", "s3": "s3", "kinesis": "kinesis", "firehose": "firehose", "profile": "customer-profiles",
            "app-integrations": "appintegrations", "cases": "connectcases",
            "connect-campaigns": "connectcampaignsv2", "wisdom": "qconnect", "sns": "sns", "sts": "sts", "iam": "iam"}
_OF_ACCOUNTS = "/v20180820/"  # S3 Control signs as S3 does; its paths have the version

_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>[A-Z0-9]{16,128})/(?P<date>[0-9]{8})/(?P<region>[a-z0-9-]+)/"
    r"(?P<service>[a-z0-9-]+)/aws4_request, ?SignedHeaders=(?P<headers>[a-z0-9;_-]+), ?"
    r"Signature=(?P<signature>[0-9a-f]{64})")
_DATE = re.compile(r"[0-9]{8}T[0-9]{6}Z")


@dataclass(frozen=True)
class Key:
    access_key: str
    secret: str
    token: str | None = None
    expires: float | None = None  # epoch seconds
    arn: str = ""


class Keys:
    """The access keys that are known. Thread-safe."""

    def __init__(self, account: str, now: float) -> None:
        user, role = f"arn:aws:iam::{account}:user/reviewer", f"arn:aws:sts::{account}:assumed-role/reviewer/session"
        self.permanent = Key("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", arn=user)
        self.temporary = Key("ASIAIOSFODNN7EXAMPLE", "bPxRfiCYEXAMPLEKEYwJalrXUtnFEMI/K7MDENG+",
                             "IQoJb3JpZ2luX2VjEMT//==", arn=role)
        self.expired = Key("ASIAEXPIREDN7EXAMPLE", "EXPIREDEXAMPLEKEYwJalrXUtnFEMI/K7MDENG+",
                           "IQoJb3JpZ2luX2VjEAA+/==", expires=now - 3600, arn=role)
        self._lock = threading.Lock()
        self._keys: dict[str, Key] = {}
        for key in (self.permanent, self.temporary, self.expired):
            self.add(key)

    def add(self, key: Key) -> None:
        with self._lock:
            self._keys[key.access_key] = key

    def find(self, access_key: str) -> Key | None:
        with self._lock:
            return self._keys.get(access_key)

    def issue(self, arn: str, expires: float) -> Key:
        key = Key("ASIA" + secrets.token_hex(8).upper(), secrets.token_urlsafe(30), secrets.token_urlsafe(90), expires,
                  arn)
        self.add(key)
        return key


class _ReceivedAuth(SigV4Auth):
    """Takes the signed headers from the request that was received, instead of choosing them."""

    def __init__(self, key: Key, scope: re.Match, signed: HTTPMessage) -> None:
        super().__init__(Credentials(key.access_key, key.secret, key.token), scope["service"], scope["region"])
        self._signed = signed

    def headers_to_sign(self, request: AWSRequest) -> HTTPMessage:
        return self._signed


def _encoded_again(query: str) -> str:
    """AWS signs the query as it would have written it."""
    def again(text: str) -> str:
        return quote(unquote_to_bytes(text), safe="-_.~")
    return "&".join("=".join(again(part) for part in (pair.split("=", 1) if "=" in pair else (pair, "")))
                    for pair in query.split("&") if pair)


def _expected(request: Request, scope: re.Match, key: Key, timestamp: str) -> str:
    signed = HTTPMessage()
    for name in scope["headers"].split(";"):
        for value in request.values(name):
            signed[name] = value
    query = _encoded_again(request.query)
    url = f"http://{request.header('host')}{request.path}" + (f"?{query}" if query else "")
    received = AWSRequest(method=request.method, url=url, data=request.body)
    received.context["timestamp"] = timestamp
    auth = _ReceivedAuth(key, scope, signed)
    return auth.signature(auth.string_to_sign(received, auth.canonical_request(received)), received)


def _scope_of(request: Request) -> tuple[str, re.Match]:
    """The service (as botocore names it) and the parsed Authorization header."""
    text = request.header("authorization")
    if not text:
        raise unauthenticated("connect", "MissingAuthenticationToken", "Missing Authentication Token")
    scope = _AUTHORIZATION.fullmatch(text)
    if not scope:
        raise unauthenticated("connect", "IncompleteSignature", "Authorization is not of Signature Version 4.")
    if scope["service"] not in SERVICES:
        raise unauthenticated("connect", "SignatureDoesNotMatch", f"There is no service {scope['service']}")
    return "s3control" if request.path.startswith(_OF_ACCOUNTS) else SERVICES[scope["service"]], scope


def _check_headers(service: str, request: Request, scope: re.Match) -> None:
    names = scope["headers"].split(";")
    needed = {"host"} | {name for name in request.names() if name.startswith("x-amz-")}
    missing = sorted(needed - set(names))
    if missing or names != sorted(set(names)):
        wrong = f"{', '.join(missing)} must be a signed header" if missing else "SignedHeaders are not in order"
        raise unauthenticated(service, "SignatureDoesNotMatch", wrong)
    digest = request.header("x-amz-content-sha256")
    if digest and digest != hashlib.sha256(request.body).hexdigest():
        raise unauthenticated(service, "SignatureDoesNotMatch", "X-Amz-Content-SHA256 is not the digest of the body")


def _timestamp(service: str, request: Request, scope: re.Match, now: float) -> str:
    text = request.header("x-amz-date")
    if not _DATE.fullmatch(text):
        raise unauthenticated(service, "IncompleteSignature", "X-Amz-Date is missing or no date")
    signed_at = datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc).timestamp()
    if text[:8] != scope["date"]:
        raise unauthenticated(service, "SignatureDoesNotMatch", "Date in Credential scope does not match X-Amz-Date")
    if abs(now - signed_at) > MAX_SKEW_SECONDS:
        state = "Signature expired" if signed_at < now else "Signature not yet current"
        raise unauthenticated(service, "SignatureDoesNotMatch", f"{state}: {text}")
    return text


def _check_key(service: str, request: Request, key: Key | None, now: float) -> Key:
    if key is None or (key.token or "") != request.header("x-amz-security-token"):
        raise unauthenticated(service, "InvalidClientTokenId", "The security token included in the request is invalid.")
    if key.expires is not None and key.expires <= now:
        raise expired_token(service)
    return key


def verify(request: Request, keys: Keys, region: str, now: float) -> tuple[str, Key]:
    """The service that is asked and the key that asks; raises Refusal when AWS would not believe it."""
    service, scope = _scope_of(request)
    if scope["region"] != GLOBAL_REGIONS.get(service, region):
        raise unauthenticated(service, "SignatureDoesNotMatch", "Credential should be scoped to a valid region.")
    timestamp = _timestamp(service, request, scope, now)
    key = _check_key(service, request, keys.find(scope["key"]), now)
    _check_headers(service, request, scope)
    if not hmac.compare_digest(_expected(request, scope, key, timestamp), scope["signature"]):
        raise unauthenticated(service, "SignatureDoesNotMatch",
                              "The request signature we calculated does not match the signature you provided.")
    return service, key
