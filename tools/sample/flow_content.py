"""Writes flows and modules in Amazon Connect's flow language, logging as it is planned to."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from . import functions, targets
from .access import security_key
from .people import DISABLED_QUEUE, UNSERVED_QUEUE
from .world import ACCOUNT_ID, REGION, World


@dataclass
class Action:
    """One block. Every name in `next`, `errors` and `conditions` is another block's identifier."""

    identifier: str
    kind: str
    parameters: dict[str, Any] = field(default_factory=dict)
    next: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    conditions: dict[str, str] = field(default_factory=dict)

    def redirect(self, old: str, new: str) -> None:
        self.next = new if self.next == old else self.next
        self.errors = {kind: new if target == old else target for kind, target in self.errors.items()}
        self.conditions = {operand: new if target == old else target for operand, target in self.conditions.items()}

    def as_json(self) -> dict:
        transitions: dict[str, Any] = {}
        if self.next:
            transitions["NextAction"] = self.next
        if self.errors:
            transitions["Errors"] = [{"NextAction": target, "ErrorType": kind} for kind, target in self.errors.items()]
        if self.conditions:
            transitions["Conditions"] = [
                {"NextAction": target, "Condition": {"Operator": "Equals", "Operands": [operand]}}
                for operand, target in self.conditions.items()]
        return {"Parameters": self.parameters, "Identifier": self.identifier, "Type": self.kind,
                "Transitions": transitions}


def _say(identifier: str, text: str, then: str) -> Action:
    return Action(identifier, "MessageParticipant", {"Text": text}, then, {"NoMatchingError": then})


def _lambda(identifier: str, function: str, then: str, on_error: str, seconds: int = 8) -> Action:
    parameters = {"LambdaFunctionARN": functions.arn(function),
                  "InvocationTimeLimitSeconds": str(seconds)}
    return Action(identifier, "InvokeLambdaFunction", parameters, then, {"NoMatchingError": on_error})


def _inbound(world: World, name: str) -> list[Action]:
    tickets = world.arn(f"queue/{world.uuid('queue', 'Tickets EN')}")
    cargo = world.arn(f"queue/{world.uuid('queue', 'Cargo Booking EN')}")
    hours = world.arn(f"operating-hours/{world.uuid('operating-hours', 'Hamburg Summer')}")
    return [
        Action("Set voice", "UpdateContactTextToSpeechVoice", {"TextToSpeechVoice": "Vicki"}, "Greeting"),
        _say("Greeting", f"Welcome to Harbour Ferries. Calls are recorded. You have reached: {name}.", "Set recording"),
        Action("Set recording", "UpdateContactRecordingBehavior",
               {"RecordingBehavior": {"RecordedParticipants": ["Agent", "Customer"]}}, "Check hours"),
        Action("Check hours", "CheckHoursOfOperation", {"HoursOfOperationId": hours}, None,
               {"NoMatchingError": "Sorry"}, {"True": "Find customer", "False": "Closed"}),
        _lambda("Find customer", "customer", "Menu", "Menu"),
        Action("Menu", "GetParticipantInput",
               {"Text": "For tickets press 1, for cargo press 2.", "StoreInput": "False", "InputTimeLimitSeconds": "5"},
               None, {"InputTimeLimitExceeded": "Sorry", "NoMatchingCondition": "Sorry", "NoMatchingError": "Sorry"},
               {"1": "Choose queue", "2": "Choose cargo"}),
        Action("Choose queue", "UpdateContactTargetQueue", {"QueueId": tickets}, "Transfer",
               {"NoMatchingError": "Sorry"}),
        Action("Choose cargo", "UpdateContactTargetQueue", {"QueueId": cargo}, "Transfer",
               {"NoMatchingError": "Sorry"}),
        Action("Transfer", "TransferContactToQueue", {}, None,
               {"QueueAtCapacity": "Queue full", "NoMatchingError": "Sorry"}),
        _say("Queue full", "All our lines are busy. Please call again later.", "Hang up"),
        _say("Closed", "Our office is closed now.", "Hang up"),
        _say("Sorry", "Something went wrong on our side. Please call again.", "Hang up"),
        Action("Hang up", "DisconnectParticipant"),
    ]


