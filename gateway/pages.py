"""The pages that the gateway serves itself: the OpenAPI document, and Swagger UI to read it with."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gateway.openapi.document import document

WWW = Path(__file__).resolve().parent / "www"
# Files of Swagger UI by their place under /docs; the wheel swagger-ui-py carries them.
SWAGGER_UI = {
    "swagger-ui.css": "text/css; charset=utf-8",
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "favicon-32x32.png": "image/png",
}
OWN = {"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}
# The page may load from us, talk to us, and show the pictures inside its style sheet; nothing else, and nobody may frame it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def page_routes(descriptor_set: Path) -> list[dict[str, Any]]:
    """Envoy's routes of all pages. OSError where Swagger UI or the descriptor set is not there."""
    api = json.dumps(document(descriptor_set.read_bytes()), separators=(",", ":"))
    routes = [route("/openapi.json", "application/json", {"inline_string": api})]
    routes.append(route("/docs", "text/html; charset=utf-8", {"inline_string": (WWW / "docs.html").read_text()}))
    routes += [route(f"/docs/{name}", kind, {"inline_string": (WWW / name).read_text()}) for name, kind in OWN.items()]
    folder = swagger_ui_folder()
    return routes + [route(f"/docs/{name}", kind, {"filename": str(folder / name)}) for name, kind in SWAGGER_UI.items()]


def route(path: str, content_type: str, body: dict[str, str]) -> dict[str, Any]:
    """The route that answers GET ``path`` with ``body``, to everybody."""
    headers = {"content-type": content_type, "content-security-policy": POLICY, "cache-control": "public, max-age=300"}
    return {
        "name": "page",
        "match": {"path": path, "headers": [{"name": ":method", "string_match": {"exact": "GET"}}]},
        "direct_response": {"status": 200, "body": body},
        "response_headers_to_add": [
            {"header": {"key": key, "value": value}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}
            for key, value in headers.items()
        ],
        "typed_per_filter_config": {
            "envoy.filters.http.grpc_json_transcoder": {
                "@type": "type.googleapis.com/envoy.config.route.v3.FilterConfig",
                "disabled": True,
            }
        },
    }


def swagger_ui_folder() -> Path:
    """Where the installed wheel has Swagger UI's files. FileNotFoundError where it is not installed."""
    found = find_spec("swagger_ui")
    if found is None or found.origin is None:
        raise FileNotFoundError("The wheel swagger-ui-py is not installed; the extra `gateway` brings it.")
    return Path(found.origin).parent / "static"
