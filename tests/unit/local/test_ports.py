"""Ports: free ones, asked ones, and the ones of last time."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local import ports
from deploy.local.faults import LaunchFault


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.socket() as listener:
        listener.bind((ports.HOST, 0))
        listener.listen()
        yield int(listener.getsockname()[1])


def a_free_port() -> int:
    """A port on which nobody listens."""
    return ports.choose(["x"], fixed={}, remembered={})["x"]


def test_chosen_ports_are_all_different_and_free() -> None:
    names = [f"part-{number}" for number in range(40)]
    chosen = ports.choose(names, fixed={}, remembered={})
    assert set(chosen) == set(names)
    assert len(set(chosen.values())) == 40
    for port in chosen.values():
        with socket.socket() as listener:
            listener.bind((ports.HOST, port))


def test_an_asked_port_is_given() -> None:
    free = a_free_port()
    assert ports.choose(["a", "gateway"], fixed={"gateway": free}, remembered={})["gateway"] == free


def test_an_asked_port_goes_to_who_asked_even_if_another_had_it_last_time() -> None:
    free = a_free_port()
    chosen = ports.choose(["a", "gateway"], fixed={"gateway": free}, remembered={"a": free})
    assert chosen["gateway"] == free
    assert chosen["a"] != free


def test_a_taken_port_that_was_asked_for_is_refused_by_number_and_name(taken: int) -> None:
    with pytest.raises(LaunchFault, match=f"Port {taken}, asked for gateway, is taken"):
        ports.choose(["gateway"], fixed={"gateway": taken}, remembered={})


def test_a_port_beyond_the_last_one_is_refused() -> None:
    with pytest.raises(LaunchFault, match="Port 65536"):
        ports.choose(["gateway"], fixed={"gateway": 65_536}, remembered={})


def test_the_ports_of_last_time_are_used_again() -> None:
    first = ports.choose(["a", "b"], fixed={}, remembered={})
    assert ports.choose(["a", "b"], fixed={}, remembered=first) == first


def test_a_port_of_last_time_that_is_taken_now_is_replaced(taken: int) -> None:
    assert ports.choose(["a"], fixed={}, remembered={"a": taken})["a"] != taken


def test_a_companion_port_is_free_too(taken: int) -> None:
    below = taken - 1_000
    chosen = ports.choose(["a"], fixed={}, remembered={"a": below}, companions={"a": 1_000})
    assert chosen["a"] != below


def test_ports_are_remembered_also_for_parts_that_do_not_run_today(tmp_path: Path) -> None:
    path = tmp_path / "ports.json"
    ports.remember(path, {"a": 1, "b": 2})
    ports.remember(path, {"a": 3})
    assert ports.recall(path) == {"a": 3, "b": 2}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": "x"}', '{"a": null}'])
def test_a_spoilt_memory_of_ports_is_no_memory(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ports.json"
    path.write_text(text)
    assert ports.recall(path) == {}
