"""STS. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"""

from datetime import datetime, timezone

from ..errors import Refusal
from . import Backend, Call, Handler
from .xml import answer

EXTERNAL_ID = "review-4711"  # that the role "partner" asks for
_DEFAULT_SECONDS = 3600


class Sts:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"GetCallerIdentity": self._caller, "AssumeRole": self._assume}

    def _caller(self, call: Call) -> bytes:
        return answer(call, {"Arn": call.caller.arn, "UserId": f"AIDAEXAMPLE:{call.caller.access_key[-4:]}",
                             "Account": self._backend.world.account})

    def _assume(self, call: Call) -> bytes:
        asked = call.input
        account, _, resource = asked["RoleArn"].removeprefix("arn:aws:iam::").partition(":")
        name = resource.removeprefix("role/")
        is_trusted = account == self._backend.world.account and resource.startswith("role/")
        if not is_trusted or (name == "partner" and asked.get("ExternalId") != EXTERNAL_ID):
            raise Refusal("AccessDenied", f"User: {call.caller.arn} is not authorized to perform: sts:AssumeRole on "
                                          f"resource: {asked['RoleArn'][:200]}", 403)
        arn = f"arn:aws:sts::{account}:assumed-role/{name.rpartition('/')[2]}/{asked['RoleSessionName']}"
        expires = self._backend.clock() + asked.get("DurationSeconds", _DEFAULT_SECONDS)
        key = self._backend.keys.issue(arn, expires)
        return answer(call, {
            "Credentials": {"AccessKeyId": key.access_key, "SecretAccessKey": key.secret, "SessionToken": key.token,
                            "Expiration": datetime.fromtimestamp(expires, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")},
            "AssumedRoleUser": {"Arn": arn, "AssumedRoleId": f"AROAEXAMPLE:{asked['RoleSessionName']}"},
            "PackedPolicySize": 0})
