"""deploy/template.yaml as CloudFormation gets it, and what becomes of it with given parameters."""

import os
import re
from pathlib import Path

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

DEPLOY = Path(os.environ["SOURCE_DIR"]) / "deploy"
STACK, REGION, ACCOUNT = "amazon-connect-ops-review", "eu-central-1", "111122223333"
INSTANCE = f"arn:aws:connect:eu-west-2:{ACCOUNT}:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb"
PARTITIONS = {REGION: ("aws", "amazonaws.com"), "cn-north-1": ("aws-cn", "amazonaws.com.cn"),
              "us-gov-west-1": ("aws-us-gov", "amazonaws.com")}
NOTHING = {"Ref": "AWS::NoValue"}


def source() -> dict:
    return yaml_parse((DEPLOY / "template.yaml").read_text(encoding="utf-8"))


def transformed(code: str = "s3://packages/function.zip", region: str = REGION) -> dict:
    """What AWS makes of the template when `sam deploy` has put the package there."""
    template = source()
    template["Resources"]["OrchestratorFunction"]["Properties"]["CodeUri"] = code
    session = boto3.Session(region_name=region)  # the translator asks which partition it is for
    return Translator({}, Parser(), boto_session=session).translate(template, {"AmazonConnectInstanceARN": INSTANCE})


def for_moto(template: dict) -> dict:
    """The template without what moto takes for something else."""
    for resource in template["Resources"].values():
        # moto keeps what is to be retained by this name only; it never rolls back, where the two differ.
        if resource.get("DeletionPolicy") == "RetainExceptOnCreate":
            resource["DeletionPolicy"] = "Retain"
        # moto puts null where AWS leaves out an element of a list. It allows everything to everybody, so that the
        # statements which hold on a condition are not missed here; template.py has tests of them.
        if resource["Type"] == "AWS::IAM::ManagedPolicy":
            document = resource["Properties"]["PolicyDocument"]
            document["Statement"] = [one for one in document["Statement"] if "Fn::If" not in one]
    return template


class Stack:
    """The resources and outputs that there are with these parameters, every function of CloudFormation worked out.

    What only AWS knows stays recognizable: the id of a resource is <Name>, an attribute of it <Name.Attribute>.
    """

    def __init__(self, template: dict, name: str = STACK, region: str = REGION, **parameters: str) -> None:
        self.template = template
        partition, suffix = PARTITIONS[region]
        self.values = {name: str(one["Default"]) for name, one in template["Parameters"].items() if "Default" in one}
        self.values |= {"AmazonConnectInstanceARN": INSTANCE} | parameters | {
            "AWS::StackName": name, "AWS::Region": region, "AWS::AccountId": ACCOUNT, "AWS::Partition": partition,
            "AWS::URLSuffix": suffix}
        self.resources = {name: one for name, one in template["Resources"].items() if self.holds(one.get("Condition"))}
        self.resources = {name: self.value(one) for name, one in self.resources.items()}
        self.outputs = {name: self.value(one["Value"]) for name, one in template["Outputs"].items()}
        self.exports = [self.value(one["Export"]["Name"]) for one in template["Outputs"].values() if "Export" in one]

    def properties(self, name: str) -> dict:
        return self.resources[name]["Properties"]

    def statements(self, policy: str) -> dict[str, dict]:
        return {one["Sid"]: one for one in self.properties(policy)["PolicyDocument"]["Statement"]}

    def holds(self, condition: str | None) -> bool:
        return condition is None or self.truth(self.template["Conditions"][condition])

    def truth(self, node: dict) -> bool:
        ((function, argument),) = node.items()
        match function:
            case "Condition":
                return self.holds(argument)
            case "Fn::Equals":
                return str(self.value(argument[0])) == str(self.value(argument[1]))
            case "Fn::Not":
                return not self.truth(argument[0])
            case "Fn::And":
                return all(map(self.truth, argument))
            case "Fn::Or":
                return any(map(self.truth, argument))
        raise ValueError(f"no condition: {node}")

    def value(self, node):
        if isinstance(node, list):
            return [self.value(one) for one in node if self.chosen(one) != NOTHING]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((function, argument),) = node.items()
            match function:
                case "Ref":
                    return self.referred(argument)
                case "Fn::GetAtt":
                    self.present(argument[0])
                    return f"<{argument[0]}.{argument[1]}>"
                case "Fn::If":
                    return self.value(self.chosen(node))
                case "Fn::Sub":
                    return self.substituted(argument)
                case "Fn::Select":
                    return self.value(argument[1])[int(argument[0])]
                case "Fn::Split":
                    return self.value(argument[1]).split(argument[0])
        return {name: self.value(one) for name, one in node.items() if self.chosen(one) != NOTHING}

    def chosen(self, node):
        """Of an If the branch that is taken."""
        while isinstance(node, dict) and set(node) == {"Fn::If"}:
            condition, yes, no = node["Fn::If"]
            node = yes if self.holds(condition) else no
        return node

    def referred(self, name: str) -> str:
        if name in self.values:
            return self.values[name]
        self.present(name)
        return f"<{name}>"

    def present(self, name: str) -> None:
        """CloudFormation refuses references to what is not there."""
        if not self.holds(self.template["Resources"][name].get("Condition")):
            raise LookupError(f"{name} is not there")

    def substituted(self, argument) -> str:
        text, own = (argument, {}) if isinstance(argument, str) else argument

        def replaced(match: re.Match) -> str:
            name = match[1]
            if name in own:
                return self.value(own[name])
            return self.value({"Fn::GetAtt": name.split(".", 1)} if "." in name else {"Ref": name})

        return re.sub(r"\$\{([^}!]+)\}", replaced, text)
