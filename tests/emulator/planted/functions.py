"""The Lambda functions that an instance is associated with: all of them work."""

import json

from . import roles
from .identity import ACCOUNT, Identity


def name(index: int) -> str:
    return f"centre-{index:03}"


def arn(region: str, index: int) -> str:
    return f"arn:aws:lambda:{region}:{ACCOUNT}:function:{name(index)}"


def of_flow(flow_arn: str) -> str:
    """Every flow calls the same."""
    return arn(flow_arn.split(":")[3], 0)


def arns(identity: Identity, count: int) -> list[str]:
    return [arn(identity.region, index) for index in range(count)]


def configuration(function: str) -> dict:
    return {"FunctionName": function.rpartition(":")[2], "FunctionArn": function, "Runtime": "python3.14", "Timeout": 3,
            "Role": roles.OF_FUNCTIONS, "Handler": "main.handle", "MemorySize": 256, "State": "Active",
            "LastUpdateStatus": "Successful", "PackageType": "Zip", "Architectures": ["arm64"],
            "VpcConfig": {"SubnetIds": ["subnet-1", "subnet-2"], "SecurityGroupIds": ["sg-1"], "VpcId": "vpc-1"},
            "Environment": {"Variables": {"TOKEN": "a secret of the function"}}}


def policy(function: str, instance_arn: str) -> dict:
    statement = {"Sid": "connect", "Effect": "Allow", "Principal": {"Service": "connect.amazonaws.com"},
                 "Action": "lambda:InvokeFunction", "Resource": function,
                 "Condition": {"StringEquals": {"AWS:SourceAccount": ACCOUNT}, "ArnLike": {"AWS:SourceArn": instance_arn}}}
    return {"Policy": json.dumps({"Version": "2012-10-17", "Id": "default", "Statement": [statement]}),
            "RevisionId": "11111111-2222-4333-8444-555555555555"}
