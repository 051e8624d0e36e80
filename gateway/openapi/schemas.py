"""JSON Schemas of the protos' messages, as the gateway prints and takes them."""

from collections.abc import Iterable, Iterator
from typing import Any

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor

from gateway.openapi.calls import HTTP_BODY, Api, Call

Schema = dict[str, Any]

# How proto3's JSON writes what google.protobuf brings.
WELL_KNOWN: dict[str, Schema] = {
    "google.protobuf.Timestamp": {"type": "string", "format": "date-time"},
    "google.protobuf.Duration": {"type": "string", "pattern": r"^-?\d+(\.\d+)?s$"},
    "google.protobuf.Empty": {"type": "object", "additionalProperties": False},
    "google.protobuf.Struct": {"type": "object"},
    HTTP_BODY: {"type": "string", "format": "binary"},
}
# A double holds whole numbers up to 2^53 only, so JSON has 64-bit ones as text.
WIDE = {FieldDescriptor.TYPE_INT64, FieldDescriptor.TYPE_SINT64, FieldDescriptor.TYPE_SFIXED64}
WIDE_UNSIGNED = {FieldDescriptor.TYPE_UINT64, FieldDescriptor.TYPE_FIXED64}
WHOLE = {FieldDescriptor.TYPE_INT32, FieldDescriptor.TYPE_SINT32, FieldDescriptor.TYPE_SFIXED32}
WHOLE_UNSIGNED = {FieldDescriptor.TYPE_UINT32, FieldDescriptor.TYPE_FIXED32}
OTHER: dict[int, Schema] = {
    FieldDescriptor.TYPE_DOUBLE: {"type": "number", "format": "double"},
    FieldDescriptor.TYPE_FLOAT: {"type": "number", "format": "float"},
    FieldDescriptor.TYPE_BOOL: {"type": "boolean"},
    FieldDescriptor.TYPE_STRING: {"type": "string"},
    FieldDescriptor.TYPE_BYTES: {"type": "string", "contentEncoding": "base64"},
}
LARGEST = 2**31 - 1


class Schemas:
    """The schemas of all messages that calls name; ``components`` fills up as they are asked for.

    Answers carry every field that cannot be absent, so those are required in a message that only answers are made of.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        self._sent = {name for call in api.calls() for name in reached(sent_by(call))}
        self.components: dict[str, Schema] = {}

    def message(self, message: Descriptor) -> Schema:
        """A reference to the schema of a message, or the schema itself where google.protobuf brings it."""
        if message.full_name in WELL_KNOWN:
            return dict(WELL_KNOWN[message.full_name])
        name = short_name(message.full_name)
        if name not in self.components:
            self.components[name] = {}  # Stands for itself where a message holds its own kind.
            self.components[name] = self.properties(message, list(message.fields))
        return {"$ref": f"#/components/schemas/{name}"}

    def properties(self, message: Descriptor, fields: list[FieldDescriptor]) -> Schema:
        """The schema of an object of some of a message's fields."""
        schema: Schema = {"type": "object"} | self._described(message.full_name)
        schema["properties"] = {field.name: self.field(field) for field in fields}
        if message.full_name in self._sent:
            # fields.lua refuses any other.
            schema["additionalProperties"] = False
        else:
            schema["required"] = [field.name for field in fields if not field.has_presence]
        return schema

    def field(self, field: FieldDescriptor) -> Schema:
        """The schema of one field, with its comment."""
        entry = field.message_type
        if entry and entry.GetOptions().map_entry:
            schema: Schema = {"type": "object", "additionalProperties": self._value(entry.fields_by_name["value"])}
        elif field.is_repeated:
            schema = {"type": "array", "items": self._value(field)}
        else:
            schema = self._value(field)
        return schema | self._described(field.full_name)

    def _value(self, field: FieldDescriptor) -> Schema:
        if field.message_type:
            return self.message(field.message_type)
        return self._enum(field.enum_type) if field.enum_type else number_or_text(field.type)

    def _enum(self, enum: EnumDescriptor) -> Schema:
        name = short_name(enum.full_name)
        values = [value.name for value in enum.values]
        self.components[name] = {"type": "string", "enum": values} | self._described(enum.full_name)
        return {"$ref": f"#/components/schemas/{name}"}

    def _described(self, full_name: str) -> Schema:
        comment = self._api.comments.get(full_name)
        return {"description": comment} if comment else {}


def number_or_text(kind: int) -> Schema:
    """The schema of a scalar field's type."""
    if kind in WIDE | WIDE_UNSIGNED:
        return {"type": "string", "format": "int64" if kind in WIDE else "uint64", "pattern": r"^-?\d+$"}
    if kind in WHOLE | WHOLE_UNSIGNED:
        lowest = -LARGEST - 1 if kind in WHOLE else 0
        return {"type": "integer", "format": "int32" if kind in WHOLE else "uint32", "minimum": lowest, "maximum": LARGEST}
    return dict(OTHER[kind])


def short_name(full_name: str) -> str:
    """A message's name without its package: "Upload.Status" of retainwise.ingest.v1.Upload.Status."""
    return ".".join(part for part in full_name.split(".") if part[:1].isupper())


def sent_by(call: Call) -> Iterable[Descriptor]:
    """The messages that a caller sends."""
    body = call.body_message
    return [body] if body else []


def reached(messages: Iterable[Descriptor]) -> Iterator[str]:
    """The full names of these messages and of all inside them."""
    seen: set[str] = set()
    waiting = list(messages)
    while waiting:
        message = waiting.pop()
        if message.full_name not in seen:
            seen.add(message.full_name)
            waiting += [field.message_type for field in message.fields if field.message_type]
            yield message.full_name
