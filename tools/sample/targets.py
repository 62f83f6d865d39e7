"""What blocks of the sample's flows name and AWS is asked for one by one: bots, views, task templates, data tables."""

from . import people
from .recorder import Recorder
from .truth import Truth
from .world import ACCOUNT_ID, REGION, World

V1_BOT = "LostAndFound"
_NOT_FOUND = {"code": "ResourceNotFoundException", "httpStatus": 404, "message": "Resource not found"}


def bot_alias(is_right: bool) -> str:
    number = 1 if is_right else 2
    return f"arn:aws:lex:{REGION}:{ACCOUNT_ID}:bot-alias/BOT{number:07}/ALIAS{number:05}"


def view(world: World, is_right: bool) -> str:
    return world.arn(f"view/{world.uuid('view', 'Cargo Guide' if is_right else 'Cruise Guide')}")


def task_template(world: World, is_right: bool) -> str:
    return world.arn(f"task-template/{world.uuid('task-template', 'Cargo Claim' if is_right else 'Claim 2019')}")


def data_table(world: World, is_right: bool) -> str:
    return world.arn(f"data-table/{world.uuid('data-table', 'Tariffs' if is_right else 'Tariffs 2019')}")


def agent(world: World, is_right: bool) -> str:
    return world.arn(f"agent/{world.uuid('agent', 'greta.nordland' if is_right else 'gone')}")


def _id(arn: str) -> str:
    return arn.rpartition("/")[2]


def _record_bots(recorder: Recorder) -> None:
    for is_right in (True, False):
        _, bot, alias = bot_alias(is_right).split("/")
        recorder.call("lexv2-models", "DescribeBotAlias", {"botId": bot, "botAliasId": alias},
                      {"botAliasId": alias, "botAliasName": "live", "botVersion": "3", "botId": bot,
                       "botAliasStatus": "Available" if is_right else "Failed", "conversationLogSettings": {
                           "textLogSettings": [{"enabled": True, "destination": {"cloudWatch": {
                               "cloudWatchLogGroupArn": f"arn:aws:logs:{REGION}:{ACCOUNT_ID}:log-group:harbour-bots",
                               "logPrefix": bot}}}]}})


def _record_views(world: World, recorder: Recorder) -> None:
    for is_right in (True, False):
        arn = view(world, is_right)
        asked = {"InstanceId": world.instance_id, "ViewId": _id(arn)}
        if not is_right:
            recorder.refused("connect", "DescribeView", asked, _NOT_FOUND)
            asked["ViewId"] += ":$SAVED"
        recorder.call("connect", "DescribeView", asked, {"View": {
            "Id": _id(arn), "Arn": arn, "Name": "Cargo Guide" if is_right else "Cruise Guide", "Type": "CUSTOMER_MANAGED",
            "Status": "PUBLISHED" if is_right else "SAVED"}})


def _record_task_templates(world: World, recorder: Recorder, truth: Truth) -> None:
    """One for what a flow notes, one that is inactive, and one of agents whose flow takes no tasks any more. That of 2019,
    which a flow names, is gone."""
    flows = {"Cargo Claim": "Claims Intake", "Claim 2024": None, "Lost Luggage": people.ARCHIVED_FLOW}
    summaries = [{**world.named("task-template", name), "Status": "ACTIVE" if flow else "INACTIVE"}
                 for name, flow in flows.items()]
    recorder.listed("ListTaskTemplates", {"InstanceId": world.instance_id, "MaxResults": 100}, "TaskTemplates", summaries,
                    size=100)
    for summary, flow in zip(summaries, flows.values()):
        if flow:
            recorder.call("connect", "GetTaskTemplate",
                          {"InstanceId": world.instance_id, "TaskTemplateId": summary["Id"]},
                          {**summary, "ContactFlowId": world.uuid("contact-flow", flow)})
    recorder.refused("connect", "GetTaskTemplate",
                     {"InstanceId": world.instance_id, "TaskTemplateId": _id(task_template(world, False))}, _NOT_FOUND)
    truth.finding("task_template_targets", summaries[-1]["Id"], "fail")


def _record_data_tables(world: World, recorder: Recorder) -> None:
    for is_right in (True, False):
        arn = data_table(world, is_right)
        asked = {"InstanceId": world.instance_id, "DataTableId": _id(arn)}
        if is_right:
            recorder.call("connect", "DescribeDataTable", asked, {"DataTable": {
                "Id": _id(arn), "Arn": arn, "Name": "Tariffs", "TimeZone": "Europe/Berlin", "Status": "PUBLISHED",
                "LastModifiedTime": 1_760_000_000}})
        else:
            recorder.refused("connect", "DescribeDataTable", asked, _NOT_FOUND)


def plant(world: World, recorder: Recorder, truth: Truth) -> None:
    _record_bots(recorder)
    _record_views(world, recorder)
    _record_task_templates(world, recorder, truth)
    _record_data_tables(world, recorder)
