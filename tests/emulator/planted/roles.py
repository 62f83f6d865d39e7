"""IAM roles: the service role of an instance, and the one that all functions run with."""

import json
from urllib.parse import quote

from .identity import ACCOUNT

OF_FUNCTIONS = f"arn:aws:iam::{ACCOUNT}:role/centre"
_OWN = f"arn:aws:iam::{ACCOUNT}:role/centre-service"  # from before AWS linked roles to its service


def of_service(instance_id: str, flaws: bool) -> str:
    linked = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_{instance_id[:8]}"
    return _OWN if flaws else linked


def allowed(arn: str, flaws: bool) -> set[str] | None:
    """The actions that a role may take on every resource; None: there is no such role."""
    if arn not in (OF_FUNCTIONS, _OWN):
        return None
    return {"dynamodb:DeleteTable", "sts:AssumeRole"} if flaws and arn == OF_FUNCTIONS else set()


def described(name: str) -> dict | None:
    """Of the instance's own service role, which EC2 may take too."""
    if name != _OWN.rpartition("/")[2]:
        return None
    trust = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": ["connect.amazonaws.com", "ec2.amazonaws.com"]}, "Action": "sts:AssumeRole"}]}
    return {"Path": "/", "RoleName": name, "RoleId": "AROAEXAMPLEEXAMPLE123", "Arn": _OWN,
            "CreateDate": "2018-03-01T09:00:00Z", "AssumeRolePolicyDocument": quote(json.dumps(trust), safe="")}


def truth(flaws: bool) -> dict[str, str]:
    """The status of each check whose finding is the instance's."""
    return {"service_role": "warn"} if flaws else {"service_role": "pass", "function_roles": "pass"}
