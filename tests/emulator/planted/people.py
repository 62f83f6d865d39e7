"""Users, queues and what else is only listed and counted."""

from . import access, ai, beside, functions, keys, operations, roles, storage, targets
from .identity import ACCOUNT, Identity, Size, numbered

STORED_RESOURCES = {"CALL_RECORDINGS": "S3", "CHAT_TRANSCRIPTS": "S3", "MEDIA_STREAMS": "KINESIS_VIDEO_STREAM",
                    "CONTACT_TRACE_RECORDS": "KINESIS_STREAM", "AGENT_EVENTS": "KINESIS_FIREHOSE"}
ATTRIBUTES = {
    "INBOUND_CALLS": "true", "OUTBOUND_CALLS": "true", "CONTACTFLOW_LOGS": "true", "CONTACT_LENS": "false",
    "AUTO_RESOLVE_BEST_VOICES": "true", "USE_CUSTOM_TTS_VOICES": "false", "EARLY_MEDIA": "true",
    "MULTI_PARTY_CONFERENCE": "true", "HIGH_VOLUME_OUTBOUND": "false", "ENHANCED_CONTACT_MONITORING": "false",
    "ENHANCED_CHAT_MONITORING": "false", "MULTI_PARTY_CHAT_CONFERENCE": "false", "MESSAGE_STREAMING": "false",
}


def instance_summary(identity: Identity, status: str = "ACTIVE", flaws: bool = True) -> dict:
    return {
        "Id": identity.instance_id, "Arn": identity.instance_arn,
        "IdentityManagementType": "CONNECT_MANAGED" if flaws else "SAML",
        "InstanceAlias": identity.alias, "CreatedTime": 1_589_443_200.482,
        "ServiceRole": roles.of_service(identity.instance_id, flaws),
        "InstanceStatus": status, "InboundCallsEnabled": True, "OutboundCallsEnabled": True,
        "InstanceAccessUrl": f"https://{identity.alias}.my.connect.aws",
    }


def users(identity: Identity, count: int) -> list[dict]:
    summaries = identity.summaries("agent", "agent", count)
    return [{"Username" if key == "Name" else key: value for key, value in user.items()} for user in summaries]


def queues(identity: Identity, count: int) -> list[dict]:
    return [{**queue, "QueueType": "STANDARD"} for queue in identity.summaries("queue", "Queue", count)]


def queue_details(identity: Identity, count: int) -> list[dict]:
    return [{"Name": queue["Name"], "QueueArn": queue["Arn"], "QueueId": queue["Id"], "Description": "Contacts",
             "OutboundCallerConfig": {"OutboundCallerIdName": "Centre"},
             "HoursOfOperationId": identity.uuid("operating-hours", numbered("Hours", 0)), "Status": "ENABLED", "Tags": {}}
            for queue in queues(identity, count)]


def quick_connects(identity: Identity, summaries: list[dict]) -> list[dict]:
    return [{"QuickConnectARN": one["Arn"], "QuickConnectId": one["Id"], "Name": one["Name"], "Tags": {},
             "QuickConnectConfig": {"QuickConnectType": "PHONE_NUMBER", "PhoneConfig": {"PhoneNumber": "+442079460000"}}}
            for one in summaries]


def quick_connects_of_queue(identity: Identity, queue_id: str, summaries: list[dict], flaws: bool = True) -> list[dict]:
    """The first queue has all of them, with flaws but one that no queue has; the others have the first."""
    is_first = queue_id == identity.uuid("queue", numbered("Queue", 0))
    return summaries[:len(summaries) - flaws] if is_first else summaries[:1]


def agent_queues(people: list[dict]) -> list[dict]:
    """Every user has one; it has no name."""
    return [{"Id": user["Id"], "Arn": user["Arn"].replace("/agent/", "/queue/agent/"), "QueueType": "AGENT"}
            for user in people]


def _typed(summaries: list[dict], member: str, kinds: tuple[str, ...]) -> list[dict]:
    return [{**summary, member: kinds[index % len(kinds)]} for index, summary in enumerate(summaries)]