def _waiting(world: World, name: str) -> list[Action]:
    prompt = world.arn(f"prompt/{world.uuid('prompt', 'announcement-001.wav')}")
    return [
        Action("Play music", "MessageParticipantIteratively",
               {"Messages": [{"Text": f"Please stay on the line. ({name})"}, {"PromptId": prompt}],
                "InterruptFrequencySeconds": "60"},
               None, {"NoMatchingError": "End"}, {"MessagesInterrupted": "Offer callback"}),
        Action("Offer callback", "GetParticipantInput",
               {"Text": "Press 1 to be called back.", "StoreInput": "False", "InputTimeLimitSeconds": "5"}, None,
               {"InputTimeLimitExceeded": "Play music", "NoMatchingCondition": "Play music",
                "NoMatchingError": "Play music"},
               {"1": "Take number"}),
        Action("Take number", "UpdateContactCallbackNumber", {"CallbackNumber": "$.CustomerEndpoint.Address"},
               "Call back later",
               {"InvalidCallbackNumber": "Play music", "CallbackNumberNotDialable": "Play music"}),
        Action("Call back later", "CreateCallbackContact",
               {"InitialCallDelaySeconds": "5", "MaximumConnectionAttempts": "2", "RetryDelaySeconds": "600"}, "End",
               {"NoMatchingError": "Play music"}),
        Action("End", "EndFlowExecution"),
    ]


def _bilingual(_: World, name: str) -> list[Action]:
    return [
        Action("Set voice", "UpdateContactTextToSpeechVoice", {"TextToSpeechVoice": "Amy"}, "Check language"),
        Action("Check language", "Compare", {"ComparisonValue": "$.Attributes.language"}, None,
               {"NoMatchingCondition": "English"}, {"de": "Deutsch"}),
        _say("Deutsch", f"Einen Augenblick bitte. ({name})", "End"),
        _say("English", f"One moment, please. ({name})", "End"),
        Action("End", "EndFlowExecution"),
    ]


def _handing_over(world: World, name: str) -> list[Action]:
    queue = world.arn(f"queue/{world.uuid('queue', 'Escalations EN')}")
    return [
        _say("Announce", f"You are being transferred. ({name})", "Check staffing"),
        Action("Check staffing", "CheckMetricData", {"MetricType": "NumberOfAgentsAvailable", "QueueId": queue}, None,
               {"NoMatchingCondition": "Choose queue", "NoMatchingError": "Sorry"}, {"0": "Sorry"}),
        Action("Choose queue", "UpdateContactTargetQueue", {"QueueId": queue}, "Transfer",
               {"NoMatchingError": "Sorry"}),
        Action("Transfer", "TransferContactToQueue", {}, None,
               {"QueueAtCapacity": "Sorry", "NoMatchingError": "Sorry"}),
        _say("Sorry", "Nobody can take the call now.", "Hang up"),
        Action("Hang up", "DisconnectParticipant"),
    ]


def _module(_: World, name: str) -> list[Action]:
    return [
        _lambda("Look up", "audit", "Known customer", "Not known"),
        Action("Known customer", "Compare", {"ComparisonValue": "$.External.known"}, None,
               {"NoMatchingCondition": "Not known"}, {"yes": "Remember"}),
        Action("Remember", "UpdateContactAttributes", {"Attributes": {"known": "yes"}, "TargetContact": "Current"},
               "Return", {"NoMatchingError": "Return"}),
        _say("Not known", f"We do not know your number yet. ({name})", "Return"),
        Action("Return", "EndFlowModuleExecution"),
    ]


_BODIES = {"CONTACT_FLOW": _inbound, "CAMPAIGN": _inbound, "CUSTOMER_QUEUE": _waiting,
           "AGENT_TRANSFER": _handing_over, "QUEUE_TRANSFER": _handing_over, "MODULE": _module}


def _logging(identifier: str, behaviour: str, then: str) -> Action:
    return Action(identifier, "UpdateFlowLoggingBehavior", {"FlowLoggingBehavior": behaviour}, then)


def _log_from_start(body: list[Action]) -> list[Action]:
    return [_logging("Set logging", "Enabled", body[0].identifier), *body]


def _log_unless_lookup_fails(body: list[Action]) -> list[Action]:
    first = body[0].identifier
    return [_lambda("Load settings", "routing", "Set logging", first, seconds=3), _logging("Set logging", "Enabled", first), *body]


def _log_for_some_callers(body: list[Action]) -> list[Action]:
    first = body[0].identifier
    check = Action("Check caller", "Compare", {"ComparisonValue": "$.Attributes.traced"}, None,
                   {"NoMatchingCondition": first}, {"yes": "Set logging"})
    return [check, _logging("Set logging", "Enabled", first), *body]


