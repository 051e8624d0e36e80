"""Limits as a caller meets them; the upload limit is the real one, the general ones are low enough to be reached."""

from collections.abc import Iterator

import grpc
import httpx
import pytest

from retainwise.catalog.v1 import model_service_pb2, model_service_pb2_grpc
from tests import running
from tests.builders import a_csv
from tests.running import Suite
from tests.system.jobs import refused

USER_PER_MINUTE, ADDRESS_PER_MINUTE = 40, 400


@pytest.fixture(scope="module")
def limited_suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """A suite with the upload limit of every deployment, and low general limits."""
    suite = running.start(
        tmp_path_factory.mktemp("limits"),
        RETAINWISE_RATE_UPLOADS="10",
        RETAINWISE_RATE_INSPECTIONS="2",
        RETAINWISE_GATEWAY_USER_PER_MINUTE=str(USER_PER_MINUTE),
        RETAINWISE_GATEWAY_ADDRESS_PER_MINUTE=str(ADDRESS_PER_MINUTE),
    )
    yield suite
    assert suite.stop() == 0


def _upload(client: httpx.Client, content: bytes = a_csv()) -> httpx.Response:
    return client.post("/v1/uploads", params={"filename": "x.csv"}, content=content, headers={"content-type": "text/csv"})


def _first_refused(answers: list[httpx.Response]) -> httpx.Response:
    """The first answer with 429: the buckets fill all the time, so one of the later ones may be let through again."""
    return next(answer for answer in answers if answer.status_code == 429)


def _standing(answer: httpx.Response) -> tuple[int, int, int]:
    limit, remaining, reset_s = (int(answer.headers[f"ratelimit-{name}"]) for name in ("limit", "remaining", "reset"))
    return limit, remaining, reset_s


def test_the_eleventh_upload_in_a_minute_is_refused_and_leaves_nothing(limited_suite: Suite, user: str) -> None:
    with limited_suite.client(user) as client:
        answers = [_upload(client) for _ in range(10)]
        late = _upload(client)
        kept = client.get("/v1/uploads").json()["total_size"]

    assert [answer.status_code for answer in answers] == [200] * 10
    assert [_standing(answer)[:2] for answer in answers] == [(10, left) for left in range(9, -1, -1)]
    error = refused(late, 429, "ERR-4029")
    assert kept == 10
    assert _standing(late)[:2] == (10, 0)
    assert error["retry_after_s"] == int(late.headers["retry-after"]) == _standing(late)[2]
    assert 0 < error["retry_after_s"] <= 60


def test_an_upload_over_the_limit_is_refused_before_its_body_is_read(limited_suite: Suite, user: str) -> None:
    with limited_suite.client(user) as client:
        for _ in range(10):
            _upload(client)

        # A body that would be refused for what it is, had anybody looked at it.
        refused(_upload(client, bytes(20 * 2**20)), 429, "ERR-4029")


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data"])
def test_an_upload_that_is_refused_before_its_end_says_how_the_upload_limit_stands(
    limited_suite: Suite, user: str, content_type: str
) -> None:
    with limited_suite.client(user) as client:
        answer = client.post("/v1/uploads", content=bytes(5 * 2**20), headers={"content-type": content_type})

    assert answer.status_code in {400, 415}
    assert _standing(answer)[:2] == (10, 9)


def test_looks_into_files_are_limited_by_themselves(limited_suite: Suite, user: str) -> None:
    with limited_suite.client(user) as client:
        looks = [client.post("/v1/uploads:inspect", content=a_csv()) for _ in range(3)]

        assert [look.status_code for look in looks] == [200, 200, 429]
        assert _upload(client).status_code == 200


def test_a_flood_of_one_user_is_refused_and_another_user_is_not(limited_suite: Suite, user: str) -> None:
    with limited_suite.client(user) as client, limited_suite.client(f"{user}-neighbour") as neighbour:
        answers = [client.get("/v1/models") for _ in range(USER_PER_MINUTE + 10)]
        other = neighbour.get("/v1/models")

    assert [answer.status_code for answer in answers[:USER_PER_MINUTE]] == [200] * USER_PER_MINUTE
    assert _standing(answers[0])[:2] == (USER_PER_MINUTE, USER_PER_MINUTE - 1)
    late = _first_refused(answers)
    assert refused(late, 429, "ERR-4029")["retry_after_s"] == int(late.headers["retry-after"]) > 0
    assert other.status_code == 200
    assert not [name for name in other.headers if name.startswith("x-ratelimit")]


def test_a_flood_by_grpc_is_resource_exhausted(limited_suite: Suite, user: str) -> None:
    with limited_suite.channel() as channel:
        stub = model_service_pb2_grpc.ModelServiceStub(channel)
        metadata = (("authorization", limited_suite.authorization(user)),)

        def flood() -> None:
            for _ in range(2 * USER_PER_MINUTE):
                stub.ListModels(model_service_pb2.ListModelsRequest(), metadata=metadata, timeout=10)

        with pytest.raises(grpc.RpcError) as caught:
            flood()

    assert caught.value.code() == grpc.StatusCode.RESOURCE_EXHAUSTED


def test_a_flood_from_one_address_is_refused_before_tokens_are_looked_at(limited_suite: Suite) -> None:
    with httpx.Client(base_url=limited_suite.gateway) as stranger:
        answers = [stranger.get("/v1/models", headers={"authorization": "Bearer x"}) for _ in range(ADDRESS_PER_MINUTE + 20)]

    assert {answer.status_code for answer in answers} == {401, 429}
    refused(_first_refused(answers), 429, "ERR-4029")
