"""Judges JSON by the schemas of the OpenAPI document."""

from copy import deepcopy
from typing import Any

from jsonschema import Draft202012Validator


def faults(document: dict[str, Any], schema: dict[str, Any], value: Any) -> list[str]:
    """Where ``value`` is not what ``schema`` says; a field that the document does not know is one as well."""
    components = deepcopy(document["components"])
    for component in components["schemas"].values():
        if component.get("type") == "object":
            component.setdefault("additionalProperties", False)
    validator = Draft202012Validator({**schema, "components": components})
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