def _stop_logging_at_the_end(body: list[Action]) -> list[Action]:
    end = body[-1].identifier
    for action in body:
        action.redirect(end, "Stop logging")
    return _log_from_start([*body[:-1], _logging("Stop logging", "Disabled", end), body[-1]])


def _log_out_of_reach(body: list[Action]) -> list[Action]:
    return [*body, _logging("Set logging", "Enabled", body[0].identifier)]


_PLANS = {
    "on": _log_from_start,
    "off": list,
    "error branch without": _log_unless_lookup_fails,
    "condition without": _log_for_some_callers,
    "switched off later": _stop_logging_at_the_end,
    "out of reach": _log_out_of_reach,
}


def _named(body: list[Action], identifier: str) -> Action:
    return next(action for action in body if action.identifier == identifier)


def _choose_a_queue_that_is_gone(world: World, body: list[Action]) -> None:
    gone = world.arn(f"queue/{world.uuid('queue', 'Ticket Office 2019')}")
    _named(body, "Choose queue").parameters = {"QueueId": gone}


def _choose_a_queue_that_nobody_serves(world: World, body: list[Action]) -> None:
    _named(body, "Choose cargo").parameters = {"QueueId": world.arn(f"queue/{world.uuid('queue', UNSERVED_QUEUE)}")}


def _choose_a_queue_that_nobody_calls(world: World, body: list[Action]) -> None:
    for identifier in ("Choose queue", "Choose cargo"):
        _named(body, identifier).parameters = {"QueueId": world.arn(f"queue/{world.uuid('queue', 'Crew Desk FR')}")}


def _choose_a_queue_that_is_disabled(world: World, body: list[Action]) -> None:
    _named(body, "Choose cargo").parameters = {"QueueId": world.arn(f"queue/{world.uuid('queue', DISABLED_QUEUE)}")}


def _name_a_prompt_and_hours_that_are_gone(world: World, body: list[Action]) -> None:
    prompt = world.arn(f"prompt/{world.uuid('prompt', 'announcement-2019.wav')}")
    hours = world.arn(f"operating-hours/{world.uuid('operating-hours', 'Lockdown 2020')}")
    _named(body, "Greeting").parameters = {"PromptId": prompt}
    _named(body, "Check hours").parameters = {"HoursOfOperationId": hours}


def _go_on_in_an_archived_flow(world: World, body: list[Action]) -> None:
    target = world.arn(f"contact-flow/{world.uuid('contact-flow', 'Main Menu 2019')}")
    _named(body, "Menu").redirect("Choose cargo", "To the old menu")
    body.insert(-1, Action("To the old menu", "TransferToFlow", {"ContactFlowId": target}, None,
                           {"NoMatchingError": "Sorry"}))


def _say_and_lead_nowhere(_: World, body: list[Action]) -> None:
    closed = _named(body, "Closed")
    closed.next, closed.errors = None, {}


def _look_up_without_an_error_branch(_: World, body: list[Action]) -> None:
    _named(body, "Find customer").errors = {}


def _call(topic: str) -> Callable[[World, list[Action]], None]:
    def change(_: World, body: list[Action]) -> None:
        _named(body, "Find customer").parameters["LambdaFunctionARN"] = functions.arn(topic)
    return change


def _ask_a_function_for_ever(_: World, body: list[Action]) -> None:
    _named(body, "Find customer").redirect("Menu", "Is it ready")
    again = {"NoMatchingCondition": "Find customer"}
    body.insert(-1, Action("Is it ready", "Compare", {"ComparisonValue": "$.External.state"}, None, again,
                           {"pending": "Find customer"}))
    _named(body, "Find customer").errors = {"NoMatchingError": "Sorry"}


def _say_for_ever(_: World, body: list[Action]) -> None:
    _named(body, "Closed").next = "Closed"


def _hang_up_without_a_word(_: World, body: list[Action]) -> None:
    _named(body, "Set voice").next = "Set recording"
    _named(body, "Check hours").errors = {"NoMatchingError": "Hang up"}
    _named(body, "Menu").errors["InputTimeLimitExceeded"] = "Hang up"


def _transfer_without_a_queue(_: World, body: list[Action]) -> None:
    _named(body, "Menu").redirect("Choose queue", "Transfer")


def _close_without_a_word(_: World, body: list[Action]) -> None:
    _named(body, "Check hours").conditions["False"] = "Hang up"


def _check_the_holidays_of(place: str) -> Callable[[World, list[Action]], None]:
    def change(world: World, body: list[Action]) -> None:
        hours = world.arn(f"operating-hours/{world.uuid('operating-hours', place + ' Holidays')}")
        _named(body, "Check hours").parameters = {"HoursOfOperationId": hours}
    return change


