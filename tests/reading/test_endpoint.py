"""Asking an endpoint that the user names: what it suggests is checked, and whatever it does, what was read stands."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from interpose.errors import NoAnswerError, UsageError
from interpose.reading.endpoint import KEY, LARGEST_ANSWER, ask
from interpose.reading.suggested import messages
from tests.cli.running import Run, interpose
from tests.reading.builders import ARTICLE, MEDICS, TEXT

Reply = Callable[[BaseHTTPRequestHandler], None]


def chat(*proposals: dict[str, Any]) -> bytes:
    content = json.dumps({"proposals": proposals})
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def sends(body: bytes, status: int = 200, **headers: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


class Endpoint:
    """A server on this machine that gives one reply to everything and remembers what it was sent."""

    def __init__(self) -> None:
        self.reply: Reply = sends(chat())
        self.seen: list[tuple[str, dict[str, str], bytes]] = []
        self.over = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.seen.append((self.path, dict(self.headers), body))
                with contextlib.suppress(OSError):
                    outer.reply(self)

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # Closing waits for every reply that is still under way.
        self.server.daemon_threads = False
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    made = Endpoint()
    yield made
    made.over.set()
    made.server.shutdown()
    made.server.server_close()


def test_the_text_and_the_model_are_sent_once_and_the_key_as_a_bearer(endpoint: Endpoint) -> None:
    ask(endpoint.url, "small", messages(ARTICLE), "secret", 10)
    ((path, headers, body),) = endpoint.seen
    sent = json.loads(body)
    assert (path, headers["Authorization"], sent["model"]) == ("/v1/chat/completions", "Bearer secret", "small")
    assert sent["messages"][1] == {"role": "user", "content": TEXT}


def test_without_a_key_none_is_sent(endpoint: Endpoint) -> None:
    ask(f"{endpoint.url}/chat/completions", "m", messages(ARTICLE), None, 10)
    assert [(path, "Authorization" in headers) for path, headers, _ in endpoint.seen] == [("/v1/chat/completions", False)]


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (sends(b"", 401), "refuses the key (401 Unauthorized): set INTERPOSE_API_KEY"),
        (sends(b"", 500), "answered 500"),
        (sends(b"", 302, Location="http://127.0.0.1:9/elsewhere"), "points elsewhere (302)"),
        (sends(b"", 307, Location="/v1/chat/completions"), "points elsewhere (307)"),
        (sends(b"<html>"), "something else than the answer of a chat"),
        (sends(b"[" * 200_000), "something else than the answer of a chat"),
        (sends(b'{"choices": []}'), "something else than the answer of a chat"),
        (sends(b'{"choices": [{"message": {"content": null}}]}'), "an answer without words"),
        (sends(b'{"a":"' + b"x" * LARGEST_ANSWER + b'"}'), "more than 4 MiB"),
        (lambda handler: handler.wfile.write(b"garbage\r\n\r\n"), "cannot be reached"),
    ],
)
def test_what_is_no_answer_is_told(endpoint: Endpoint, reply: Reply, what: str) -> None:
    endpoint.reply = reply
    with pytest.raises(NoAnswerError) as caught:
        ask(endpoint.url, "m", messages(ARTICLE), None, 1)
    assert what in str(caught.value)
    assert len(endpoint.seen) == 1


@pytest.mark.parametrize("drips", [False, True])
def test_an_endpoint_that_does_not_come_to_an_end_is_not_waited_for(endpoint: Endpoint, drips: bool) -> None:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        if drips:
            handler.send_response(200)
            handler.send_header("Content-Length", "100000")
            handler.end_headers()
        while not endpoint.over.wait(0.1):
            if drips:
                handler.wfile.write(b" ")
                handler.wfile.flush()

    endpoint.reply = reply
    with pytest.raises(NoAnswerError, match="did not answer within 1 s"):
        ask(endpoint.url, "m", messages(ARTICLE), None, 1)
    assert len(endpoint.seen) == 1


@pytest.mark.parametrize(
    ("scheme", "begins"),
    [
        ("http", b"HTTP/1.1 200 OK\r\n\r\n"),
        ("http", b"HTTP/1.1 200 OK\r\nX-Long: "),
        ("http", b"HTTP/1.1 "),
        ("https", b"\x16\x03\x03\x40\x00"),
    ],
)
def test_whatever_comes_byte_by_byte_is_given_up_in_time(scheme: str, begins: bytes) -> None:
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            caller, _ = server.accept()
            with caller, contextlib.suppress(OSError):
                caller.recv(65536)
                caller.sendall(begins)
                while not over.wait(0.05):
                    caller.sendall(b"x")

        dripping = threading.Thread(target=drip)
        dripping.start()
        with pytest.raises(NoAnswerError, match=r"did not answer within 0\.5 s"):
            ask(f"{scheme}://127.0.0.1:{server.getsockname()[1]}/v1", "m", messages(ARTICLE), None, 0.5)
        over.set()
        dripping.join()


def test_a_refused_connection_is_told() -> None:
    with pytest.raises(NoAnswerError, match="cannot be reached: Connection refused"):
        ask("http://127.0.0.1:9/v1", "m", messages(ARTICLE), None, 2)
    with pytest.raises(NoAnswerError, match="cannot be reached: no such host"):
        ask(f"http://{'a' * 80}.invalid/v1", "m", messages(ARTICLE), None, 2)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org", "example.org", "http://", "http://a b", "http://h:99999999", "http://me:it@h/"],
)
def test_only_plain_web_addresses_are_asked(url: str) -> None:
    with pytest.raises(UsageError):
        ask(url, "m", messages(ARTICLE), None, 1)


def test_a_key_does_not_travel_unencrypted() -> None:
    with pytest.raises(UsageError, match="unencrypted"):
        ask("http://models.invalid/v1", "m", messages(ARTICLE), "secret", 1)


@pytest.mark.parametrize("key", ["a\nX-Other: 1", "clé", "two words"])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(UsageError, match=KEY):
        ask("http://127.0.0.1:9/v1", "m", messages(ARTICLE), key, 1)


def read_with(endpoint_url: str, place: Path) -> Run:
    (place / "article.txt").write_text(TEXT, encoding="utf-8")
    # Where a proxy is named, the endpoint is asked without it.
    env = {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    asked = ("--endpoint", endpoint_url, "--model", "small", "--format", "json")
    return interpose("evidence", "read", "article.txt", *asked, cwd=place, env=env)


def test_suggestions_are_merged_marked_and_written(endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.reply = sends(chat(MEDICS, {**MEDICS, "exact": "9 tanks"}))
    done = read_with(endpoint.url, tmp_path)
    assert done.returncode == 0, done.stderr
    assert [(each["id"], each["origin"]) for each in json.loads(done.stdout)["proposals"]] == [
        ("N001", "patterns"),
        ("M001", "model small"),
    ]
    assert all(TEXT[each["start"] : each["end"]] == each["exact"] for each in json.loads(done.stdout)["proposals"])
    assert "dropped: suggestion 2: the text does not hold '9 tanks'" in done.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "proposed.csv").read_text(encoding="utf-8"), newline="")))
    assert rows[1]["note"] == "Proposed by model small; to be put into own words and judged."
    assert rows[1]["credibility"] == "6"


def test_a_failed_endpoint_leaves_what_was_read_and_exit_3(tmp_path: Path) -> None:
    done = read_with("http://127.0.0.1:9/v1", tmp_path)
    assert done.returncode == 3
    assert [each["state"] for each in json.loads(done.stdout)["proposals"]] == ["POL"]
    assert "cannot be reached" in done.stderr
    assert (tmp_path / "proposed.csv").read_text(encoding="utf-8").count("\n") == 2
