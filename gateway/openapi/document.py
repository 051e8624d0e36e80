"""Puts the OpenAPI 3.1 document together.

``python -m gateway.openapi.document <descriptor set>`` writes it to stdout.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from google.protobuf.descriptor import FieldDescriptor

from gateway.openapi.answers import ERROR_SCHEMA, error_answers
from gateway.openapi.calls import HTTP_BODY, Api, Call
from gateway.openapi.schemas import Schemas

EXAMPLES = Path(__file__).resolve().parent / "examples.json"
INTRODUCTION = (
    "Churn scoring of customer files and of single customers.\n\n"
    "Every call needs a token, sent as `Authorization: Bearer <token>`. Every error has one form, see the schema `Error`. "
    "64-bit numbers are texts; times are RFC 3339 in UTC. An answer may have a field that a client does not know yet."
)
FORM: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary"}},
}
# The one list that is sent as JSON and not as a message of its own.
OUTCOMES: dict[str, Any] = {
    "type": "object",
    "required": ["outcomes"],
    "properties": {
        "outcomes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["customer_id", "churned"],
                "properties": {
                    "customer_id": {"type": "string"},
                    "churned": {"type": "boolean"},
                    "date": {"type": "string", "format": "date"},
                },
            },
        },
    },
}
HEADERS: dict[str, Any] = {
    "x-request-id": {"description": "Finds the request in the logs.", "schema": {"type": "string"}},
    "retry-after": {"description": "Seconds to wait before the next try.", "schema": {"type": "integer", "minimum": 0}},
    "etag": {"description": "Names this state of the answer; send it as If-None-Match.", "schema": {"type": "string"}},
    "cache-control": {"description": "Whether and how the answer may be kept.", "schema": {"type": "string"}},
    "ratelimit-limit": {"description": "Calls that may be made in the window.", "schema": {"type": "integer"}},
    "ratelimit-remaining": {"description": "Calls that are left of them.", "schema": {"type": "integer"}},
    "ratelimit-reset": {"description": "Seconds until more is allowed.", "schema": {"type": "integer"}},
    "content-disposition": {"description": "The file's name (RFC 6266).", "schema": {"type": "string"}},
}
LIMITS = ("ratelimit-limit", "ratelimit-remaining", "ratelimit-reset")
NO_CONTENT_CHANGE = "304"


def document(descriptor_set: bytes) -> dict[str, Any]:
    """The document of the API that the descriptor set describes; examples are answers that a suite once gave."""
    api = Api(descriptor_set)
    schemas = Schemas(api)
    examples: dict[str, Any] = json.loads(EXAMPLES.read_text()) if EXAMPLES.exists() else {}
    paths: dict[str, Any] = {}
    for call in api.calls():
        paths.setdefault(call.path, {})[call.verb] = operation(call, schemas, examples.get(call.name, {}))
    return {
        "openapi": "3.1.0",
        "info": {"title": "RetainWise", "version": version("retainwise"), "description": INTRODUCTION},
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "tags": [{"name": name, "description": text} for name, text in api.service_comments().items()],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
            "headers": HEADERS,
            "schemas": dict(sorted({**schemas.components, "Error": ERROR_SCHEMA}.items())),
        },
    }


def operation(call: Call, schemas: Schemas, example: dict[str, Any]) -> dict[str, Any]:
    """One call. ``example`` has "request" and "response" where a suite was asked."""
    summary, _, rest = call.comment.partition("\n\n")
    first, _, more = summary.partition(". ")
    answers = {"200": good_answer(call, schemas, example), **error_answers(call)}
    if call.is_read:
        answers[NO_CONTENT_CHANGE] = {"description": "Nothing has changed since If-None-Match.", "headers": refs("etag")}
    described = {
        "operationId": call.name,
        "tags": [call.service],
        "summary": first.removesuffix(".") + ".",
        "description": "\n\n".join(part for part in (more, rest) if part),
        "parameters": parameters(call, schemas),
        "responses": dict(sorted(answers.items())),
    }
    if body := request_body(call, schemas, example):
        described["requestBody"] = body
    return described


def parameters(call: Call, schemas: Schemas) -> list[dict[str, Any]]:
    """What goes into the path, the query and the headers."""
    fields = call.method.input_type.fields_by_name
    found = [parameter(fields[name], "path", schemas) for name in call.path_fields]
    found += [parameter(field, "query", schemas) for field in call.query_fields]
    if "request_id" in fields:
        text = "Names the request for a day, so that it may be sent again; the same as request_id."
        found.append(
            {"name": "Idempotency-Key", "in": "header", "description": text, "schema": {"type": "string", "maxLength": 200}}
        )
    if call.is_read:
        text = "The ETag of an answer that the caller still has; 304 where it is still right."
        found.append({"name": "If-None-Match", "in": "header", "description": text, "schema": {"type": "string"}})
    return found


def parameter(field: FieldDescriptor, place: str, schemas: Schemas) -> dict[str, Any]:
    """One field of the request as a parameter."""
    schema = schemas.field(field)
    described = {"name": field.name, "in": place, "required": place == "path", "description": schema.pop("description", "")}
    if place == "path":
        # An empty text would be another address.
        schema["minLength"] = 1
    return described | {"schema": schema}


def request_body(call: Call, schemas: Schemas, example: dict[str, Any]) -> dict[str, Any] | None:
    """What is sent, None where nothing is."""
    message = call.body_message
    if message is None:
        return None
    if message.full_name == HTTP_BODY:
        kinds = call.media_types or ["text/csv", "multipart/form-data"]
        return {"required": True, "content": {kind: {"schema": body_schema(kind)} for kind in kinds}}
    fields = [field for field in message.fields if field.name not in call.path_fields]
    content: dict[str, Any] = {"schema": schemas.properties(message, fields)}
    if "request" in example:
        content["example"] = example["request"]
    return {"required": True, "content": {"application/json": content}}


def body_schema(kind: str) -> dict[str, Any]:
    """The schema of a body that passes the gateway as it is."""
    return {"multipart/form-data": FORM, "application/json": OUTCOMES}.get(kind, {"type": "string", "format": "binary"})


def good_answer(call: Call, schemas: Schemas, example: dict[str, Any]) -> dict[str, Any]:
    """What a call answers when all is well."""
    names = ["x-request-id", *LIMITS]
    schema = schemas.message(call.method.output_type)
    if call.sends_bytes:
        content = {kind: {"schema": schema} for kind in call.media_types or ["text/csv"]}
        return {"description": "The file.", "headers": refs(*names, "content-disposition"), "content": content}
    if call.is_stream:
        events = {"type": "string", "contentMediaType": "application/json", "contentSchema": schema}
        text = "Server-sent events; the data of each is one message."
        return {"description": text, "headers": refs(*names), "content": {"text/event-stream": {"schema": events}}}
    shown = {"schema": schema} | ({"example": example["response"]} if "response" in example else {})
    names += ["etag", "cache-control"] if call.is_read else []
    return {"description": "The answer.", "headers": refs(*names), "content": {"application/json": shown}}


def refs(*names: str) -> dict[str, Any]:
    """References to these headers."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def main() -> None:
    """Write the document of the descriptor set that is named on the command line."""
    json.dump(document(Path(sys.argv[1]).read_bytes()), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