def _ask_before_the_hours(_: World, body: list[Action]) -> None:
    _named(body, "Set recording").next = "Menu"


def _ask(identifier: str, then: str, **parameters: Any) -> Action:
    return Action(identifier, "GetParticipantInput",
                  {"Text": "Please key in the number.", "StoreInput": "True", "InputTimeLimitSeconds": "10", **parameters},
                  then, {"NoMatchingError": "Sorry"})


def _dial_what_is_keyed_in(_: World, body: list[Action]) -> None:
    _named(body, "Menu").redirect("Choose cargo", "Ask for number")
    validation = {"PhoneNumberValidation": {"NumberFormat": "Local", "CountryCode": "DE"}}
    dial = {"ThirdPartyPhoneNumber": "$.StoredCustomerInput", "ThirdPartyConnectionTimeLimitSeconds": "30",
            "ContinueFlowExecution": "False"}
    ask = _ask("Ask for number", "Dial", InputValidation=validation)
    ask.errors["InvalidPhoneNumber"] = "Ask for number"
    body[-1:-1] = [ask, Action("Dial", "TransferParticipantToThirdParty", dial, None, {"NoMatchingError": "Sorry"})]


def _ask_for_a_card(world: World, body: list[Action], **encryption: Any) -> None:
    _named(body, "Menu").redirect("Choose cargo", "Ask for card")
    body.insert(-1, _ask("Ask for card", "Choose cargo",
                         InputValidation={"CustomValidation": {"MaximumLength": "16"}}, **encryption))


def _read_the_card_back(world: World, body: list[Action]) -> None:
    _ask_for_a_card(world, body, InputEncryption={"EncryptionKeyId": security_key(world), "Key": "public"})
    _named(body, "Ask for card").next = "Repeat"
    body.insert(-1, _say("Repeat", "Your card is $.StoredCustomerInput.", "Choose cargo"))


def _greet_by_a_name_in_ssml(_: World, body: list[Action]) -> None:
    _named(body, "Greeting").parameters = {"SSML": "<speak>Good day, $.Attributes.name.</speak>"}


def _authenticate_some(world: World, body: list[Action]) -> None:
    _named(body, "Menu").redirect("Choose cargo", "Authenticate")
    pool = {"UserPoolArn": f"arn:aws:cognito-idp:{REGION}:{ACCOUNT_ID}:userpool/{REGION}_Harbour01", "AppClientId": "app"}
    body.insert(-1, Action("Authenticate", "AuthenticateParticipant", {"CognitoConfiguration": pool}, "Choose cargo",
                           {"NoMatchingError": "Sorry", "TimeLimitExceeded": "Sorry"}))


def _record_and_queue_without_a_word(_: World, body: list[Action]) -> None:
    _named(body, "Set voice").next = "Set recording"
    _named(body, "Check hours").conditions["True"] = "Choose queue"


def _never_record(_: World, body: list[Action]) -> None:
    _named(body, "Greeting").redirect("Set recording", "Check hours")


def _name_all_kinds(is_right: bool) -> Callable[[World, list[Action]], None]:
    """A bot, a view, a data table, a task template and an agent, of which each or none can be used."""
    def change(world: World, body: list[Action]) -> None:
        _named(body, "Menu").redirect("Choose cargo", "Ask the bot")
        _named(body, "Choose cargo").parameters = {"AgentId": targets.agent(world, is_right)}
        failed, unmatched = "NoMatchingError", "NoMatchingCondition"
        body[-1:-1] = [
            Action("Ask the bot", "ConnectParticipantWithLexBot",
                   {"Text": "What do you want to ship?", "LexV2Bot": {"AliasArn": targets.bot_alias(is_right)}}, None,
                   {failed: "Sorry", unmatched: "Sorry"}, {"BookCargo": "Show the guide"}),
            Action("Show the guide", "ShowView",
                   {"ViewResource": {"Id": targets.view(world, is_right)}, "InvocationTimeLimitSeconds": "400"}, None,
                   {unmatched: "Find the tariff", failed: "Sorry", "TimeLimitExceeded": "Find the tariff"}),
            Action("Find the tariff", "EvaluateDataTableValues", {"DataTableId": targets.data_table(world, is_right)},
                   "Note the claim", {failed: "Sorry"}),
            Action("Note the claim", "CreateTask", {"TaskTemplateId": targets.task_template(world, is_right)},
                   "Choose cargo", {failed: "Sorry"})]
    return change


