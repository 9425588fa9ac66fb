"""`interpose evidence read` and its kin: news in, drafts of claims out."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import answer, interpose


def test_read_has_its_keys_and_right_places_whatever_the_script(tmp_path: Path) -> None:
    text = "🪖 Example Wire | 14 December 2024\r\n\r\nقال: France is ready to send troops if asked, officials said. 😀\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    told = answer("evidence", "read", "a.txt", cwd=tmp_path)
    (found,) = told["proposals"]
    assert {"statement", "actor", "state", "modality", "quantity", "chain", "start", "end", "exact", "origin"} <= set(found)
    assert text.replace("\r\n", "\n")[found["start"] : found["end"]] == found["exact"]
    assert (found["state"], found["modality"], found["origin"]) == ("FRA", 3, "patterns")


def test_an_article_in_another_encoding_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("L’Élysée est prêt".encode("utf-16"))
    done = interpose("evidence", "read", "a.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "encoded in UTF-16" in done.stderr
    assert "a.txt:1" in done.stderr