def routing_profiles(identity: Identity, count: int) -> list[dict]:
    profiles = []
    for index, summary in enumerate(identity.summaries("routing-profile", "Profile", count)):
        profiles.append({
            "InstanceId": identity.instance_id, "Name": summary["Name"], "RoutingProfileArn": summary["Arn"],
            "RoutingProfileId": summary["Id"], "Description": "Agents",
            "MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 1}, {"Channel": "CHAT", "Concurrency": 3}],
            "DefaultOutboundQueueId": identity.uuid("queue", "Queue 00000"),
            "NumberOfAssociatedQueues": 1 + index % 30, "NumberOfAssociatedManualAssignmentQueues": index % 3,
            "NumberOfAssociatedUsers": 10,
            "AssociatedQueueIds": [_queue(identity, place)["Id"] for place in range(1 + index % 30)],
            "AssociatedManualAssignmentQueueIds": [_queue(identity, place)["Id"] for place in range(index % 3)],
        })
    return profiles


def queues_of_profile(identity: Identity, profile: dict) -> list[dict]:
    """Once for each channel: from the eleventh on they take chats as well."""
    pairs = [(index, "VOICE") for index in range(int(profile["NumberOfAssociatedQueues"]))]
    pairs += [(index, "CHAT") for index, _ in pairs[10:]]
    return [_queue_of_profile(identity, index, channel) | {"Priority": 1, "Delay": 0} for index, channel in pairs]


def manual_queues_of_profile(identity: Identity, profile: dict) -> list[dict]:
    return [_queue_of_profile(identity, index, "CHAT")
            for index in range(profile["NumberOfAssociatedManualAssignmentQueues"])]


def _queue(identity: Identity, index: int) -> dict:
    return identity.named("queue", numbered("Queue", index))


def _queue_of_profile(identity: Identity, index: int, channel: str) -> dict:
    queue = _queue(identity, index)
    return {"QueueId": queue["Id"], "QueueArn": queue["Arn"], "QueueName": queue["Name"], "Channel": channel}


def email_addresses(identity: Identity, count: int) -> list[dict]:
    return [{"EmailAddressId": item["Id"], "EmailAddressArn": item["Arn"],
             "EmailAddress": f"desk-{index}@{identity.alias}.example", "DisplayName": item["Name"]}
            for index, item in enumerate(identity.summaries("email-address", "Desk", count))]


def _associations(identity: Identity, kind: str, count: int) -> list[dict]:
    found, prefix = [], f"arn:aws:app-integrations:{identity.region}:{ACCOUNT}"
    for item in identity.summaries("integration-association", kind, count):
        found.append({"IntegrationAssociationId": item["Id"], "IntegrationAssociationArn": item["Arn"],
                      "InstanceId": identity.instance_id, "IntegrationType": kind.upper(),
                      "IntegrationArn": f"{prefix}:{kind.lower()}/{item['Id']}"})
    return found


def storage_config(identity: Identity, resource: str, flaws: bool = True) -> list[dict]:
    """With flaws the transcripts have no key; the media streams keep nothing, and have one of AWS's."""
    kind = STORED_RESOURCES.get(resource)
    if kind is None:
        return []
    encryption = {"EncryptionType": "KMS", "KeyId": keys.of_recordings(identity).arn}
    of_streams = {"EncryptionType": "KMS", "KeyId": keys.of_streams(identity).arn}
    bucket = {"BucketName": storage.bucket_name(identity), "BucketPrefix": f"connect/{resource}"}
    has_key = resource != "CHAT_TRANSCRIPTS" or not flaws
    details = {
        "S3": {"S3Config": {**bucket, "EncryptionConfig": encryption} if has_key else bucket},
        "KINESIS_VIDEO_STREAM": {"KinesisVideoStreamConfig": {
            "Prefix": identity.alias, "RetentionPeriodHours": 0 if flaws else 24,
            "EncryptionConfig": of_streams if flaws else encryption}},
        "KINESIS_STREAM": {"KinesisStreamConfig": {"StreamArn": storage.stream_arn(identity)}},
        "KINESIS_FIREHOSE": {"KinesisFirehoseConfig": {"FirehoseArn": storage.firehose_arn(identity)}},
    }
    return [{"AssociationId": identity.uuid("storage", resource), "StorageType": kind, **details[kind]}]


def storage_truth() -> dict[str, str]:
    """What may be said of the encryption of each kind of data. Of data streams Amazon Connect does not tell."""
    return {"CALL_RECORDINGS": "pass", "CHAT_TRANSCRIPTS": "warn", "MEDIA_STREAMS": "warn"}


