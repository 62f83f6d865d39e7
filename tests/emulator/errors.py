"""Refusals, and how each service puts them into words.

The codes and statuses are those seen on the wire: services of JSON 1.0 and 1.1 answer 400 to throttled, denied and
wrongly signed calls, the others 429 and 403.
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html
"""

import json
from xml.sax.saxutils import escape

THROTTLED = {"connect": "TooManyRequestsException", "pinpoint": "TooManyRequestsException", "lambda": "TooManyRequestsException",
             "service-quotas": "TooManyRequestsException", "sts": "Throttling", "iam": "Throttling",
             "sns": "Throttling", "s3": "SlowDown", "s3control": "SlowDown", "kinesis": "LimitExceededException"}
DENIED = {"pinpoint": "ForbiddenException", "sts": "AccessDenied", "iam": "AccessDenied",
          "sns": "AuthorizationError", "s3": "AccessDenied", "s3control": "AccessDenied"}
INTERNAL = {"connect": "InternalServiceException", "pinpoint": "InternalServerErrorException",
            "service-quotas": "ServiceException", "lambda": "ServiceException",
            "lexv2-models": "InternalServerException", "s3": "InternalError", "s3control": "InternalError", "customer-profiles": "InternalServerException",
            "appintegrations": "InternalServiceError", "connectcases": "InternalServerException",
            "connectcampaignsv2": "InternalServerException"}
INVALID = {"s3": "InvalidRequest", "s3control": "InvalidRequest", "kinesis": "InvalidArgumentException", "firehose": "InvalidArgumentException",
           "sns": "InvalidParameter", "sts": "ValidationError", "iam": "ValidationError", "lambda": "InvalidParameterValueException"}
INVALID_TOKEN = {"connect": "InvalidParameterException", "cloudwatch": "InvalidNextToken",
                 "logs": "InvalidParameterException", "cloudtrail": "InvalidNextTokenException",
                 "service-quotas": "InvalidPaginationTokenException", "iam": "InvalidInput"}


class Refusal(Exception):
    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status
        self.is_unauthenticated = False
        self.service = ""  # of a request that is not authenticated: whose words the refusal is put into


class Violation(Exception):
    """A request that AWS's model of the operation forbids: always a defect of the client."""

    def __init__(self, operation: str, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.operation, self.problems = operation, problems


def protocol_of(service: str) -> str:
    if service in ("connect", "pinpoint", "lambda", "lexv2-models", "customer-profiles", "appintegrations", "qconnect",
                   "connectcases", "connectcampaignsv2"):
        return "rest-json"
    if service in ("s3", "s3control"):
        return "rest-xml"
    return "query" if service in ("sns", "sts", "iam") else "json"


def throttled(service: str) -> Refusal:
    code = THROTTLED.get(service, "ThrottlingException")
    message = "Too Many Requests" if code.startswith("TooMany") else "Rate exceeded"
    return Refusal(code, message, {"rest-json": 429, "rest-xml": 503}.get(protocol_of(service), 400))


def denied(service: str, action: str, caller: str) -> Refusal:
    return Refusal(DENIED.get(service, "AccessDeniedException"),
                   f"User: {caller} is not authorized to perform: {action} because no identity-based policy allows the "
                   f"{action} action", 400 if protocol_of(service) == "json" else 403)


def internal(service: str) -> Refusal:
    return Refusal(INTERNAL.get(service, "InternalFailure"), "The service failed to answer.", 500)


def unavailable(service: str) -> Refusal:
    code = "ServiceUnavailable" if protocol_of(service) in ("query", "rest-xml") else "ServiceUnavailableException"
    return Refusal(code, "The service is unavailable. Please try again shortly.", 503)


def expired_token(service: str) -> Refusal:
    return unauthenticated(service, "ExpiredToken", "The security token included in the request is expired")


def unauthenticated(service: str, code: str, message: str) -> Refusal:
    """`code` as the query protocol names it."""
    status = 400 if protocol_of(service) == "json" else 403
    if protocol_of(service) not in ("query", "rest-xml"):
        code = {"SignatureDoesNotMatch": "InvalidSignatureException", "ExpiredToken": "ExpiredTokenException",
                "InvalidClientTokenId": "UnrecognizedClientException",
                "MissingAuthenticationToken": "MissingAuthenticationTokenException",
                "IncompleteSignature": "IncompleteSignatureException"}[code]
    refusal = Refusal(code, message, status)
    refusal.is_unauthenticated, refusal.service = True, service
    return refusal


def bad_token(service: str, message: str = "The pagination token is not valid for this request.") -> Refusal:
    return Refusal(INVALID_TOKEN.get(service, "ValidationException"), message)


def render(service: str, refusal: Refusal, request_id: str) -> tuple[list[tuple[str, str]], bytes]:
    """Headers and body. Types carry the prefixes and suffixes that AWS adds to them."""
    protocol = protocol_of(service)
    if protocol == "query":
        side = "Sender" if refusal.status < 500 else "Receiver"
        body = (f"<ErrorResponse xmlns=\"https://{service}.amazonaws.com/doc/\"><Error><Type>{side}</Type>"
                f"<Code>{refusal.code}</Code><Message>{escape(refusal.message)}</Message></Error>"
                f"<RequestId>{request_id}</RequestId></ErrorResponse>")
        return [("Content-Type", "text/xml")], body.encode()
    if protocol == "rest-xml":
        body = (f"<Error><Code>{refusal.code}</Code><Message>{escape(refusal.message)}</Message>"
                f"<RequestId>{request_id}</RequestId></Error>")
        return [("Content-Type", "application/xml")], body.encode()
    if protocol == "rest-json":
        kind = f"{refusal.code}:http://internal.amazon.com/coral/com.amazonaws.{service}/"
        return ([("Content-Type", "application/json"), ("x-amzn-ErrorType", kind)],
                json.dumps({"message": refusal.message}).encode())
    prefix = {"cloudwatch": "com.amazonaws.cloudwatch.v2010_08_01#",
              "service-quotas": "com.amazonaws.servicequotas#"}.get(service, "")
    member = "Message" if service == "cloudtrail" else "message"
    headers = [("Content-Type", f"application/x-amz-json-{'1.0' if service == 'cloudwatch' else '1.1'}")]
    if service == "cloudwatch":
        headers.append(("x-amzn-query-error", f"{refusal.code};Sender"))
    return headers, json.dumps({"__type": prefix + refusal.code, member: refusal.message}).encode()
