"""Which members the JSON bodies of calls may have, for fields.lua, which refuses all others."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor

from gateway.openapi.calls import Api, Call

Fields = dict[str, str]

# What fields.lua does not look into: texts and numbers, and messages of google's, whose JSON is not that of their fields.
LEAF = ""
ANY_NAME = "*"


def known_fields(descriptor_set: Path) -> dict[str, Any]:
    """``calls``: the name of the body's message by the Lua pattern of method and path. ``messages``: their members by name.

    A member has the kind of its value: the name of a message, or LEAF. Members of a map have any name.
    """
    bodies = {pattern(call): body for call in Api(descriptor_set.read_bytes()).calls() if (body := json_body(call))}
    return {"calls": {request: body.full_name for request, body in bodies.items()}, "messages": messages_in(bodies.values())}


def lua_text(known: dict[str, Any]) -> str:
    """What the script reads it from: a Lua string of JSON."""
    return f"local KNOWN_FIELDS = [==[{json.dumps(known)}]==]\n"


def json_body(call: Call) -> Descriptor | None:
    """The message that the body is; None where there is none, or a stream, or bytes that a service reads as they come."""
    message = call.body_message
    return None if message is None or call.method.client_streaming or is_googles(message) else message


def pattern(call: Call) -> str:
    """The Lua pattern of the call's method and path."""
    plain = re.sub(r"([^\w{}/: ])", r"%\1", f"{call.verb.upper()} {call.path}")
    return "^" + re.sub(r"\{\w+\}", "[^/:]+", plain) + "$"


def messages_in(bodies: Iterable[Descriptor]) -> dict[str, Fields]:
    """The members of these messages and of all inside them."""
    found: dict[str, Fields] = {}
    waiting = list(bodies)
    while waiting:
        message = waiting.pop()
        if message.full_name not in found:
            found[message.full_name] = members(message)
            waiting += [inner for field in message.fields if (inner := our_message(field))]
    return found


def members(message: Descriptor) -> Fields:
    """The kind of each member; the transcoder takes a field by its name in the proto, and by that in lowerCamelCase."""
    if message.GetOptions().map_entry:
        return {ANY_NAME: kind(message.fields_by_name["value"])}
    return {name: kind(field) for field in message.fields for name in (field.name, field.json_name)}


def kind(field: FieldDescriptor) -> str:
    """The name of the message that a field's value is, or LEAF."""
    message = our_message(field)
    return message.full_name if message else LEAF


def our_message(field: FieldDescriptor) -> Descriptor | None:
    """The message that a field's value is, None where it is none or google's."""
    message = field.message_type
    return None if message is None or is_googles(message) else message


def is_googles(message: Descriptor) -> bool:
    """Whether google defines the message."""
    return message.full_name.startswith("google.")