def _check_who_speaks(_: World, body: list[Action]) -> None:
    """By Amazon Connect Voice ID, which has ended."""
    _named(body, "Find customer").redirect("Menu", "Check Voice ID")
    body.insert(-1, Action("Check Voice ID", "CheckVoiceId", {"CheckVoiceIdOption": "enrollmentStatus"}, None,
                           {"NoMatchingError": "Menu"}, {"Enrolled": "Menu", "Not enrolled": "Menu", "Opted out": "Menu"}))


def _set_a_flow_of_the_wrong_type(world: World, body: list[Action]) -> None:
    hold = world.arn(f"contact-flow/{world.uuid('contact-flow', 'Hold Quiet')}")
    _named(body, "Choose queue").redirect("Transfer", "Set disconnect flow")
    body.insert(-1, Action("Set disconnect flow", "UpdateContactEventHooks", {"EventHooks": {"CustomerRemaining": hold}},
                           "Transfer", {"NoMatchingError": "Transfer"}))


def _ask_a_bot_of_lex_v1(_: World, body: list[Action]) -> None:
    _named(body, "Menu").redirect("Choose cargo", "Ask the bot")
    bot = {"LexBot": {"Name": targets.V1_BOT, "Region": REGION, "Alias": "live"}}
    body.insert(-1, Action("Ask the bot", "ConnectParticipantWithLexBot", {"Text": "What have you lost?", **bot}, None,
                           {"NoMatchingError": "Sorry", "NoMatchingCondition": "Sorry"}, {"Report": "Choose cargo"}))


def _all(*changes: Callable[[World, list[Action]], None]) -> Callable[[World, list[Action]], None]:
    def change(world: World, body: list[Action]) -> None:
        for one in changes:
            one(world, body)
    return change


_DEFECTS = {
    "all kinds can be used": _name_all_kinds(True),
    "queue is gone, bot of Lex V1": _all(_choose_a_queue_that_is_gone, _ask_a_bot_of_lex_v1),
    "queue that nobody serves": _choose_a_queue_that_nobody_serves,
    "queue that nobody calls": _choose_a_queue_that_nobody_calls,
    "queue that is disabled": _choose_a_queue_that_is_disabled,
    "function is gone": _call(functions.GONE),
    "function lets nobody call": _call(functions.UNPERMITTED),
    "no kind can be used": _all(_name_a_prompt_and_hours_that_are_gone, _name_all_kinds(False)),
    "target is archived, hook of another type, Voice ID": _all(
        _go_on_in_an_archived_flow, _check_who_speaks, _set_a_flow_of_the_wrong_type),
    "dead end": _say_and_lead_nowhere,
    "no error branch": _look_up_without_an_error_branch,
    "silent loop": _ask_a_function_for_ever,
    "loop that speaks": _say_for_ever,
    "silent hang-up": _hang_up_without_a_word,
    "queue not set": _transfer_without_a_queue,
    "closed without a word": _close_without_a_word,
    "hours not checked": _ask_before_the_hours,
    "hours never open": _check_the_holidays_of("Hamburg"),
    "hours opened by an override": _check_the_holidays_of("Kiel"),
    "dials input": _dial_what_is_keyed_in,
    "stores input": _ask_for_a_card,
    "reads back": _read_the_card_back,
    "SSML from attribute": _greet_by_a_name_in_ssml,
    "authenticates some": _authenticate_some,
    "records unannounced": _record_and_queue_without_a_word,
    "records nobody": _never_record,
}


def _camel_case(kind: str) -> str:
    first, *rest = kind.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def write(world: World, kind: str, name: str, plan: str, defect: str | None = None) -> str:
    """The Content of a flow of this type (MODULE: of a module) whose logging is as `plan` says.

    An inbound flow can have a `defect`.
    """
    body = _BODIES.get(kind, _bilingual)(world, name)
    if defect:
        _DEFECTS[defect](world, body)
    actions = _PLANS[plan](body)
    positions = {action.identifier: {"position": {"x": 40 + 220 * (index % 5), "y": 40 + 180 * (index // 5)},
                                     "isFriendlyName": True}
                 for index, action in enumerate(actions)}
    content = {
        "Version": "2019-10-30",
        "StartAction": actions[0].identifier,
        "Metadata": {"entryPointPosition": {"x": 14, "y": 20}, "ActionMetadata": positions, "Annotations": [],
                     "name": name, "type": _camel_case(kind), "hash": {}},
        "Actions": [action.as_json() for action in actions],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
