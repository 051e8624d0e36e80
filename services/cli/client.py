"""The suite's REST API, as far as the command needs it."""

import json
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, BinaryIO, Self
from urllib.parse import quote, urlsplit

import httpx

from services.cli import answers, events
from services.cli.answers import Page, Prediction, Upload
from services.cli.faults import (
    NO_ADDRESS,
    NOT_LET_IN,
    NOT_LET_IN_BY_FOLDER,
    NOT_RUNNING,
    NOTHING_THERE,
    Fault,
    Refused,
    Unreachable,
)
from services.cli.state import Access
from services.cli.summary import Summary, summary

PIECE_BYTES = 256 * 1024
# The API gives no more on one page.
LARGEST_PAGE = 1000
# The gateway answers a call without file work within 10 s, if only with an error.
CALL_S = 15.0
# Behind the last byte the suite reads the whole file before it answers.
UPLOAD_S = 120.0
# A stream without news for so long may be dead; whoever watches asks again.
SILENCE_S = 30.0
WHOSE_FAULT = "`retainwise doctor` says which part is at fault."
UNAUTHENTICATED = 401
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# The size of a file in bytes, None where it is not known, and its pieces.
Arriving = tuple[int | None, Iterator[bytes]]


class Client:
    """Calls of one user. Every method raises Refused where the suite answers with an error, and Unreachable where it does not."""

    def __init__(self, access: Access) -> None:
        self._access = access
        with self._translated():
            self._http = httpx.Client(
                base_url=access.gateway,
                # Without a token there is still the gateway's health to ask for.
                headers={"Authorization": f"Bearer {access.token}"} if access.token else {},
                timeout=CALL_S,
                # A proxy of the environment cannot reach this machine's own ports.
                trust_env=urlsplit(access.gateway).hostname not in LOOPBACK,
            )

    def __enter__(self) -> Self:
        """Keep the connection for the calls of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self._http.close()

    def send_file(self, file: BinaryIO, *, filename: str, size_bytes: int, on_sent: Callable[[int], None]) -> Upload:
        """Upload an open file as a stream; ``on_sent`` gets the size of each piece that is on its way."""
        with self._translated():
            response = self._http.post(
                "/v1/uploads",
                params={"filename": filename.encode(errors="replace").decode()},
                content=_pieces(file, on_sent),
                # With its length the suite can tell a body that was cut short from a whole one.
                headers={"Content-Type": "text/csv", "Content-Length": str(size_bytes)},
                timeout=httpx.Timeout(CALL_S, read=UPLOAD_S, write=UPLOAD_S),
            )
            return answers.created(_json(response))

    def confirm_mapping(self, upload_id: str, columns: Sequence[Mapping[str, Any]], *, correct: bool) -> Upload:
        """Say what columns of an upload are, each with its index, field and unit; the upload, which goes on to scoring.

        ``correct`` makes a new upload of the file where this one was scored with another mapping already.
        """
        with self._translated():
            response = self._http.post(
                f"/v1/uploads/{quote(upload_id, safe='')}:confirmMapping",
                json={"columns": list(columns), "correct": correct},
                timeout=httpx.Timeout(CALL_S, read=UPLOAD_S),
            )
            return answers.upload(_json(response))

    def post_outcomes(self, prediction_id: str, content: bytes) -> Any:
        """Send a CSV of outcomes of a prediction; what became of it, as the API tells it."""
        with self._translated():
            timeout = httpx.Timeout(CALL_S, read=UPLOAD_S, write=UPLOAD_S)
            of, kind = {"prediction_id": prediction_id}, {"Content-Type": "text/csv"}
            return _json(self._http.post("/v1/outcomes", params=of, content=content, headers=kind, timeout=timeout))

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """The answer to an action at ``path``."""
        with self._translated():
            return _json(self._http.post(path, json=dict(body)))

    def get(self, path: str) -> Any:
        """What there is at ``path``."""
        with self._translated():
            return _json(self._http.get(path))

    def get_prediction(self, prediction_id: str) -> Prediction:
        """The prediction as it stands."""
        with self._translated():
            return answers.prediction(_json(self._http.get(_path(prediction_id))))

    def get_summary(self, prediction_id: str) -> Summary:
        """What the scored file of a prediction says as a whole."""
        with self._translated():
            return summary(_json(self._http.get(f"{_path(prediction_id)}/summary")))

    def get_quality(self, prediction_id: str) -> Any:
        """How good a prediction was, as the API tells it."""
        return self.get(f"{_path(prediction_id)}/quality")

    def watch_prediction(self, prediction_id: str) -> Generator[Prediction, None, None]:
        """The prediction now and at each change; ends when the suite ends the stream, which need not be at a final status."""
        headers = {"Accept": "text/event-stream"}
        timeout = httpx.Timeout(CALL_S, read=SILENCE_S)
        with (
            self._translated(),
            self._http.stream("GET", f"{_path(prediction_id)}:watch", headers=headers, timeout=timeout) as response,
        ):
            _check(response)
            for event in events.of(response.iter_bytes()):
                yield answers.prediction(json.loads(event))

    def list_predictions(self, *, status: str, limit: int) -> Page:
        """The newest ``limit`` predictions with ``status``, empty for any; the page's token is that of what follows them."""
        found: list[Prediction] = []
        page = Page((), "", 0)
        while len(found) < limit:
            page = self._page(status, page.next_token, min(limit - len(found), LARGEST_PAGE))
            found += page.predictions
            if not page.next_token:
                break
        return Page(tuple(found), page.next_token, page.total_count)

    def _page(self, status: str, token: str, size: int) -> Page:
        wanted = {"page_size": str(size), "page_token": token, "status": status}
        with self._translated():
            response = self._http.get("/v1/predictions", params={name: value for name, value in wanted.items() if value})
            return answers.page(_json(response))

    def result(self, prediction_id: str) -> AbstractContextManager[Arriving]:
        """The scored CSV: its size in bytes where the suite says it, and its pieces. One that is cut short is Unreachable."""
        return self._file(f"{_path(prediction_id)}/download")

    def problems(self, upload_id: str) -> AbstractContextManager[Arriving]:
        """All problems of an upload as CSV, in the same way."""
        return self._file(f"/v1/uploads/{quote(upload_id, safe='')}/problems")

    @contextmanager
    def _file(self, path: str) -> Iterator[Arriving]:
        # A compressed stream would come without its length.
        headers = {"Accept-Encoding": "identity"}
        timeout = httpx.Timeout(CALL_S, read=SILENCE_S)
        with self._translated(), self._http.stream("GET", path, headers=headers, timeout=timeout) as response:
            _check(response)
            length = response.headers.get("content-length") or response.headers.get("x-content-length")
            size_bytes = int(length) if length and length.isdecimal() else None
            yield size_bytes, response.iter_bytes()
            if size_bytes is not None and response.num_bytes_downloaded != size_bytes:
                raise httpx.RemoteProtocolError("shorter than announced")

    def is_healthy(self) -> bool:
        """Whether the gateway says it is well; needs no token."""
        with self._translated():
            return self._http.get("/healthz").is_success

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turns what HTTP can suffer into sentences."""
        try:
            yield
        except Refused as refused:
            if refused.status == UNAUTHENTICATED:
                words = NOT_LET_IN if self._access.is_token_given else NOT_LET_IN_BY_FOLDER
                raise refused.put(words.format(gateway=self._access.gateway)) from refused
            raise
        except httpx.ConnectError as error:
            words = NOTHING_THERE if self._access.is_gateway_given else NOT_RUNNING
            raise Unreachable(words.format(gateway=self._access.gateway)) from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise Fault(NO_ADDRESS) from error
        except httpx.LocalProtocolError as error:
            raise Fault("The request could not be sent. If the file is still being written, wait until that is done.") from error
        except httpx.TimeoutException as error:
            raise Unreachable(f"The suite did not answer in time. {WHOSE_FAULT}") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise Unreachable(f"The connection to the suite broke off. {WHOSE_FAULT}") from error
        except ValueError as error:
            raise Unreachable(answers.NOT_OURS) from error


def _path(prediction_id: str) -> str:
    return f"/v1/predictions/{quote(prediction_id, safe='')}"


def _pieces(file: BinaryIO, on_sent: Callable[[int], None]) -> Iterator[bytes]:
    while piece := file.read(PIECE_BYTES):
        yield piece
        on_sent(len(piece))


def _json(response: httpx.Response) -> Any:
    _check(response)
    return response.json()


def _check(response: httpx.Response) -> None:
    if response.is_success:
        return
    response.read()
    try:
        raise _refused(response, response.json()["error"])
    except (ValueError, KeyError, TypeError, AttributeError):
        said = f"The gateway answered with HTTP status {response.status_code} and did not say why."
        raise Refused(said, status=response.status_code, request_id=response.headers.get("x-request-id", "")) from None


def _refused(response: httpx.Response, error: dict[str, Any]) -> Refused:
    details = tuple((str(one.get("field", "")), str(one.get("message", ""))) for one in error.get("details", ()))
    waiting = str(error.get("retry_after_s") or response.headers.get("retry-after", ""))
    return Refused(
        str(error["message"]),
        status=response.status_code,
        code=str(error.get("code", "")),
        request_id=str(error.get("request_id") or response.headers.get("x-request-id", "")),
        details=details,
        retry_after_s=int(waiting) if waiting.isdecimal() else None,
    )
