"""ETags of reads."""

import pytest

from retainwise.catalog.v1 import model_pb2, model_service_pb2  # noqa: F401 - known RPCs are those of imported modules
from services.runtime import etags


@pytest.mark.parametrize(
    ("method", "is_read"),
    [
        ("/retainwise.catalog.v1.ModelService/ListModels", True),
        ("/retainwise.catalog.v1.ModelService/RegisterModel", False),
        ("/retainwise.catalog.v1.ModelService/Nothing", False),
    ],
)
def test_a_read_is_a_get_by_the_protos(method: str, is_read: bool) -> None:
    assert etags.is_read(method) == is_read


def test_equal_answers_have_equal_etags_and_others_have_others() -> None:
    one, same, other = (model_pb2.Model(display_name=name) for name in ("a", "a", "b"))

    assert dict(etags.headers_of(one))["etag"] == dict(etags.headers_of(same))["etag"]
    assert dict(etags.headers_of(one))["etag"] != dict(etags.headers_of(other))["etag"]
