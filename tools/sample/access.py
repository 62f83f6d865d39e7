"""Who may do what: approved origins, what security profiles permit, and which of them users have."""

from datetime import timedelta

from .people import HIERARCHY_GROUPS, ROUTING_PROFILES, SECURITY_PROFILES, UNSTAFFED_PROFILE, list_users
from .recorder import Recorder
from .truth import Truth
from .world import RECORDED_AT, World, epoch

_ORIGINS = ("https://crm.harbour.example", "https://*.harbour.example", "https://timetable.harbour.example")
_OPEN_ORIGIN = _ORIGINS[1]

_OF_AGENTS = ("BasicAgentAccess", "OutboundCallAccess", "TransferDestinations.View")
_OVER_USERS = ("Users.Create", "Users.Edit", "Users.Delete", "Users.View")
_OVER_PROFILES = ("SecurityProfiles.Create", "SecurityProfiles.Edit", "SecurityProfiles.Delete", "SecurityProfiles.View")
_PERMISSIONS = {
    "Admin": (*_OF_AGENTS, *_OVER_USERS, *_OVER_PROFILES, "ContactFlows.Publish", "Queues.Edit"),
    "CallCenterManager": (*_OF_AGENTS, *_OVER_USERS, "AccessMetrics"),
    "QualityAnalyst": ("AccessMetrics", "ListenCallRecordings"),
    "Team 07": (*_OF_AGENTS, "Users.Edit", "Users.View"),  # agents who may do what administrators may
}
_LIMITED = "CallCenterManager"  # to the users of its own hierarchy
_HEAD_OFFICE = {"Admin": 4, "CallCenterManager": 5, "QualityAnalyst": 3}  # users; all others are in teams
_LARGE_TEAM = range(36, 66)     # has Team 07
_SIZE_OF_A_TEAM = 6
_IN_NO_GROUP = (100, 200)
_IN_TWO_PROFILES = 10
_OF_A_PROFILE_THAT_IS_GONE = 239


def _team(place: int) -> int:
    return 7 if place in _LARGE_TEAM else place // _SIZE_OF_A_TEAM + 1


def _profiles_of(place: int) -> list[str]:
    first = 0
    for name, size in _HEAD_OFFICE.items():
        first += size
        if place < first:
            return [name, "Team 03"] if place == _IN_TWO_PROFILES else [name]
    return ["Team 41"] if place == _OF_A_PROFILE_THAT_IS_GONE else [f"Team {_team(place):02}"]


def _group_of(place: int) -> str | None:
    if place in _IN_NO_GROUP or _profiles_of(place) == ["Admin"]:
        return None
    return "Head Office" if place < sum(_HEAD_OFFICE.values()) else HIERARCHY_GROUPS[_team(place) - 1]


def _found(world: World, user: dict, place: int) -> dict:
    group = _group_of(place)
    staffed = [name for name in ROUTING_PROFILES if name != UNSTAFFED_PROFILE]
    return {"Id": user["Id"], "SecurityProfileIds": [world.uuid("security-profile", name) for name in _profiles_of(place)],
            "RoutingProfileId": world.uuid("routing-profile", staffed[_team(place) % len(staffed)]),
            **({"HierarchyGroupId": world.uuid("agent-group", group)} if group else {})}


def _record_users(world: World, recorder: Recorder) -> int:
    users = [_found(world, user, place) for place, user in enumerate(list_users(world))]
    recorder.listed("SearchUsers", {"InstanceId": world.instance_id, "MaxResults": 500}, "Users", users, size=100,
                    ApproximateTotalCount=len(users))
    return len(users)


def security_key(world: World) -> str:
    """The id of the key with which flows encrypt."""
    return world.uuid("security-key", "harbour-2025")


def _record_keys(world: World, recorder: Recorder) -> None:
    body = "\n".join(["MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA", "HarbourFerriesHasNoSuchKey"])
    recorder.listed("ListSecurityKeys", {"InstanceId": world.instance_id, "MaxResults": 2}, "SecurityKeys", [{
        "AssociationId": security_key(world), "CreationTime": epoch(RECORDED_AT - timedelta(days=402)),
        "Key": f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----"}], size=2)


def _record_permissions(world: World, recorder: Recorder) -> None:
    for name in SECURITY_PROFILES:
        profile = {"InstanceId": world.instance_id, "SecurityProfileId": world.uuid("security-profile", name)}
        permissions = list(_PERMISSIONS.get(name, _OF_AGENTS))
        recorder.listed("ListSecurityProfilePermissions", {**profile, "MaxResults": 1000}, "Permissions", permissions,
                        size=1000)
        if "Users.Edit" in permissions:
            limits = {"HierarchyRestrictedResources": ["User"]} if name == _LIMITED else {}
            recorder.call("connect", "DescribeSecurityProfile", profile,
                          {"SecurityProfile": {"Id": profile["SecurityProfileId"], "SecurityProfileName": name, **limits}})


def plant(world: World, recorder: Recorder, truth: Truth) -> None:
    recorder.listed("ListApprovedOrigins", {"InstanceId": world.instance_id, "MaxResults": 25}, "Origins", _ORIGINS, size=25)
    _record_keys(world, recorder)
    _record_permissions(world, recorder)
    number = _record_users(world, recorder)
    truth.finding("approved_origins", _OPEN_ORIGIN, "warn")
    for check, status in {
            "identity_management": "warn", "security_keys": "info", "admin_rights": "warn", "unused_security_profiles": "info",
            "several_security_profiles": "info", "missing_security_profiles": "warn",
            "users_without_hierarchy": "warn"}.items():
        truth.finding(check, world.instance_id, status)
    truth.finding("unused_resources", "security_keys", "pass")
    truth.facts("security", "", {"security_keys": 1, "users": number, "security_profiles": len(SECURITY_PROFILES),
                                 "admin_users": _HEAD_OFFICE["Admin"] + len(_LARGE_TEAM)})
