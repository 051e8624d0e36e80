"""A gateway of our own in a thread: it speaks REST as the suite does, and misbehaves where a test says so."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

Json = dict[str, Any]

UPLOAD_ID = "0197a000-0000-7000-8000-000000000001"
PREDICTION_ID = "0197a000-0000-7000-8000-000000000002"
TRAINING_ID = "0197a000-0000-7000-8000-000000000004"
MODEL_ID = "0197a000-0000-7000-8000-000000000005"
REQUEST_ID = "5f1d3c1e-0000-4000-8000-000000000003"
TOKEN = "the.test.token"
RESULT_HEADERS = "churn_probability,churn_risk_pct,risk_level,recommendation,key_risks,strengths,data_coverage,model_version"


def a_prediction(**changes: Any) -> Json:
    """A completed prediction of three customers, as the API answers it."""
    return {
        "prediction_id": PREDICTION_ID,
        "upload_id": UPLOAD_ID,
        "filename": "customers.csv",
        "row_count": 3,
        "status": "COMPLETED",
        "scored_count": 3,
        "risk_counts": {"high": 1, "medium": 1, "low": 1},
        "model_version": "baseline-1",
        "create_time": "2026-02-03T04:05:06.789Z",
        **changes,
    }


def a_column(**changes: Any) -> Json:
    """A column that is surely the customer's id."""
    return {
        "index": 0,
        "header": "Customer ID",
        "field": "customer_id",
        "decision": "AUTO",
        "confidence": 1.0,
        "unit": "",
        "reason": "The name says so.",
        **changes,
    }


def an_upload(status: str = "queued", **changes: Any) -> Json:
    """The answer to the upload of three customers."""
    upload = {"row_count": 3, "columns": [a_column()], "problem_count": 0, "problems": [], **changes}
    return {"upload_id": UPLOAD_ID, "prediction_id": PREDICTION_ID, "status": status, "upload": upload}


def a_confirmed_upload(**changes: Any) -> Json:
    """An upload of three customers whose mapping was confirmed."""
    ids = {"upload_id": UPLOAD_ID, "prediction_id": PREDICTION_ID, "filename": "customers.csv", "status": "ACCEPTED"}
    return {**ids, "row_count": 3, "columns": [a_column()], "problem_count": 0, "problems": [], **changes}


def a_problem_count(**changes: Any) -> Json:
    """Three dates that are none."""
    where = {"column": "Signup Date", "rule": "not_a_date", "count": 3, "first_line": 4, "is_coercion": False}
    return {**where, "message": "this is not a date, so it counts as missing.", **changes}


def an_error(code: str = "ERR-1002", message: str = "File too large. Maximum 50MB", **changes: Any) -> Json:
    """An error in the suite's one shape."""
    return {"error": {"code": code, "message": message, "request_id": REQUEST_ID, **changes}}


def a_result(*rows: str) -> bytes:
    """A scored CSV of customers with an id and a name."""
    return ("\ufeff" + "\n".join((f"Customer ID,Name,{RESULT_HEADERS}", *rows)) + "\n").encode()


def a_row(customer_id: str, probability: float, *, level: str = "High") -> str:
    """A line of a scored CSV."""
    advice = f'"{level.upper()} RISK: Call them"'
    return f'{customer_id},Ann,{probability},{probability:.1%},{level},{advice},"Few logins, No contract",,0.5,baseline-1'


THREE = a_result(a_row("b", 0.41, level="Medium"), a_row("a", 0.93), a_row("c", 0.12, level="Low"))


def a_segment(name: str, customer_count: int = 1, **changes: Any) -> Json:
    """Customers who pay 100 each a month, half of it at risk."""
    money = {"paying_count": customer_count, "revenue": 100.0 * customer_count, "revenue_at_risk": 50.0 * customer_count}
    return {"name": name, "customer_count": customer_count, "high_count": 0, "mean_churn_probability": 0.5, **money, **changes}


def a_customer_at_risk(customer_id: str, probability: float, *, level: str = "HIGH", **changes: Any) -> Json:
    """A customer as the summary lists one, who pays 100 a month."""
    score = {
        "customer_id": customer_id,
        "churn_probability": probability,
        "churn_risk_pct": f"{probability:.1%}",
        "risk_level": level,
        "recommendation": f"{level} RISK: Call them",
        "key_risks": "Few logins, No contract",
    }
    return {"score": {**score, **changes}, "revenue": 100.0, "revenue_at_risk": 100 * probability}


def a_summary(**changes: Any) -> Json:
    """The summary of three customers, as the API answers it."""
    return {
        "prediction_id": PREDICTION_ID,
        "model_version": "baseline-1",
        "total": a_segment("All", 3),
        "levels": [a_segment("High"), a_segment("Medium"), a_segment("Low")],
        "histogram": [0, 0, 1] + [0] * 5 + [1] + [0] * 9 + [1, 0],
        "drivers": [{"reason": "Few logins", "customer_count": 2, "revenue_at_risk": 134.0}],
        "customers_at_risk": [a_customer_at_risk("a", 0.93), a_customer_at_risk("b", 0.41, level="MEDIUM")],
        "plans": [],
        "countries": [],
        "mean_data_coverage": 0.5,
        "least_data_coverage": 0.5,
        **changes,
    }


