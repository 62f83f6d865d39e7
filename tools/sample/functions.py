"""The Lambda functions that the sample's flows call: one that works, and what can be wrong with the others; and the role
that all of them run with.
"""

import json

from .recorder import Recorder
from .truth import Truth
from .world import ACCOUNT_ID, REGION, World

GONE, UNPERMITTED = "archive", "loyalty"
_RUNTIMES = {"customer": "python3.14", "audit": "python3.9", "routing": "nodejs24.x", UNPERMITTED: "python3.14"}
_SECONDS = {"routing": 30}  # longer than a block waits
_STATUSES = {"customer": "pass", "audit": "warn", "routing": "info", GONE: "fail", UNPERMITTED: "fail"}
_ROLE = f"arn:aws:iam::{ACCOUNT_ID}:role/harbour-functions"
_SUBNETS = {"customer": ["subnet-0a1", "subnet-0b2"]}  # where the customers' database is
# As src/model/iam_role.cpp asks for them.
_SWEEPING = ("cloudformation:DeleteStack", "cloudtrail:StopLogging", "connect:CreateUser", "connect:DeleteInstance",
             "dynamodb:DeleteTable", "ec2:TerminateInstances", "iam:AttachRolePolicy", "iam:CreateAccessKey",
             "iam:PutRolePolicy", "kms:ScheduleKeyDeletion", "lambda:UpdateFunctionCode", "logs:DeleteLogGroup",
             "rds:DeleteDBInstance", "s3:DeleteBucket", "s3:PutBucketPolicy", "secretsmanager:DeleteSecret",
             "secretsmanager:GetSecretValue", "sns:DeleteTopic", "sqs:DeleteQueue", "sts:AssumeRole")
_ALLOWED = ("dynamodb:DeleteTable", "secretsmanager:GetSecretValue")
_NOT_FOUND = {"code": "ResourceNotFoundException", "httpStatus": 404}


def arn(topic: str) -> str:
    return f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:harbour-{topic}-01"


def _configuration(topic: str) -> dict:
    return {"FunctionName": f"harbour-{topic}-01", "FunctionArn": arn(topic), "Runtime": _RUNTIMES[topic],
            "Role": _ROLE, "Handler": "main.handle", "MemorySize": 256,
            "Timeout": _SECONDS.get(topic, 3), "State": "Active", "LastUpdateStatus": "Successful",
            **({"VpcConfig": {"SubnetIds": _SUBNETS[topic]}} if topic in _SUBNETS else {})}


def _policy(world: World, topic: str) -> dict:
    allowed = {"Effect": "Allow", "Principal": {"Service": "connect.amazonaws.com"}, "Action": "lambda:InvokeFunction",
               "Resource": arn(topic), "Condition": {"StringEquals": {"AWS:SourceAccount": ACCOUNT_ID},
                                                     "ArnLike": {"AWS:SourceArn": world.instance_arn}}}
    return {"Policy": json.dumps({"Version": "2012-10-17", "Id": "default", "Statement": [allowed]})}


def _plant_role(world: World, recorder: Recorder, truth: Truth) -> None:
    region = {"ContextKeyName": "aws:RequestedRegion", "ContextKeyType": "string", "ContextKeyValues": [REGION]}
    request = {"PolicySourceArn": _ROLE, "ActionNames": list(_SWEEPING), "ContextEntries": [region], "MaxItems": 1000}
    results = [{"EvalActionName": action, "EvalResourceName": "*",
                "EvalDecision": "allowed" if action in _ALLOWED else "implicitDeny"} for action in _SWEEPING]
    recorder.call("iam", "SimulatePrincipalPolicy", request, {"EvaluationResults": results, "IsTruncated": False})
    truth.finding("function_roles", _ROLE, "warn")
    truth.finding("function_subnets", world.instance_id, "pass")
    truth.finding("service_role", world.instance_id, "pass")


def plant(world: World, recorder: Recorder, truth: Truth) -> None:
    _plant_role(world, recorder, truth)
    for topic, status in _STATUSES.items():
        request = {"FunctionName": arn(topic)}
        truth.finding("flow_functions", arn(topic), status)
        if topic == GONE:
            recorder.refused("lambda", "GetFunctionConfiguration", request,
                             {**_NOT_FOUND, "message": f"Function not found: {arn(topic)}"})
            continue
        recorder.call("lambda", "GetFunctionConfiguration", request, _configuration(topic))
        if topic == UNPERMITTED:
            recorder.refused("lambda", "GetPolicy", request,
                             {**_NOT_FOUND, "message": "The resource you requested does not exist."})
        else:
            recorder.call("lambda", "GetPolicy", request, _policy(world, topic))
