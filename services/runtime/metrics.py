"""The Prometheus page of a process: calls, jobs, and the state of the connection pool."""

from collections.abc import Callable

from prometheus_client import Counter, Gauge, Histogram, start_http_server

RPC_SECONDS = Histogram("retainwise_rpc_seconds", "Duration of calls by method and outcome.", ["method", "code"])
JOBS = Counter("retainwise_jobs_total", "Jobs by outcome.", ["outcome"])
JOB_SECONDS = Histogram("retainwise_job_seconds", "Duration of jobs.", buckets=(0.1, 0.5, 1, 2, 5, 10, 30, 60, 300))
CACHE = Counter("retainwise_cache_answers_total", "Answers of rarely changing reads, by where they came from.", ["source"])
POOL = Gauge("retainwise_database_pool", "Database connections by state.", ["state"])


def publish(listen: str) -> None:
    """Serve the page at ``listen`` (host:port) in a thread of its own; nothing where it is empty."""
    if listen:
        host, port = listen.rsplit(":", 1)
        start_http_server(int(port), host)


def watch_pool(state: str, read: Callable[[], int]) -> None:
    """Publish what ``read`` returns as the number of connections in ``state``."""
    POOL.labels(state).set_function(read)
