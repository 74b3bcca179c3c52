"""The lexicon file: all names of the field, forms that exist, faults with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcdesk.domain.detectors import DETECTOR_KEYS
from qcdesk.errors import ChecklistError
from qcdesk.evidence.lexicon import lexicon, pattern_names
from qcdesk.evidence.phrases import compile_phrase
from qcdesk.evidence.words import keys

EXPECTED = """P_GREET P_SELF_NAME P_COMPANY P_ASK_NAME P_TIME_OK P_GOAL P_REQUEST_REF P_PROGRAM P_LPR
P_ASK_CONNECT P_OPEN_Q P_CLARIFY P_NEED P_BUDGET P_TIMELINE P_VOLUME P_CONTACT_CONFIRM P_BENEFIT
P_PROOF P_OBJ_CLIENT P_JOIN P_OBJ_CLARIFY P_ARGUMENT P_ALTERNATIVE P_OBJ_CHECK P_CLOSE P_ALT_Q
P_DATE P_TIME P_SUMMARY P_FOLLOWUP P_HANDOVER P_CLIENT_YES P_BYE P_THANKS P_REC_NOTICE P_IVR P_IVR_WAIT
P_IVR_WELCOME P_VOICEMAIL P_IN_PERSON P_HISTORY_REF
P_SATISFACTION P_PROBLEM_Q P_UPSELL P_RENEW P_REFERRAL P_CHURN_CLIENT P_RETAIN P_EMPATHY R_RUDE
R_ARGUE R_WEAK_OPEN R_DIMIN R_FILLERS R_OVERPROMISE R_COMPETITOR R_SIDE_DEAL R_CARD_DATA
R_DNC_CLIENT P_DNC_ACK NAME_CLIENT NAME_COMPANY NAME_MANAGER NAME_PRODUCT NAME_COMPETITOR"""


def test_every_name_of_the_field_is_there() -> None:
    assert frozenset(lexicon()) == frozenset(EXPECTED.split())
    assert pattern_names() == {*lexicon(), *DETECTOR_KEYS}


def test_words_with_a_grammeme_can_have_it() -> None:
    wanted = {
        key
        for pattern in lexicon().values()
        for phrase in (*pattern.phrases, *pattern.unless)
        for element in phrase.elements
        for key in element.keys
        if "@" in key[1:]
    }
    unknown = {key for key in wanted if key.split("@")[0] not in keys(key.split("@")[0])}
    assert wanted
    assert not unknown


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("P_A: {phrases: [да]}\nP_B: {phrases: ['{nobody} сказал']}\n", 2),
        ("P_A: {phrases: [да]}\n\nP_B: {regex: ['(']}\n", 3),
        ("P_A: {words: [да]}\n", 1),
        ("P_A: {detector: crystal_ball}\n", 1),
        ("P_A: {phrases: [да]}\nP_A: {phrases: [нет]}\n", 2),
        ("P_A: {phrases: [да]}\nP_B: {phrases: [\n", 3),
        ("- да\n", 0),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, content: str, line: int) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(ChecklistError) as caught:
        lexicon(path)
    assert caught.value.line == line


@pytest.mark.parametrize("phrase", ["", "… да", "да …", "вам? да", "да||нет", "{somebody}"])
def test_malformed_phrases(phrase: str) -> None:
    with pytest.raises(ValueError):
        compile_phrase(phrase)
