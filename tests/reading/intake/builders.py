"""Pages, PDF and web archives made up in memory."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

__all__ = ["MARKED", "SPEECH", "page", "pdf", "warc"]

SPEECH = (
    "The president said on Sunday that the country was ready to send 2,000 soldiers after a ceasefire.",
    "He added that others would follow, and that the plan had been discussed with allies over many hours.",
    "Nobody else at the table wanted to say how long such a force would stay, or who would command it.",
)


def page(*, words: Sequence[str] = SPEECH, head: str = "", language: str = "fr", encoding: str = "utf-8") -> bytes:
    """Write a page as newspapers do: menus, an article, a footer."""
    article = "".join(f"<p>{each}</p>" for each in words)
    return f"""<!DOCTYPE html><html lang="{language}"><head><title>Talks | Example Wire</title><meta charset="{encoding}">{head}
</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Talks on troops</h1>{article}</article>
<footer>Copyright 2019 Example Wire, all rights reserved</footer></body></html>""".encode(encoding)


MARKED = """<meta property="og:site_name" content="Example Wire"><meta property="og:title" content="Talks on troops">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2025-03-02T10:00:00Z">
<link rel="canonical" href="https://www.example.org/a/1">"""
"""Markup by which newspapers say who published what, and when."""


def pdf(words: Sequence[str], *, info: str = "", stream: bytes | None = None, pages: int = 1) -> bytes:
    """Write a PDF whose pages all show the same words."""
    lines = b" ".join(b"(" + line.encode("latin-1") + b") Tj 0 -14 Td" for line in words)
    content = b"BT /F1 12 Tf 72 720 Td " + lines + b" ET" if stream is None else stream
    kids = " ".join(f"{5 + number} 0 R" for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (de-DE) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        *[b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"] * pages,
        f"<< {info} >>".encode("latin-1"),
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    size = len(objects)
    out.write(b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size + 1, size, start))
    return out.getvalue()


def warc(path: Path, answers: Sequence[tuple[str, str, bytes]], *, packed: bool = True, status: str = "200 OK") -> Path:
    """Write a web archive of answers: address, kind and content."""
    records = [_record(address, f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n", body) for address, kind, body in answers]
    path.write_bytes(b"".join(map(gzip.compress, records) if packed else records))
    return path


def _record(address: str, head: str, body: bytes) -> bytes:
    digest = base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
    block = head.encode() + body
    lines = [
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: {address}",
        "WARC-Date: 2025-03-03T09:00:00Z",
        f"WARC-Payload-Digest: sha1:{digest}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"
