"""Who may do what: approved origins, what security profiles permit, and which of them users have."""

from . import roles
from .identity import Identity

_OF_AGENTS = ["BasicAgentAccess", "OutboundCallAccess"]
_ADMINISTRATORS, _LIMITED = 0, 1  # places of security profiles: the others are agents'


def origins(flaws: bool) -> list[str]:
    return ["https://crm.example.com", *(["http://localhost:3000"] if flaws else [])]


def security_keys(identity: Identity, flaws: bool) -> list[dict]:
    """With flaws one that no flow names."""
    return [{"AssociationId": identity.uuid("security-key", "1"), "CreationTime": 1_700_000_000,
             "Key": "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"}] if flaws else []


def permissions(place: int) -> list[str]:
    if place == _ADMINISTRATORS:
        return [*_OF_AGENTS, "Users.Create", "Users.Edit", "SecurityProfiles.Edit"]
    return [*_OF_AGENTS, "Users.Edit"] if place == _LIMITED else _OF_AGENTS


def described(summary: dict, place: int) -> dict:
    limits = {"AllowedAccessControlTags": {"Team": "Kiel"}, "TagRestrictedResources": ["User"]} if place == _LIMITED else {}
    return {"Id": summary["Id"], "Arn": summary["Arn"], "SecurityProfileName": summary["Name"], **limits}


def users(people: list[dict], profiles: list[dict], groups: list[dict], routing_profiles: list[dict],
          flaws: bool) -> list[dict]:
    """With flaws a third are administrators, one has two profiles and one has one that is gone, one agent is in no group,
    and no user has the last profile, nor the last routing profile; without them there are three administrators."""
    in_use = profiles[:len(profiles) - flaws]
    others = in_use[_LIMITED:]
    staffed = routing_profiles[:len(routing_profiles) - flaws]
    administrators = len(people) // 3 if flaws else 3
    found = []
    for index, user in enumerate(people):
        profile = in_use[_ADMINISTRATORS] if index < administrators else others[index % len(others)]
        found.append({**{member: user[member] for member in ("Id", "Arn", "Username")},
                      "IdentityInfo": {"FirstName": "Ann", "LastName": f"Agent {index}"},
                      "SecurityProfileIds": [profile["Id"]], "HierarchyGroupId": groups[0]["Id"],
                      "RoutingProfileId": staffed[index % len(staffed)]["RoutingProfileId"], "Tags": {}})
    if flaws:
        found[0]["SecurityProfileIds"].append(others[0]["Id"])
        found[-1]["SecurityProfileIds"] = ["00000000-0000-4000-8000-00000000dead"]
        del found[-2]["HierarchyGroupId"]
    return found


def truth(people: int, flaws: bool) -> dict[str, str]:
    """The status of each check whose finding is the instance's."""
    return {"identity_management": "warn" if flaws else "pass",
            "admin_rights": "warn" if flaws and people // 3 > 5 else "pass",
            "unused_security_profiles": "info" if flaws else "pass",
            "several_security_profiles": "info" if flaws else "pass",
            "missing_security_profiles": "warn" if flaws else "pass",
            "users_without_hierarchy": "warn" if flaws else "pass",
            "security_keys": "info" if flaws else "not_applicable",
            "function_subnets": "pass", **roles.truth(flaws)}
