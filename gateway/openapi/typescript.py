"""Writes the browser client's types and methods, made from the OpenAPI document.

``python -m gateway.openapi.typescript`` writes gateway/www/client/api.ts; rest.ts beside it is written by hand.
"""

import re
from pathlib import Path
from typing import Any

from gateway.openapi.document import document

GATEWAY = Path(__file__).resolve().parents[1]
CLIENT = GATEWAY / "www" / "client" / "api.ts"
DESCRIPTORS = GATEWAY.parent / "protos" / "descriptors.binpb"
HEAD = """// The calls of RetainWise, made from its OpenAPI document by `make client`. Change the protos instead of this file.

import { Options, Rest } from "./rest";

"""
CLASS = """/** The API; `token` gives the bearer token of the signed-in user. */
export class RetainWise {
  private readonly rest: Rest;

  constructor(base: string, token: () => string | Promise<string>) {
    this.rest = new Rest(base, token);
  }
"""
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}
JSON_KIND = "application/json"


def client(api: dict[str, Any]) -> str:
    """The text of api.ts for an OpenAPI document."""
    types = [declaration(name, schema) for name, schema in api["components"]["schemas"].items() if name != "Error"]
    methods = [method(verb, path, call) for path, verbs in api["paths"].items() for verb, call in verbs.items()]
    return HEAD + "\n".join(types) + "\n" + CLASS + "".join(methods) + "}\n"


def declaration(name: str, schema: dict[str, Any]) -> str:
    """One exported type."""
    comment = doc(schema.get("description", ""), "")
    if "enum" in schema:
        return f"{comment}export type {type_name(name)} = {type_of(schema)};\n"
    required = schema.get("required", [])
    fields = "".join(
        f"{doc(value.get('description', ''), '  ')}  {field}{'' if field in required else '?'}: {type_of(value)};\n"
        for field, value in schema["properties"].items()
    )
    return f"{comment}export interface {type_name(name)} {{\n{fields}}}\n"


def type_of(schema: dict[str, Any]) -> str:
    """The TypeScript type of a JSON Schema."""
    if "$ref" in schema:
        return type_name(schema["$ref"].rsplit("/", 1)[-1])
    if "enum" in schema:
        return " | ".join(f'"{value}"' for value in schema["enum"])
    if schema["type"] == "array":
        return f"Array<{type_of(schema['items'])}>"
    if schema["type"] != "object":
        return PLAIN[schema["type"]]
    if isinstance(schema.get("additionalProperties"), dict):
        return f"Record<string, {type_of(schema['additionalProperties'])}>"
    required = schema.get("required", [])
    fields = [
        f"{name}{'' if name in required else '?'}: {type_of(value)}" for name, value in schema.get("properties", {}).items()
    ]
    return f"{{ {'; '.join(fields)} }}" if fields else "Record<string, never>"


def method(verb: str, path: str, call: dict[str, Any]) -> str:
    """One method of the client."""
    name = call["operationId"][0].lower() + call["operationId"][1:]
    place = "`" + re.sub(r"\{(\w+)\}", r"${encodeURIComponent(\1)}", path) + "`"
    arguments, sent = sent_by(call)
    return (
        "\n"
        + doc(call["summary"], "  ")
        + answered(name, arguments, f'"{verb.upper()}", {place}', f"{{ {', '.join(sent)} }}", call=call)
    )


def sent_by(call: dict[str, Any]) -> tuple[str, list[str]]:
    """The arguments of a method, and what it puts into the request."""
    arguments = [f"{parameter['name']}: string" for parameter in call["parameters"] if parameter["in"] == "path"]
    sent = ["...options"]
    body = call.get("requestBody", {}).get("content", {})
    if set(body) == {JSON_KIND}:
        arguments.append(f"json: {type_of(body[JSON_KIND]['schema'])}")
        sent.append("json")
    elif JSON_KIND in body:
        arguments.append(f"list: Blob | {type_of(body[JSON_KIND]['schema'])}")
        sent.append("...(list instanceof Blob ? { file: list } : { json: list })")
    elif body:
        arguments.append("file: Blob")
        sent.append("file")
    query = [parameter for parameter in call["parameters"] if parameter["in"] == "query"]
    if query:
        fields = "; ".join(f"{parameter['name']}?: {type_of(parameter['schema'])}" for parameter in query)
        arguments.append(f"query: {{ {fields} }} = {{}}")
        sent.append("query")
    return ", ".join([*arguments, "options: Options = {}"]), sent


def answered(name: str, arguments: str, target: str, request: str, *, call: dict[str, Any]) -> str:
    """The method by the kind of its answer: JSON, a stream of events, or a file."""
    content = call["responses"]["200"]["content"]
    if JSON_KIND in content:
        given = type_of(content[JSON_KIND]["schema"])
        return f"  {name}({arguments}): Promise<{given}> {{\n    return this.rest.json({target}, {request});\n  }}\n"
    if "text/event-stream" in content:
        given = type_of(content["text/event-stream"]["schema"]["contentSchema"])
        path = target.partition(", ")[2]
        return f"  {name}({arguments}): AsyncGenerator<{given}> {{\n    return this.rest.events({path}, {request});\n  }}\n"
    return (
        f"  async {name}({arguments}): Promise<Blob> {{\n    return (await this.rest.send({target}, {request})).blob();\n  }}\n"
    )


def type_name(name: str) -> str:
    """The name of a schema as TypeScript takes it."""
    return name.replace(".", "")


def doc(text: str, indent: str) -> str:
    """A comment in front of something; empty for no text."""
    return f"{indent}/** {text.replace(chr(10) * 2, ' ').replace('*/', '*')} */\n" if text else ""


def main() -> None:
    """Write api.ts."""
    CLIENT.write_text(client(document(DESCRIPTORS.read_bytes())))


if __name__ == "__main__":
    main()