def hours_details(summaries: list[dict]) -> list[dict]:
    """Open on working days, the first of them around the clock, the last on no day but that of its override."""
    days = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY")
    details = [{"HoursOfOperationId": hours["Id"], "HoursOfOperationArn": hours["Arn"], "Name": hours["Name"],
                "TimeZone": "Europe/Berlin", "Tags": {},
                "Config": [{"Day": day, "StartTime": {"Hours": 8 if index else 0, "Minutes": 0},
                            "EndTime": {"Hours": 18 if index else 0, "Minutes": 0}} for day in days]}
               for index, hours in enumerate(summaries)]
    details[-1]["Config"] = []
    return details


def hours_overrides(summaries: list[dict]) -> list[dict]:
    """The day on which the last of them is open."""
    return [{"HoursOfOperationOverrideId": "fair", "HoursOfOperationId": summaries[-1]["Id"],
             "HoursOfOperationArn": summaries[-1]["Arn"], "Name": "Fair", "OverrideType": "OPEN",
             "EffectiveFrom": "2030-05-04", "EffectiveTill": "2030-05-04",
             "Config": [{"Day": "SATURDAY", "StartTime": {"Hours": 9, "Minutes": 0},
                         "EndTime": {"Hours": 18, "Minutes": 0}}]}]


def lists(identity: Identity, size: Size) -> dict[str, list]:
    """By operation, and by what is asked for where an operation lists several things."""
    people = users(identity, size.users)
    lex_arn = f"arn:aws:lex:{identity.region}:{ACCOUNT}:bot-alias"
    standard = queues(identity, size.queues)
    few = max(3, size.flows // 12)
    hours = identity.summaries("operating-hours", "Hours", few)
    quick = _typed(identity.summaries("transfer-destination", "Quick", few + 2), "QuickConnectType",
                   ("QUEUE", "USER", "PHONE_NUMBER"))
    security_profiles = identity.summaries("security-profile", "Profile", few)
    groups = identity.summaries("agent-group", "Team", few + 1)
    profiles = routing_profiles(identity, few + 3)
    return {
        "ListUsers": people,
        "ListQueues": standard + agent_queues(people),
        "ListSecurityProfiles": security_profiles,
        "ListQuickConnects": quick,
        "ListHoursOfOperations": hours,
        "ListPredefinedAttributes": [{"Name": f"Skill {index}", "LastModifiedTime": 1_700_000_000}
                                     for index in range(few + 4)],
        "ListPrompts": identity.summaries("prompt", "Prompt", size.prompts),
        "ListAgentStatuses": _typed(identity.summaries("agent-state", "Status", 5), "Type",
                                    ("ROUTABLE", "OFFLINE", "CUSTOM")),
        "ListUserHierarchyGroups": groups,
        "ListTaskTemplates": targets.task_templates(identity.instance_arn),
        "ListDataTables": identity.summaries("data-table", "Table", 2),
        "ListWorkspaces": identity.summaries("workspace", "Workspace", 2),
        "ListBots/V1": [{"LexBot": {"Name": f"Bot{index}", "LexRegion": identity.region}} for index in range(2)],
        "ListBots/V2": [{"LexV2Bot": {"AliasArn": f"{lex_arn}/BOT{index:07}/ALIAS{index:05}"}}
                        for index in range(few + 25)],
        "ListLambdaFunctions": functions.arns(identity, few + 25),
        "ListIntegrationAssociations": [*_associations(identity, "Application", 3), *_associations(identity, "Event", 2),
                                        *ai.integrations(identity, size), *beside.integrations(identity, size)],
        "SearchHoursOfOperations": hours_details(hours),
        "SearchHoursOfOperationOverrides": hours_overrides(hours),
        "SearchQueues": queue_details(identity, size.queues),
        "SearchQuickConnects": quick_connects(identity, quick),
        "SearchRoutingProfiles": profiles,
        "SearchEmailAddresses": email_addresses(identity, few),
        "ListApprovedOrigins": access.origins(size.flaws),
        "ListSecurityKeys": access.security_keys(identity, size.flaws),
        "SearchUsers": access.users(people, security_profiles, groups, profiles, size.flaws),
        "ListEvaluationForms": operations.evaluation_forms(identity, size.flaws),
        "ListInstanceAttributes": [{"AttributeType": kind, "Value": value} for kind, value in (
            ATTRIBUTES | {"HIGH_VOLUME_OUTBOUND": str(beside.is_used(size)).lower()}).items()],
    }
