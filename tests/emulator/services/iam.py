"""IAM's SimulatePrincipalPolicy and GetRole. Of a planted role it is planted what it may do; of anybody else, an action is
denied when a fault denies it to every call.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
"""

from ..errors import Refusal
from ..planted import roles
from . import Backend, Call, Handler
from .xml import answer

_SERVICES = {"servicequotas": "service-quotas", "mobiletargeting": "pinpoint"}
_LARGEST_PAGE = 100


class Iam:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"SimulatePrincipalPolicy": self._simulate, "GetRole": self._role}

    def _role(self, call: Call) -> bytes:
        found = roles.described(call.input["RoleName"])
        if found is None:
            raise Refusal("NoSuchEntity", "The role was not found", 404)
        return answer(call, {"Role": found})

    def _decision(self, principal: str, action: str) -> str:
        allowed = roles.allowed(principal, self._backend.world.instance.size.flaws)
        if allowed is not None:
            return "allowed" if action in allowed else "implicitDeny"
        prefix, _, operation = action.partition(":")
        return "implicitDeny" if self._backend.plan.denies(_SERVICES.get(prefix, prefix), operation) else "allowed"

    def _simulate(self, call: Call) -> bytes:
        if not call.input["PolicySourceArn"].startswith(f"arn:aws:iam::{self._backend.world.account}:"):
            raise Refusal("NoSuchEntity", "The principal was not found", 404)
        tokens, actions = self._backend.tokens, call.input["ActionNames"]
        first = tokens.position("iam", call.action, call.input, "Marker", 0)
        end = first + call.input.get("MaxItems", _LARGEST_PAGE)
        results = [{"EvalActionName": action, "EvalResourceName": resource, "EvalDecision": self._decision(call.input["PolicySourceArn"], action)}
                   for action in actions for resource in call.input.get("ResourceArns", ["*"])]
        body = {"EvaluationResults": results[first:end], "IsTruncated": end < len(results)}
        if end < len(results):
            body["Marker"] = tokens.issue(call.action, call.input, "Marker", end)
        return answer(call, body)
