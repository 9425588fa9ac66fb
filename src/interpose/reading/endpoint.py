"""One question to a chat endpoint that the user names: with a time limit, a size limit, and no way elsewhere."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from urllib.parse import SplitResult, urlsplit

from interpose.errors import NoAnswerError, UsageError

__all__ = ["KEY", "ask"]

KEY = "INTERPOSE_API_KEY"
"""Variable of the environment that holds the key: a key on the command line would stand in lists of processes."""
LARGEST_ANSWER = 4 * 1024 * 1024
_MEND = "the proposals that need no endpoint were written; check the address and the server, or leave --endpoint out"


def ask(url: str, model: str, messages: Sequence[Mapping[str, str]], key: str | None, seconds: float) -> str:
    """Ask an OpenAI-compatible chat endpoint and return the words of its answer.

    Parameters
    ----------
    url : str
        Base address such as `http://localhost:11434/v1`, or that of `chat/completions` itself. Only http and https.
    model : str
        Name of the model, as the endpoint knows it.
    messages : sequence of mapping
        Role and content of each message.
    key : str or None
        Sent as a bearer token; over plain http only to this machine.
    seconds : float
        For the whole exchange.

    Returns
    -------
    str
        Content of the first choice.

    Raises
    ------
    UsageError
        Where the address is none to which a text may be sent.
    NoAnswerError
        Where no sound answer came: refused, too slow, too large, a redirect, an error, or something else than an answer.
    """
    parts, path = _address(url, key)
    body = json.dumps(
        {"model": model, "messages": list(messages), "temperature": 0, "response_format": {"type": "json_object"}}
    ).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "interpose"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    reply = _exchange(parts, (path, body, headers), seconds)
    if isinstance(reply, TimeoutError):
        raise _no_answer(f"did not answer within {seconds:g} s") from reply
    if isinstance(reply, ssl.SSLError):
        raise _no_answer(f"has no sound certificate: {reply.reason}") from reply
    if isinstance(reply, Exception):
        raise _no_answer(f"cannot be reached: {getattr(reply, 'strerror', None) or type(reply).__name__}") from reply
    status, reason, data = reply
    if 300 <= status < 400:
        raise _no_answer(f"points elsewhere ({status}), and the text goes nowhere but where you said")
    if status in (401, 403):
        raise _no_answer(f"refuses the key ({status} {reason}): set {KEY} in the environment")
    if status != http.client.OK:
        raise _no_answer(f"answered {status} {reason}")
    if len(data) > LARGEST_ANSWER:
        raise _no_answer(f"sent more than {LARGEST_ANSWER // 1024 // 1024} MiB")
    return _content(data)


def _exchange(
    parts: SplitResult, sent: tuple[str, bytes, dict[str, str]], seconds: float
) -> tuple[int, str, bytes] | OSError | http.client.HTTPException:
    """Send a request and return status, reason and answer, or what went wrong, after so many seconds at the latest.

    The limit of a socket holds for one read or one address, so that a name that is not found, a handshake or an answer that
    comes byte by byte would outlast it: the exchange has a thread of its own, which is left behind when the time is up.
    """
    ended: list[tuple[int, str, bytes] | OSError | http.client.HTTPException] = []
    opened: list[socket.socket] = []
    over = threading.Event()

    def work() -> None:
        try:
            ended.append(_asked(parts, sent, seconds, opened))
        except (OSError, http.client.HTTPException) as error:
            ended.append(error)
        except UnicodeError:
            # A name with a part of more than 63 letters is none that the network knows.
            ended.append(OSError(0, "no such host"))
        finally:
            over.set()

    threading.Thread(target=work, name="endpoint", daemon=True).start()
    within = over.wait(seconds)
    for held in opened:
        with contextlib.suppress(OSError):
            held.shutdown(socket.SHUT_RDWR)
        held.close()
    return ended[0] if within and ended else TimeoutError()


def _asked(
    parts: SplitResult, sent: tuple[str, bytes, dict[str, str]], seconds: float, opened: list[socket.socket]
) -> tuple[int, str, bytes]:
    path, body, headers = sent
    # The client of the standard library takes no proxy from the environment: the text goes to this host and to no other.
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(str(parts.hostname), parts.port, timeout=seconds)
    try:
        plain = socket.create_connection((connection.host, connection.port), seconds)
        # A second handle: the connection forgets its socket in a handshake, and where the server says that it will close it.
        opened.append(plain.dup())
        context = ssl.create_default_context() if parts.scheme == "https" else None
        connection.sock = plain if context is None else context.wrap_socket(plain, server_hostname=connection.host)
        connection.request("POST", path, body, headers)
        with connection.getresponse() as answer:
            data = answer.read(LARGEST_ANSWER + 1) if answer.status == http.client.OK else b""
            return answer.status, answer.reason, data
    finally:
        connection.close()


def _address(url: str, key: str | None) -> tuple[SplitResult, str]:
    mend = "write an address such as http://localhost:11434/v1"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise UsageError(f"--endpoint {url!r} is no address: {error}", mend) from error
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or any(ord(letter) <= 32 or ord(letter) > 126 for letter in url)
    ):
        raise UsageError(f"--endpoint {url!r} is no address of http or https", mend)
    if parts.username is not None or parts.password is not None:
        raise UsageError("--endpoint holds a name or password", f"leave them out; a key is read from {KEY}")
    if key is not None and not (key.isascii() and key.isprintable() and " " not in key):
        raise UsageError(f"{KEY} holds what no key does: a space, a line break or another alphabet", "set it anew")
    if key and parts.scheme == "http" and not _this_machine(str(parts.hostname)):
        raise UsageError(f"the key in {KEY} would travel to {parts.hostname} unencrypted", "use https, or unset the key")
    path = parts.path.rstrip("/")
    path = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
    return parts, f"{path}?{parts.query}" if parts.query else path


def _this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _content(data: bytes) -> str:
    try:
        answer = json.loads(data)
        content = answer["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise _no_answer("sent something else than the answer of a chat") from error
    if not isinstance(content, str):
        raise _no_answer("sent an answer without words")
    return content


def _no_answer(what: str) -> NoAnswerError:
    return NoAnswerError(f"the endpoint {what}\n    mend: {_MEND}")
