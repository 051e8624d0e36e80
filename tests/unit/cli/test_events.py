"""Server-sent events."""

from services.cli import events


def test_an_event_may_arrive_in_any_pieces() -> None:
    stream = b'data: {"a": 1}\n\ndata: {"b": 2}\r\n\r\n'

    for size in (1, 3, 100):
        pieces = [stream[start : start + size] for start in range(0, len(stream), size)]
        assert list(events.of(pieces)) == [b'{"a": 1}', b'{"b": 2}']


def test_comments_other_fields_and_a_torn_event_are_left_out() -> None:
    stream = b": still here\n\nevent: x\nid: 1\ndata: whole\n\ndata: torn"

    assert list(events.of([stream])) == [b"whole"]


def test_a_line_separator_inside_a_name_ends_no_line() -> None:
    data = '{"filename": "a\u2028b"}'.encode()

    assert list(events.of([b"data: " + data + b"\n\n"])) == [data]
