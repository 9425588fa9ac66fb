"""`interpose evidence score`: reading measured on texts whose claims are known."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import answer, interpose

READING = Path(__file__).parents[1] / "reading"


def test_expected_claims_that_cannot_be_read_are_all_named(tmp_path: Path) -> None:
    for name, written in {"a": '{"claims": [{"actor": 3}]}', "b": '{"claims": [\n{', "c": "[]"}.items():
        (tmp_path / f"{name}.txt").write_text("France may send troops.", encoding="utf-8")
        (tmp_path / f"{name}.json").write_text(written, encoding="utf-8")
    found = interpose("evidence", "score", ".", cwd=tmp_path)
    assert found.returncode == 2
    assert "a.json: claims.0.actor" in found.stderr
    assert "b.json:2:" in found.stderr
    assert "c.json: claims is missing" in found.stderr


def test_scores_are_told_by_field() -> None:
    found = answer("evidence", "score", READING / "gold")
    assert found["texts"] > 0
    fields = {row["field"]: row for row in found["fields"]}
    assert all(0 <= row["right"] <= row["proposed"] for row in fields.values())


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    run = interpose("evidence", "score", tmp_path)
    assert run.returncode == 2
    assert "holds no texts" in run.stderr


def test_folders_are_told_apart() -> None:
    found = answer("evidence", "score", READING / "held_out", READING / "cases")["folders"]
    assert [each["folder"] for each in found] == ["held_out", "cases"]
    assert found[0]["expected"] == sum(each["expected"] for each in found[0]["by_text"])


def test_what_is_let_pass_is_read_from_the_cases_and_its_faults_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("France may send troops.", encoding="utf-8")
    claim = (
        '{"actor": null, "state": "FRA", "predicate": "contribute_force", "modality": 3, "low": null, "high": null,'
        ' "unit": null, "conditions": 0, "chain": []}'
    )
    (tmp_path / "a.json").write_text(f'{{"claims": [{claim}]}}', encoding="utf-8")
    assert answer("evidence", "score", tmp_path)["right"] == 0
    (tmp_path / "cases.json").write_text('{"a": {"accept": {"modality_plus_or_minus": 1}}}', encoding="utf-8")
    assert answer("evidence", "score", tmp_path)["right"] == 1
    (tmp_path / "cases.json").write_text('{"a": {"coded": ["consent"]}}', encoding="utf-8")
    left_out = answer("evidence", "score", tmp_path)
    assert (left_out["fields"][0]["proposed"], left_out["not_coded"]) == (0, 1)
    (tmp_path / "cases.json").write_text('{"a": {"accept": {"modality_plus_or_minus": "x"}}}', encoding="utf-8")
    refused = interpose("evidence", "score", tmp_path)
    assert refused.returncode == 2
    assert "cases.json: texts.a.accept.modality_plus_or_minus" in refused.stderr


def test_parties_of_each_text_come_from_the_cases_and_pages_are_read_without_their_markup(tmp_path: Path) -> None:
    claim = (
        '{"actor": null, "state": "CYP", "predicate": "%s", "modality": 3, "low": null, "high": null,'
        ' "unit": null, "conditions": 0, "chain": []}'
    )
    words = "Cyprus is ready to accept troops. The cabinet of the island met in the morning and spoke about the weather."
    script = "<script>France will send troops.</script>"
    page = f"<html><head><title>Troops</title></head><body><article><p>{words}</p>{script}</article></body></html>"
    (tmp_path / "a.txt").write_text(words, encoding="utf-8")
    (tmp_path / "b.html").write_text(page, encoding="utf-8")
    (tmp_path / "a.json").write_text(f'{{"claims": [{claim % "consent"}]}}', encoding="utf-8")
    (tmp_path / "b.json").write_text(f'{{"claims": [{claim % "contribute_force"}]}}', encoding="utf-8")
    told = '{"a": {"host": "CYP", "parties": ["CYP"]}, "b": {"accept": {"also": [{"state": "CYP", "predicate": "consent"}]}}}'
    (tmp_path / "cases.json").write_text(told, encoding="utf-8")
    found = answer("evidence", "score", tmp_path)
    assert (found["texts"], found["right"], found["forbidden"], found["let_pass"]) == (2, 2, 0, 0)
