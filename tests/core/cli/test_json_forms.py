"""Every form of JSON, by the real program on the sample calls and real weights."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import openpyxl
import pytest

from tests.core.cli.conftest import Archive, Program

pytestmark = pytest.mark.slow


def answers_of(samples_folder: Path, path: str) -> Path:
    return samples_folder / "answers" / f"{Path(path).stem}.yaml"


def test_add(qcdesk: Program, samples_folder: Path) -> None:
    recordings = sorted(samples_folder.glob("*.ogg"))
    ran = qcdesk("add", *recordings, "--table", samples_folder / "calls.csv", "--json")
    assert ran.code == 0
    added = ran.json["added"]
    assert [Path(c["path"]) for c in added] == recordings
    for call, recording in zip(added, recordings, strict=True):
        assert " ".join(call) == (
            "id path sha256 duration_s channels direction sales_manager client_phone started_at"
        )
        assert call["sha256"] == hashlib.sha256(recording.read_bytes()).hexdigest()
        assert call["channels"] == 2
        assert 60 < call["duration_s"] < 120
        assert call["sales_manager"]
    assert (ran.json["duplicates"], ran.json["failed"]) == ([], [])
    assert len(ran.json["table"]["matched"]) == 3

    again = qcdesk("add", *recordings, "--json").json
    assert again["added"] == []
    assert [d["id"] for d in again["duplicates"]] == [c["id"] for c in added]


def test_transcribe_skips_what_is_done(archive: Program, transcribed: Archive) -> None:
    ran = archive("transcribe", *map(str, transcribed.ids.values()), "--json")
    assert ran.code == 0
    assert ran.out == ""


def test_transcribe(archive: Program, transcribed: Archive) -> None:
    id = transcribed.ids["account"]
    ran = archive("transcribe", str(id), str(id), "--again", "--engine", "faster-whisper", "--json")
    assert ran.code == 0
    (done,) = map(json.loads, ran.out.splitlines())
    measured = {"seconds", "audio_s", "speech_s", "windows", "careful", "kept"}
    assert set(done) == {"id", "engine", "model", *measured}
    assert (done["id"], done["engine"], done["model"]) == (id, "faster-whisper", "base")
    assert 0 < done["speech_s"] < 2 * done["audio_s"]


def test_show(archive: Program, transcribed: Archive, samples_folder: Path) -> None:
    truth = json.loads((samples_folder / "truth.json").read_text("utf-8"))
    for id in transcribed.ids.values():
        shown = archive("show", str(id), "--json").json
        assert shown["call"]["manager_side"] is None, "nobody said which side, the words did"
        assert shown["recognition"]["manager_side"] == "left"
        told = truth[Path(shown["call"]["path"]).name]["turns"]
        assert len(shown["turns"]) >= 0.7 * len(told)
        for turn in shown["turns"]:
            assert turn["speaker"] == ("sales_manager" if turn["channel"] == 0 else "client")
            assert 0 <= turn["start"] <= turn["end"] <= shown["call"]["duration_s"] + 0.1
            assert turn["text"] == " ".join(w["text"] for w in turn["words"])
            assert all(set(w) == {"start", "end", "text", "confidence"} for w in turn["words"])
            for quantity in turn["quantities"]:
                assert set(quantity) == {"kind", "value", "text", "start", "end", "guessed"}
                assert 0 <= quantity["start"] < quantity["end"] <= len(turn["text"])
        assert any(turn["quantities"] for turn in shown["turns"])
        assert 30 < shown["metrics"]["talk_share_manager"] < 75
        assert isinstance(shown["removed"], list)
        assert shown["sounds"] == [], "nothing but speech is in the samples"


def test_hints(archive: Program, transcribed: Archive) -> None:
    id = transcribed.ids["sales"]
    ran = archive("hints", str(id), "--checklist", "sales_hot_v1", "--json")
    turns = archive("show", str(id), "--json").json["turns"]
    hints = {h["criterion"]: h for h in ran.json["hints"]}
    assert hints["A1"]["suggested"] == "yes", "he greets, names himself and the company"
    for hint in hints.values():
        assert set(hint) == {"criterion", "suggested", "confidence", "quotes", "listen"}
        assert 0 <= hint["confidence"] <= 1
        for quote in hint["quotes"]:
            assert quote["text"] in turns[quote["turn"]]["text"]
            assert (
                turns[quote["turn"]]["start"] - 0.01
                <= quote["start"]
                <= quote["end"]
                <= turns[quote["turn"]]["end"] + 0.01
            )


def test_the_checklist_is_chosen_by_the_call(archive: Program, transcribed: Archive) -> None:
    chosen = {
        role: archive("hints", str(id), "--json").json["checklist"] for role, id in transcribed.ids.items()
    }
    assert chosen == {"zvonar": "zvonar_v1", "sales": "sales_hot_v1", "account": "account_v1"}


def test_calls(archive: Program, transcribed: Archive) -> None:
    listed = archive("calls", "--json").json["calls"]
    assert {c["id"] for c in listed} == set(transcribed.ids.values())
    for call in listed:
        assert {"id", "path", "state", "sales_manager", "started_at", "duration_s"} <= set(call)
        assert call["state"] == "transcribed"


def test_review_score_and_reports(
    archive: Program, transcribed: Archive, samples_folder: Path, tmp_path: Path
) -> None:
    for id in transcribed.ids.values():
        path = archive("show", str(id), "--json").json["call"]["path"]
        reviewed = archive(
            "review",
            str(id),
            "--answers",
            answers_of(samples_folder, path),
            "--reviewer",
            "Проверяющий",
            "--json",
        )
        assert reviewed.code == 0, reviewed.err
        scored = archive("score", str(id), "--json").json
        assert scored == reviewed.json
        assert {"raw", "criticals", "final", "arithmetic"} <= set(scored)
        assert 0 <= scored["final"] <= scored["raw"] <= 100
        assert scored["arithmetic"]
    capped = archive("score", str(transcribed.ids["zvonar"]), "--json").json
    assert capped["final"] == 70
    assert capped["criticals"][0]["effect"] == "cap"

    out = tmp_path / "reports"
    cards = archive("report", "manager", "--all", "--period", "2026-10", "--to", out, "--json").json["files"]
    owner = archive("report", "owner", "--period", "2026-10", "--to", out, "--json").json["files"]
    assert len(cards) == 12
    assert {Path(p).suffix for p in [*cards, *owner]} == {".html", ".pdf", ".xlsx", ".json"}
    for path in map(Path, [*cards, *owner]):
        assert path.parent == out
        if path.suffix == ".xlsx":
            assert openpyxl.load_workbook(path).sheetnames
        elif path.suffix == ".pdf":
            assert path.read_bytes().startswith(b"%PDF-")
        else:
            text = re.sub(r"base64,[^\"]*", "", path.read_text("utf-8"))
            assert "</html>" in text or "qcdesk-report-1" in text
            assert "+7000" not in text.replace(" ", "").replace("-", ""), "telephone numbers are masked"


def test_one_manager_by_name(
    archive: Program, transcribed: Archive, samples_folder: Path, tmp_path: Path
) -> None:
    call = archive("show", str(transcribed.ids["sales"]), "--json").json["call"]
    archive(
        "review",
        str(call["id"]),
        "--answers",
        answers_of(samples_folder, call["path"]),
        "--reviewer",
        "Проверяющий",
    )
    ran = archive(
        "report", "manager", call["sales_manager"], "--period", "2026-10", "--to", tmp_path / "out", "--json"
    )
    assert ran.code == 0
    assert all(call["sales_manager"] in Path(p).name for p in ran.json["files"])
    unknown = archive(
        "report", "manager", "Никто Неизвестный", "--period", "2026-10", "--to", tmp_path / "out", "--json"
    )
    assert unknown.code == 2
    assert unknown.json["type"] == "NotFound"


def test_swap_exchanges_the_speakers(archive: Program, transcribed: Archive) -> None:
    id = str(transcribed.ids["sales"])
    before = archive("show", id, "--json").json
    assert archive("swap", id, "--json").json["manager_side"] == "right"
    after = archive("show", id, "--json").json
    exchange = {"sales_manager": "client", "client": "sales_manager"}
    assert [t["speaker"] for t in after["turns"]] == [exchange[t["speaker"]] for t in before["turns"]]
    total = before["metrics"]["talk_share_manager"] + after["metrics"]["talk_share_manager"]
    assert total == pytest.approx(100)


def test_a_correction_needs_a_reason_and_keeps_the_old_review(
    archive: Program, transcribed: Archive, samples_folder: Path
) -> None:
    id = str(transcribed.ids["sales"])
    answers = answers_of(samples_folder, archive("show", id, "--json").json["call"]["path"])
    line = ("review", id, "--answers", answers, "--reviewer", "Проверяющий", "--json")
    first = archive(*line).json
    refused = archive(*line)
    assert refused.code == 1
    assert refused.json["type"] == "ReviewRefused"
    other = archive(*line, "--purpose", "calibration").json
    assert archive(*line).code == 1, "a review of another purpose between is no back door"
    assert archive("score", id, "--json").json["review"] == first["review"]
    assert archive("score", id, "--purpose", "calibration", "--json").json["review"] == other["review"]
    second = archive(*line, "--reason", "переслушал").json
    assert second["replaces"] == first["review"]
    assert archive("score", id, "--json").json["review"] == second["review"]
    assert archive("doctor", "--json").code == 0


def test_doctor(archive: Program) -> None:
    checks = {c["check"]: c["verdict"] for c in archive("doctor", "--json").json["checks"]}
    assert {"database", "journal", "models", "engine", "disk", "fonts"} <= set(checks)
    assert checks["database"] == checks["journal"] == checks["models"] == "ok"


def test_checklists(qcdesk: Program, tmp_path: Path) -> None:
    listed = qcdesk("checklists", "list", "--json").json["checklists"]
    assert [c["id"] for c in listed] == ["account_v1", "roleplay_v1", "sales_hot_v1", "zvonar_v1"]
    shown = qcdesk("checklists", "show", "zvonar_v1", "--json").json
    assert shown["hash"] == next(c["hash"] for c in listed if c["id"] == "zvonar_v1")
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: x\ntitel: y\n", "utf-8")
    ran = qcdesk("checklists", "check", broken, "--json")
    assert ran.code == 1
    assert ran.json["type"] == "ChecklistError"
    assert "broken.yaml:" in ran.err


def test_models(archive: Program) -> None:
    models = {m["name"]: m["installed"] for m in archive("models", "list", "--json").json["models"]}
    assert models["base"]
    assert models["large-v3-turbo"] == []
    assert all(f["ok"] for f in archive("models", "verify", "--json").json["files"])