def a_training(status: str = "COMPLETED", **changes: Any) -> Json:
    """A training whose model beat the baseline."""
    report = {"verdict": "WIN", "sentence": "AUC 0.81 against 0.62: better.", "left_out": []}
    is_done = status == "COMPLETED"
    ended = {"model_id": MODEL_ID if is_done else "", "report": report if is_done else None}
    return {"training_id": TRAINING_ID, "status": status, **ended, **changes}


def a_model(**changes: Any) -> Json:
    """A user's own model, not in use."""
    return {
        "model_id": MODEL_ID,
        "display_name": "Spring",
        "kind": "TRAINED",
        "version": 2,
        "is_active": False,
        "report": {"trained": {"auc": {"value": 0.8149}}},
        **changes,
    }


@dataclass
class Suite:
    """What the gateway answers, and what it was sent.

    ``states`` are the predictions that asking gives one after another, the last for ever; ``events`` are sent on the stream,
    which then ends. ``errors`` are (status, body) to answer first, by path; any ``token`` will do where it is None.
    """

    gateway: str = ""
    token: str | None = TOKEN
    upload: Json = field(default_factory=an_upload)
    confirmed: Json = field(default_factory=lambda: a_confirmed_upload())
    states: list[Json] = field(default_factory=lambda: [a_prediction()])
    events: list[Json] = field(default_factory=list)
    result: bytes = THREE
    summary: Json = field(default_factory=a_summary)
    problems: bytes = b"line,column,rule,message,lines,cells\n"
    missing_bytes: int = 0
    pages: list[Json] = field(default_factory=lambda: [{"predictions": [a_prediction()], "total_size": 1}])
    errors: dict[str, list[tuple[int, Json | str]]] = field(default_factory=dict)
    others: dict[str, list[Json]] = field(default_factory=dict)
    healthz: int = 200
    seen: list[str] = field(default_factory=list)
    queries: list[dict[str, list[str]]] = field(default_factory=list)
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@contextmanager
def a_running_suite() -> Iterator[Suite]:
    """A suite that completes every prediction, on a port of its own, for the time of the block."""
    suite = Suite()

    class Gateway(_Gateway):
        pass

    Gateway.suite = suite
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    server.daemon_threads = True
    suite.gateway = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, name="gateway")
    thread.start()
    try:
        yield suite
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Gateway(BaseHTTPRequestHandler):
    suite: Suite
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the base class names it so
        """Tests print nothing."""

    def do_POST(self) -> None:
        """An upload, its confirmed mapping, or one of the other calls."""
        self.suite.body = self.rfile.read(int(self.headers["content-length"]))
        self.suite.headers = dict(self.headers.items())
        path = urlsplit(self.path).path
        is_confirmed = path.endswith(":confirmMapping")
        if path in self.suite.others:
            self._answer(lambda: self._next(self.suite.others[path]))
        else:
            self._answer(lambda: self._json(200, self.suite.confirmed if is_confirmed else self.suite.upload))

    def do_GET(self) -> None:
        """Everything else."""
        path = urlsplit(self.path).path
        if path == "/healthz":
            self._json(self.suite.healthz, {})
        elif path == "/v1/predictions":
            self._answer(lambda: self._json(200, self.suite.pages.pop(0)))
        elif path.endswith(":watch"):
            self._answer(self._stream)
        elif path.endswith("/summary"):
            self._answer(lambda: self._json(200, self.suite.summary))
        elif path.endswith("/download"):
            self._answer(lambda: self._file(self.suite.result))
        elif path.endswith("/problems"):
            self._answer(lambda: self._file(self.suite.problems))
        else:
            self._answer(lambda: self._next(self.suite.others.get(path, self.suite.states)))

    def _answer(self, answer: Any) -> None:
        parts = urlsplit(self.path)
        self.suite.seen.append(parts.path)
        self.suite.queries.append(parse_qs(parts.query))
        waiting = self.suite.errors.get(parts.path, [])
        if self.suite.token and self.headers["authorization"] != f"Bearer {self.suite.token}":
            self._json(401, an_error("ERR-4010", "There is no valid token."))
        elif waiting:
            self._json(*waiting.pop(0))
        else:
            answer()

    def _next(self, answers: list[Json]) -> None:
        self._json(200, answers.pop(0) if len(answers) > 1 else answers[0])

    def _json(self, status: int, body: Json | str) -> None:
        content = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        for event in self.suite.events:
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())

    def _file(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/csv; charset=utf-8")
        self.send_header("content-length", str(len(content)))
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(content[: len(content) - self.suite.missing_bytes])
