#!/usr/bin/env python3
"""Writes signing cases: requests and what botocore's signers make of them, with the steps.

The keys are the ones of AWS's documentation. Paths and queries are encoded as the program's requests have them.
"""

import argparse
import datetime
import json
import sys
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import quote

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

OUTPUT = Path(__file__).resolve().parent.parent / "tests" / "data" / "sigv4" / "vectors.json"

ACCESS_KEY_ID = "AKIDEXAMPLE"
SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE//////////token+with/awkward=signs=="

INSTANCE = "0f4e9a3c-5a0e-4a57-9d6c-1f1f3c0b7a11"
NUMBER = f"arn:aws:connect:eu-central-1:111122223333:phone-number/{INSTANCE}"
FLOW = "5c7a0f0e-0b52-4a4e-9a38-3d7bb02b0a52:$SAVED"
CONNECT = "https://connect.eu-central-1.amazonaws.com"
BUCKET = "https://reviews.s3.eu-central-1.amazonaws.com"
MONITORING = "https://monitoring.eu-central-1.amazonaws.com"
SIGNS = "a+b c/d~e*f%g:h$i&j=k,l;m@n!o'p(q)r"
SCRIPTS = "Begrüßung שירות 日本 ⛴️"

SIGNERS = {
    ("sign", False): auth.SigV4Auth,
    ("sign", True): auth.S3SigV4Auth,
    ("presign", False): auth.SigV4QueryAuth,
    ("presign", True): auth.S3SigV4QueryAuth,
}


def path(*segments: str) -> str:
    return "".join("/" + quote(segment, safe="-_.~") for segment in segments)


def query(*pairs: tuple[str, str]) -> str:
    return "?" + "&".join(f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}" for name, value in pairs)


def case(name: str, url: str, *, verb: str = "sign", method: str = "GET", headers: tuple = (), body: str = "",
         service: str = "connect", region: str = "eu-central-1", time: str = "2026-02-13T09:00:00Z",
         token: bool = False, expires: int = 3600) -> dict[str, Any]:
    request = {"method": method, "url": url, "headers": [list(header) for header in headers], "body": body}
    return {"name": name, "verb": verb, "service": service, "region": region, "time": time,
            "token": TOKEN if token else "", "expires": expires if verb == "presign" else 0, "request": request}


def path_cases() -> list[dict]:
    return [
        case("root without a slash", CONNECT),
        case("root", CONNECT + "/"),
        case("plain path", CONNECT + path("instance", INSTANCE)),
        case("ARN in a path", CONNECT + path("phone-number", NUMBER)),
        case("ARN in a path, not encoded", f"{CONNECT}/phone-number/{NUMBER}"),
        case("colon and dollar in a path", CONNECT + path("contact-flows", INSTANCE, FLOW)),
        case("colon and dollar in a path, not encoded", f"{CONNECT}/contact-flows/{INSTANCE}/{FLOW}"),
        case("signs in a path", CONNECT + path("tags", SIGNS)),
        case("plus and star in a path, not encoded", CONNECT + "/tags/a+b*c~d"),
        case("scripts in a path", CONNECT + path("tags", SCRIPTS)),
        case("slash at the end", CONNECT + "/users/"),
        case("slashes in a row", CONNECT + "//users///x//"),
        case("dots", CONNECT + "/a/./b/../c"),
        case("dots above the root", CONNECT + "/../../a/.."),
        case("dots at the end", CONNECT + "/a/b/."),
        case("encoded dots stay", CONNECT + "/a/%2E%2E/b"),
    ]


def query_cases() -> list[dict]:
    return [
        case("query", CONNECT + path("users-summary", INSTANCE) + query(("maxResults", "1000"))),
        case("unsorted query", CONNECT + "/" + query(("nextToken", "x"), ("maxResults", "7"), ("Upper", "1"))),
        case("keys that sort by their encoded bytes", CONNECT + "/" + query(("é", "1"), ("a-b", "2"), ("a", "3"),
                                                                            ("a.b", "4"), ("aB", "5"), ("a b", "6"))),
        case("empty value", CONNECT + "/" + query(("maxResults", ""), ("a", ""))),
        case("key without an equals sign", CONNECT + "/?uploads"),
        case("several keys without an equals sign", CONNECT + "/?versions&acl&b=1"),
        case("empty key", CONNECT + "/?=value&a=1"),
        case("duplicate keys", CONNECT + "/" + query(("type", "b"), ("type", "a"), ("kind", "z"), ("type", "B"))),
        case("duplicate pairs", CONNECT + "/" + query(("type", "a"), ("type", "a"))),
        case("signs in a query", CONNECT + "/" + query((SIGNS, SIGNS))),
        case("scripts in a query", CONNECT + "/" + query((SCRIPTS, SCRIPTS))),
        case("token of a page", CONNECT + "/" + query(("nextToken", "AYADeE+/w==")), token=True),
    ]


