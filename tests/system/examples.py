"""Records examples of the API: real answers of a suite to made-up customers.

``python -m tests.system.examples`` starts a suite, tells it the story, and writes gateway/openapi/examples.json.
"""

import json
import tempfile
from pathlib import Path

from gateway.openapi.calls import Api
from gateway.openapi.document import EXAMPLES
from tests import running
from tests.system.story import told
from tests.unit.gateway.deployments import ROOT

DESCRIPTORS = ROOT / "protos" / "descriptors.binpb"


def main() -> None:
    """Record all calls that answer with JSON and without an error."""
    with tempfile.TemporaryDirectory() as folder:
        suite = running.start(Path(folder) / "suite")
        try:
            with suite.client("example") as client:
                exchanges = list(told(client, Api(DESCRIPTORS.read_bytes()).calls()))
        finally:
            suite.stop()
    examples = {
        exchange.call.name: ({"request": exchange.request} if exchange.request else {}) | {"response": exchange.answer.json()}
        for exchange in exchanges
        if exchange.answer.is_success and exchange.answer.headers["content-type"].startswith("application/json")
    }
    EXAMPLES.write_text(json.dumps(dict(sorted(examples.items())), indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
