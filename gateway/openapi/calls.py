"""Reads the API's descriptor set: which REST calls there are, and what the protos say about them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from google.api import annotations_pb2
from google.protobuf import descriptor_pool
from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor
from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet

# Places in a FileDescriptorProto (descriptor.proto): the numbers of its fields, which paths of comments are made of.
MESSAGES, ENUMS, SERVICES = 4, 5, 6
FIELDS, NESTED, NESTED_ENUMS, METHODS, ENUM_VALUES = 2, 3, 4, 2, 2
HTTP_BODY = "google.api.HttpBody"
CODE = re.compile(r"ERR-\d{4}")
MEDIA_TYPE = re.compile(r"\b(?:text|application|multipart)/[a-z][a-z.+-]*[a-z]")


@dataclass(frozen=True)
class Call:
    """One REST call. ``path`` has its parameters in braces; ``body`` is "" for none, "*" for all fields, or a field's name."""

    method: MethodDescriptor
    verb: str
    path: str
    body: str
    comment: str

    @property
    def name(self) -> str:
        """The RPC's name, unique in the suite."""
        return str(self.method.name)

    @property
    def service(self) -> str:
        """The name of the RPC's service, without the word itself."""
        return str(self.method.containing_service.name).removesuffix("Service")

    @property
    def path_fields(self) -> list[str]:
        """Fields of the request that are in the path."""
        return re.findall(r"\{(\w+)\}", self.path)

    @property
    def query_fields(self) -> list[FieldDescriptor]:
        """Fields of the request that are parameters."""
        if self.body == "*":
            return []
        taken = {*self.path_fields, self.body}
        return [field for field in self.method.input_type.fields if field.name not in taken]

    @property
    def body_message(self) -> Descriptor | None:
        """What the body is, None where there is none."""
        if self.body in ("", "*"):
            return self.method.input_type if self.body else None
        return self.method.input_type.fields_by_name[self.body].message_type

    @property
    def sends_bytes(self) -> bool:
        """Whether the answer is a file."""
        return bool(self.method.output_type.full_name == HTTP_BODY)

    @property
    def is_stream(self) -> bool:
        """Whether the answer is a stream of messages."""
        return bool(self.method.server_streaming) and not self.sends_bytes

    @property
    def is_read(self) -> bool:
        """Whether it is a GET that answers with one message, so that it can be cached."""
        return self.verb == "get" and not self.method.server_streaming

    @property
    def codes(self) -> list[str]:
        """Codes of errors that the RPC's comment names."""
        return sorted(set(CODE.findall(self.comment)))

    @property
    def media_types(self) -> list[str]:
        """Kinds of content that the RPC's comment names, in its order."""
        return list(dict.fromkeys(MEDIA_TYPE.findall(self.comment)))


class Api:
    """The suite's public API; ``comments`` are by full name, without line breaks inside a paragraph."""

    def __init__(self, descriptor_set: bytes) -> None:
        files = FileDescriptorSet.FromString(descriptor_set).file
        self._pool = descriptor_pool.DescriptorPool()
        self.comments: dict[str, str] = {}
        for file in files:
            self._pool.Add(file)
            self.comments.update(comments_of(file))
        self._services = [f"{file.package}.{service.name}" for file in files for service in file.service]

    def calls(self) -> list[Call]:
        """All REST calls, in the order of the protos."""
        return [call for name in self._services for call in self._calls_of(self._pool.FindServiceByName(name))]

    def service_comments(self) -> dict[str, str]:
        """The comment of each service that has REST calls, by its name."""
        return {call.service: self.comments.get(call.method.containing_service.full_name, "") for call in self.calls()}

    def _calls_of(self, service: Any) -> Iterator[Call]:
        for method in service.methods:
            options = method.GetOptions()
            if not options.HasExtension(annotations_pb2.http):
                continue
            first = options.Extensions[annotations_pb2.http]
            for rule in (first, *first.additional_bindings):
                verb = rule.WhichOneof("pattern")
                yield Call(method, verb, getattr(rule, verb), rule.body, self.comments.get(method.full_name, ""))


def comments_of(file: FileDescriptorProto) -> dict[str, str]:
    """The leading comments of a file's services, RPCs, messages, fields and enums, by full name."""
    texts = {
        tuple(place.path): tidy(place.leading_comments) for place in file.source_code_info.location if place.leading_comments
    }
    names = dict(named_places(file))
    return {names[path]: text for path, text in texts.items() if path in names}


def named_places(file: FileDescriptorProto) -> Iterator[tuple[tuple[int, ...], str]]:
    """The path and the full name of everything in a file that can have a comment."""
    for at, message in enumerate(file.message_type):
        yield from places_in_message(message, (MESSAGES, at), f"{file.package}.{message.name}")
    for at, enum in enumerate(file.enum_type):
        yield from places_in_enum(enum, (ENUMS, at), f"{file.package}.{enum.name}")
    for at, service in enumerate(file.service):
        yield (SERVICES, at), f"{file.package}.{service.name}"
        for number, method in enumerate(service.method):
            yield (SERVICES, at, METHODS, number), f"{file.package}.{service.name}.{method.name}"


def places_in_message(message: Any, path: tuple[int, ...], name: str) -> Iterator[tuple[tuple[int, ...], str]]:
    """The places of a message and of what is in it."""
    yield path, name
    for at, field in enumerate(message.field):
        yield (*path, FIELDS, at), f"{name}.{field.name}"
    for at, inner in enumerate(message.nested_type):
        yield from places_in_message(inner, (*path, NESTED, at), f"{name}.{inner.name}")
    for at, enum in enumerate(message.enum_type):
        yield from places_in_enum(enum, (*path, NESTED_ENUMS, at), f"{name}.{enum.name}")


def places_in_enum(enum: Any, path: tuple[int, ...], name: str) -> Iterator[tuple[tuple[int, ...], str]]:
    """The places of an enum and of its values."""
    yield path, name
    for at, value in enumerate(enum.value):
        yield (*path, ENUM_VALUES, at), f"{name}.{value.name}"


def tidy(comment: str) -> str:
    """A comment without its line breaks; paragraphs stay apart."""
    paragraphs = re.split(r"\n\s*\n", comment.strip())
    return "\n\n".join(re.sub(r"\s+", " ", paragraph).strip() for paragraph in paragraphs)