def header_cases() -> list[dict]:
    custom = "X-Amz-Meta-Note"
    return [
        case("repeated headers in their order", CONNECT, headers=((custom, "b"), ("A", "1"), (custom, "a"))),
        case("repeated headers in other letters", CONNECT, headers=((custom, "b"), (custom.lower(), "a"))),
        case("spaces in and around a value", CONNECT, headers=((custom, "  a   b \t c  "), ("B", '"x   y"'))),
        case("empty header", CONNECT, headers=((custom, ""),)),
        case("scripts in a header", CONNECT, headers=((custom, SCRIPTS),)),
        case("headers that proxies change", CONNECT, headers=(
            ("User-Agent", "connect-ops-review"), ("Expect", "100-continue"), ("Connection", "keep-alive"),
            ("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793"), ("Accept", "*/*"))),
        case("signed before", CONNECT, token=True, headers=(
            ("Authorization", "AWS4-HMAC-SHA256 Credential=x"), ("X-Amz-Date", "20200101T000000Z"),
            ("X-Amz-Security-Token", "old"), ("X-Amz-Target", "Logs_20140328.StartQuery"))),
    ]


def body_cases() -> list[dict]:
    form = (("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),)
    target = (("Content-Type", "application/x-amz-json-1.1"), ("X-Amz-Target", "Logs_20140328.StartQuery"))
    logs = "https://logs.eu-central-1.amazonaws.com/"
    return [
        case("empty body", logs, method="POST", service="logs", headers=target),
        case("JSON body", logs, method="POST", service="logs", headers=target, body='{"limit":10000}'),
        case("body in scripts", logs, method="POST", service="logs", headers=target, body='{"q":"' + SCRIPTS + '"}'),
        case("form body", MONITORING, method="POST", service="monitoring", headers=form, token=True,
             body="Action=GetMetricData&Version=2010-08-01"),
        case("another signing name", "https://pinpoint.eu-central-1.amazonaws.com/v1/phone/number/validate",
             method="POST", service="mobiletargeting", body='{"PhoneNumber":"+4930901820"}'),
    ]


def place_cases() -> list[dict]:
    sts = "/?Action=GetCallerIdentity&Version=2011-06-15"
    return [
        case("China", "https://sts.cn-north-1.amazonaws.com.cn" + sts, service="sts", region="cn-north-1"),
        case("GovCloud", "https://sts.us-gov-west-1.amazonaws.com" + sts, service="sts", region="us-gov-west-1"),
        case("European sovereign cloud", "https://sts.eusc-de-east-1.amazonaws.eu" + sts, service="sts",
             region="eusc-de-east-1", token=True),
        case("port", "http://localhost:8000/", method="POST", service="dynamodb", region="us-east-1", body="{}"),
        case("default port of https", "https://connect.eu-central-1.amazonaws.com:443/"),
        case("default port of http", "http://localhost:80/"),
        case("other scheme's port", "http://localhost:443/"),
        case("IPv6 address", "http://[::1]:9000/"),
        case("host in capitals", "https://CONNECT.eu-central-1.AmazonAWS.com/"),
        case("first second of a year", CONNECT, time="2027-01-01T00:00:00Z"),
        case("last second of a leap day", CONNECT, time="2028-02-29T23:59:59Z"),
    ]


def s3_cases(verb: str) -> list[dict]:
    keys = {
        "plain key": path("reviews", "20260213-090000", "quota.json"),
        "key with spaces": path("reviews", "a b  c"),
        "key with slashes in a row": "/reviews//a///b/",
        "key with dots": "/reviews/./a/../b/..",
        "key with signs": path("reviews", SIGNS),
        "key in scripts": path("reviews", SCRIPTS),
        "key with a plus and a star, not encoded": "/reviews/a+b*c~d",
    }
    return [case(f"S3 {verb}: {name}", BUCKET + key, verb=verb, service="s3") for name, key in keys.items()]


def s3_only_cases() -> list[dict]:
    note = (("x-amz-server-side-encryption", "AES256"), ("Content-Type", "application/json"))
    listing = query(("list-type", "2"), ("prefix", "reviews/"), ("delimiter", "/"), ("start-after", "a b"))
    return [
        case("S3 list", BUCKET + "/" + listing, service="s3"),
        case("S3 upload", BUCKET + "/reviews/a.json", method="PUT", service="s3", headers=note, body="{}", token=True),
        case("S3 delete of many", BUCKET + "/?delete", method="POST", service="s3", body="<Delete/>"),
        case("S3 on another machine", "http://127.0.0.1:7480/reviews/a.json", service="s3", region="default"),
        case("S3 signed before", BUCKET + "/a", service="s3", headers=(("X-Amz-Content-SHA256", "old"),)),
    ]


def link_cases() -> list[dict]:
    key = BUCKET + "/connect-ops-review-20260213-090000.html"
    shown = query(("response-content-type", "text/html; charset=utf-8"), ("versionId", "a/b+c="))
    return [
        case("link", key, verb="presign", service="s3"),
        case("link with a token", key, verb="presign", service="s3", token=True),
        case("link for a second", key, verb="presign", service="s3", expires=1),
        case("link for a week", key, verb="presign", service="s3", expires=604800, token=True),
        case("link with a query", key + shown, verb="presign", service="s3"),
        case("link with a header", key, verb="presign", service="s3", headers=(("X-Amz-Meta-Note", " a  b "),)),
        case("link to a port", "http://127.0.0.1:7480/reviews/a", verb="presign", service="s3", region="default"),
        case("link in China", "https://reviews.s3.cn-north-1.amazonaws.com.cn/a", verb="presign", service="s3",
             region="cn-north-1"),
        case("link of another service", CONNECT + path("contact-flows", INSTANCE, FLOW), verb="presign", token=True),
        case("link of another service with dots", CONNECT + "/a/../b", verb="presign"),
    ]


def signed(one: dict) -> dict[str, Any]:
    """The case with what botocore makes of it."""
    request = AWSRequest(method=one["request"]["method"], url=one["request"]["url"],
                         data=one["request"]["body"].encode())
    for name, value in one["request"]["headers"]:
        request.headers[name] = value  # adds: the type is the one of http.client
    keys = Credentials(ACCESS_KEY_ID, SECRET_ACCESS_KEY, one["token"] or None)
    kind = SIGNERS[one["verb"], one["service"] == "s3"]
    more = {"expires": one["expires"]} if one["verb"] == "presign" else {}
    signer = kind(keys, one["service"], one["region"], **more)
    steps = {}
    for step in ("canonical_request", "string_to_sign", "signature"):
        def noted(*arguments: Any, step: str = step, take: Any = getattr(signer, step)) -> str:
            steps[step] = take(*arguments)
            return steps[step]
        setattr(signer, step, noted)
    moment = datetime.datetime.fromisoformat(one["time"].replace("Z", "+00:00"))
    with mock.patch.object(auth, "get_current_datetime", lambda: moment):
        signer.add_auth(request)
    result = {"url": request.url} if one["verb"] == "presign" else {"authorization": request.headers["Authorization"]}
    return {**one, **steps, **result}


def text() -> str:
    cases = [*path_cases(), *query_cases(), *header_cases(), *body_cases(), *place_cases(), *s3_cases("sign"),
             *s3_cases("presign"), *s3_only_cases(), *link_cases()]
    made = {"accessKeyId": ACCESS_KEY_ID, "secretAccessKey": SECRET_ACCESS_KEY, "cases": [signed(one) for one in cases]}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true",
                        help="write nothing; exit 1 when the file is not what would be written")
    if not parser.parse_args().check:
        OUTPUT.parent.mkdir(parents=True, exist_ok=True)
        OUTPUT.write_text(text(), encoding="utf-8", newline="\n")
        return 0
    if OUTPUT.is_file() and OUTPUT.read_bytes() == text().encode():
        return 0
    print(f"{OUTPUT}: is not what {Path(__file__).name} would write; run it", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
