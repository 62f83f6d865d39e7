"""What every flow names beside functions, one of each kind: a bot's alias, a view, a data table, a task template. All of
them can be used.
"""

from .identity import ACCOUNT, numbered

BOT, ALIAS = "BOT0000000", "ALIAS00000"
VIEW, TABLE, TEMPLATE = (f"{number}" * 8 + "-1111-4222-8333-444444444444" for number in (5, 6, 7))


def _of_instance(flow_arn: str, kind: str, identifier: str) -> str:
    instance_arn = flow_arn.rsplit("/", 2)[0]
    return f"{instance_arn}/{kind}/{identifier}"


def blocks_of(flow_arn: str) -> list[tuple[str, dict, list[str]]]:
    """Type and parameters of each block, and the errors beside NoMatchingError that it has to have a branch for."""
    region = flow_arn.split(":")[3]
    return [
        ("ConnectParticipantWithLexBot",
         {"Text": "How can I help?", "LexV2Bot": {"AliasArn": f"arn:aws:lex:{region}:{ACCOUNT}:bot-alias/{BOT}/{ALIAS}"}},
         ["NoMatchingCondition"]),
        ("ShowView", {"ViewResource": {"Id": _of_instance(flow_arn, "view", VIEW)}, "InvocationTimeLimitSeconds": "400"},
         ["NoMatchingCondition", "TimeLimitExceeded"]),
        ("EvaluateDataTableValues", {"DataTableId": _of_instance(flow_arn, "data-table", TABLE)}, []),
        ("CreateTask", {"TaskTemplateId": _of_instance(flow_arn, "task-template", TEMPLATE)}, [])]


def bot_alias(bot: str, alias: str) -> dict | None:
    if (bot, alias) != (BOT, ALIAS):
        return None
    return {"botAliasId": ALIAS, "botAliasName": "live", "botVersion": "3", "botAliasStatus": "Available", "botId": BOT,
            "creationDateTime": 1_700_000_000, "lastUpdatedDateTime": 1_700_000_000, "conversationLogSettings": {
                "textLogSettings": [{"enabled": True, "destination": {"cloudWatch": {
                    "cloudWatchLogGroupArn": f"arn:aws:logs:eu-central-1:{ACCOUNT}:log-group:bots", "logPrefix": "live"}}}]}}


def view(instance_arn: str, identifier: str) -> dict | None:
    if identifier != VIEW:
        return None
    return {"Id": VIEW, "Arn": f"{instance_arn}/view/{VIEW}", "Name": "Guide", "Type": "CUSTOMER_MANAGED", "Version": 1,
            "Status": "PUBLISHED", "Content": {"Template": "{}", "Actions": ["Done"]}}


def data_table(instance_arn: str, identifier: str) -> dict | None:
    if identifier != TABLE:
        return None
    return {"Id": TABLE, "Arn": f"{instance_arn}/data-table/{TABLE}", "Name": "Tariffs", "TimeZone": "UTC",
            "Status": "PUBLISHED", "LastModifiedTime": 1_700_000_000}


def task_template(instance_arn: str, identifier: str, flow_id: str) -> dict | None:
    if identifier != TEMPLATE:
        return None
    return {**_template(instance_arn), "ContactFlowId": flow_id}


def task_templates(instance_arn: str) -> list[dict]:
    """As they are listed."""
    return [_template(instance_arn)]


def _template(instance_arn: str) -> dict:
    return {"Id": TEMPLATE, "Arn": f"{instance_arn}/task-template/{TEMPLATE}", "Name": numbered("Template", 0),
            "Status": "ACTIVE"}
