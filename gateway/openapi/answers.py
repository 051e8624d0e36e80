"""What each call may answer besides its result: the errors of the catalogue, by HTTP status."""

from collections import defaultdict
from typing import Any

from gateway.openapi.calls import Call
from retainwise.error_codes import ERRORS, ErrorCode

# What any call may meet: at the gateway, at the token's check, and behind it.
ALWAYS = ["ERR-4000", "ERR-4001", "ERR-4010", "ERR-4029", "ERR-4031", "ERR-4040", "ERR-4150", "ERR-4310"]
ALWAYS += ["ERR-9000", "ERR-9001", "ERR-9003", "ERR-9010"]
PAGED = ["ERR-4002"]
WITH_JSON = ["ERR-4130"]
WITH_FILES = ["ERR-9002", "ERR-9004"]
# One code, another status: gateway/replies.yaml and errors.lua say these.
SECOND_STATUS = {("ScoreCustomers", "ERR-2005"): 413}
LATE_REQUEST, BAD_GATEWAY = 408, 502

ERROR_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "An error, whoever makes it.",
    "required": ["error"],
    "additionalProperties": False,
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "request_id"],
            "additionalProperties": False,
            "properties": {
                "code": {
                    "type": "string",
                    "description": "What is wrong, for programs. A code never changes its meaning.",
                    "enum": sorted(code for code, error in ERRORS.items() if error.answers),
                },
                "message": {"type": "string", "description": "What is wrong, where, and what to do, for people."},
                "request_id": {"type": "string", "description": "Finds the request in the logs; also the header x-request-id."},
                "details": {
                    "type": "array",
                    "description": "Which fields are wrong.",
                    "items": {
                        "type": "object",
                        "required": ["field", "message"],
                        "additionalProperties": False,
                        "properties": {
                            "field": {"type": "string", "description": "Name of the field, parameter or column."},
                            "message": {"type": "string", "description": "What is wrong with it."},
                        },
                    },
                },
                "retry_after_s": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Seconds to wait; also the header Retry-After.",
                },
            },
        }
    },
}


def codes_by_status(call: Call) -> dict[int, list[ErrorCode]]:
    """The errors of a call, by HTTP status and code."""
    names = {*ALWAYS, *call.codes}
    names |= set(PAGED) if any(field.name == "page_token" for field in call.query_fields) else set()
    # A file that is too large has an error of its own, which the call names.
    names |= set(WITH_JSON) if call.body == "*" else set()
    names |= set(WITH_FILES) if call.sends_bytes or call.codes else set()
    found: dict[int, list[ErrorCode]] = defaultdict(list)
    for error in (ERRORS[name] for name in sorted(names)):
        if error.answers:
            found[error.http_status].append(error)
            second = SECOND_STATUS.get((call.name, error.code))
            found[second or error.http_status] += [error] if second else []
    found[LATE_REQUEST].append(ERRORS["ERR-9010"])
    found[BAD_GATEWAY].append(ERRORS["ERR-9003"])
    return dict(sorted(found.items()))


def error_answers(call: Call) -> dict[str, Any]:
    """OpenAPI's responses for the errors of a call."""
    return {str(status): error_answer(errors) for status, errors in codes_by_status(call).items()}


def error_answer(errors: list[ErrorCode]) -> dict[str, Any]:
    """The response for errors of one status; ``x-codes`` lists their codes."""
    lines = [f"- `{error.code}` {error.meaning} {error.remedy}" for error in errors]
    headers = {"x-request-id": {"$ref": "#/components/headers/x-request-id"}}
    if any(error.http_status in (429, 503) for error in errors):
        headers["retry-after"] = {"$ref": "#/components/headers/retry-after"}
    return {
        "description": "\n".join(lines),
        "headers": headers,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        "x-codes": [error.code for error in errors],
    }
