"""What an IAM policy allows, as far as this stack's policies go: Allow, with StringEquals.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

import re


def listed(value) -> list:
    return value if isinstance(value, list) else [value]


def matches(pattern: str, value: str) -> bool:
    parts = ("".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in pattern))
    return re.fullmatch(parts, value, re.DOTALL) is not None


def holds(conditions: dict, context: dict[str, str]) -> bool:
    for operator, keys in conditions.items():
        if operator != "StringEquals":
            raise NotImplementedError(operator)
        if any(context.get(key) not in listed(values) for key, values in keys.items()):
            return False
    return True


def allowing(statements: list[dict], action: str, resource: str, context: dict[str, str]) -> list[dict]:
    """The statements that allow it; what has a resource of its own cannot be asked of any ("*")."""
    found = []
    for one in statements:
        if one["Effect"] != "Allow":
            raise NotImplementedError(one["Effect"])
        if (any(matches(pattern.lower(), action.lower()) for pattern in listed(one["Action"])) and
                any(matches(pattern, resource) for pattern in listed(one["Resource"])) and
                holds(one.get("Condition", {}), context)):
            found.append(one)
    return found
