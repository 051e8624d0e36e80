"""The environment's variables."""

import pytest

from services.ingest.settings import ServeSettings
from services.runtime import settings


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "S3_BUCKET", "LISTEN", "LOG_LEVEL"):
        monkeypatch.delenv(f"RETAINWISE_{name}", raising=False)


def test_every_fault_is_reported_at_once_by_variable(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("RETAINWISE_DATABASE_URL", "mysql://u:secret@h/d")
    monkeypatch.setenv("RETAINWISE_DATABASE_POOL_SIZE", "many")

    with pytest.raises(SystemExit) as stopped:
        settings.load(ServeSettings)

    told = capsys.readouterr().err
    assert stopped.value.code == settings.EXIT_BAD_CONFIGURATION
    assert "RETAINWISE_DATABASE_URL" in told
    assert "RETAINWISE_DATABASE_POOL_SIZE" in told
    assert "RETAINWISE_S3_BUCKET: Field required" in told
    assert "secret" not in told


def test_the_pool_is_as_documented_unless_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETAINWISE_DATABASE_URL", "postgresql+asyncpg://u@h/d")
    monkeypatch.setenv("RETAINWISE_DATABASE_MAX_OVERFLOW", "5")

    database = settings.load(settings.MigrationSettings).database

    assert (database.pool_size, database.max_overflow, database.pool_timeout_s, database.pool_recycle_s) == (10, 5, 30, 3600)
    assert (database.connect_timeout_s, database.command_timeout_s, database.pool_pre_ping, database.jit) == (10, 60, True, False)
