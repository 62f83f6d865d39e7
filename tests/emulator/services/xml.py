"""Answers of the query protocol."""

import uuid
from typing import Any
from xml.sax.saxutils import escape

from . import Call

_NAMESPACES = {"sts": "https://sts.amazonaws.com/doc/2011-06-15/", "iam": "https://iam.amazonaws.com/doc/2010-05-08/",
               "sns": "http://sns.amazonaws.com/doc/2010-03-31/"}


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(_entries(item) if name == "entry" else f"<{name}>{_written(item)}</{name}>"
                       for name, item in value.items())
    if isinstance(value, list):
        return "".join(f"<member>{_written(item)}</member>" for item in value)
    return str(value).lower() if isinstance(value, bool) else escape(str(value))


def _entries(of_map: list[dict]) -> str:
    return "".join(f"<entry>{_written(one)}</entry>" for one in of_map)


def answer(call: Call, result: dict) -> bytes:
    name = call.operation
    return (f"<{name}Response xmlns=\"{_NAMESPACES[call.service]}\"><{name}Result>{_written(result)}</{name}Result>"
            f"<ResponseMetadata><RequestId>{uuid.uuid4()}</RequestId></ResponseMetadata></{name}Response>").encode()
