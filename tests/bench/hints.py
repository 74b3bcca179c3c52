"""How well hints are found: `python -m tests.bench.hints`, on texts and on our own transcripts of them."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qcdesk.domain.detectors import DETECTOR_KEYS
from qcdesk.domain.transcript import Transcript
from qcdesk.evidence.detectors.detect import YES_FROM, detect
from qcdesk.evidence.detectors.given import read_text
from qcdesk.evidence.detectors.kinds import may_prove
from qcdesk.evidence.detectors.lessons import of_banks, of_calls, talk_of, written_calls
from qcdesk.evidence.detectors.scene import Facts, Scene
from qcdesk.evidence.detectors.train import KEYS, OWN, answers_of, best_of, scored_by_others
from qcdesk.evidence.guard import fault
from qcdesk.evidence.learning.examples import MarkedCall
from qcdesk.evidence.learning.model import Model, load
from qcdesk.evidence.learning.said import Said
from qcdesk.evidence.learning.training import Design, Labelled
from qcdesk.evidence.matcher import Matcher
from qcdesk.paths import models_folder
from tests.bench.truth import DEVELOPMENT

RULES = {
    "greeting": "P_GREET", "introduced_name": "P_SELF_NAME", "named_company": "P_COMPANY",
    "recording_notice": "P_REC_NOTICE", "permission_to_talk": "P_TIME_OK", "stated_goal": "P_GOAL",
    "used_client_name": "NAME_CLIENT", "open_questions": "P_OPEN_Q", "needs_summary": "P_CLARIFY",
    "presented_benefits": "P_BENEFIT", "asked_for_sale": "P_CLOSE", "next_step_agreed": "P_DATE",
    "contact_confirmed": "P_CONTACT_CONFIRM", "upsell_offered": "P_UPSELL",
    "objection_raised": "P_OBJ_CLIENT", "objection_handled": "P_JOIN", "handover_to_manager": "P_HANDOVER",
    "thanked_and_farewell": "P_BYE",
    "rude": "R_RUDE", "promised_impossible": "R_OVERPROMISE", "forbidden_phrase": "R_ARGUE",
    "personal_data_spoken": "R_CARD_DATA",
}  # fmt: skip
"""The pattern of the lexicon that is nearest to a key; keys without one have none."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One call with its true answers; what was said, and what is known of it."""

    name: str
    transcript: Transcript
    facts: Facts
    truth: dict[str, str]


Answers = Callable[[Judged], dict[str, str]]


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=Path, default=DEVELOPMENT, help="a folder of calls with truth")
    parser.add_argument("--texts-only", action="store_true", help="do not recognise")
    parser.add_argument("--written", action="store_true", help="the examples by writers left out, too")
    parser.add_argument("--learning", action="store_true", help="F1 against the number of reviewed calls")
    chosen = parser.parse_args()
    texts = list(given_texts(chosen.calls))
    columns: dict[str, dict[str, tuple[int, int, int]]] = {
        "rules, text": counted(texts, by_rules),
        "text": counted(texts, found),
    }
    if not chosen.texts_only:
        columns["transcript"] = counted(list(recognised(chosen.calls, texts)), found)
    print_table(columns)
    check_quotes(texts)
    print_speed(texts)
    if chosen.written:
        print_written()
    if chosen.learning:
        print_learning()


def given_texts(folder: Path) -> Iterator[Judged]:
    """The calls of a folder by their true texts."""
    for path in sorted((folder / "truth").glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        with TemporaryDirectory() as place:
            file = Path(place, "call.json")
            file.write_text(json.dumps(form_of(told), ensure_ascii=False), "utf-8")
            transcript, facts = read_text(file)
        yield Judged(path.stem, transcript, facts, {k: told["truth"][k]["answer"] for k in DETECTOR_KEYS})


def form_of(told: dict[str, Any]) -> dict[str, Any]:
    """A file of truth in the form that `qcdesk detect --text` reads."""
    who = {"manager": "sales_manager", "client": "client"}
    turns = [
        {"speaker": who.get(t["who"], "system"), "start": t["start"], "end": t["end"], "text": t["text"]}
        for t in told["turns"]
    ]
    return {
        "turns": turns,
        "company": told["company"],
        "sales_manager": told["manager"]["name"],
        "client": (told["client"] or {}).get("name"),
        "direction": told["direction"],
        "role": told["manager"].get("role"),
    }


def recognised(folder: Path, texts: list[Judged]) -> Iterator[Judged]:
    """The same calls as this program hears them."""
    from qcdesk.services.assembly import transcript_of
    from tests.bench.recognition import plain_options, run
    from tests.bench.truth import calls

    known = {judged.name: judged for judged in texts}
    for call in calls(folder):
        judged = known[call.name]
        heard = run(call.path, plain_options(models_folder()))
        transcript = transcript_of(heard, "ru", None, Matcher(judged.facts.names))
        yield Judged(call.name, transcript, judged.facts, judged.truth)


def found(judged: Judged) -> dict[str, str]:
    """The program's answers."""
    return {key: one.answer for key, one in detect(judged.transcript, judged.facts).items()}


def by_rules(judged: Judged) -> dict[str, str]:
    """Answers by one pattern of the lexicon a key, said by the side that is asked about."""
    from qcdesk.domain.detectors import detected

    matcher = Matcher(judged.facts.names)
    answers = {}
    for key in DETECTOR_KEYS:
        known, pattern = detected(key), RULES.get(key)
        sides = known.sides if known else ()
        turns = [t for t in judged.transcript.turns if t.speaker in sides[:1]]
        answers[key] = "yes" if pattern and any(matcher.hits(pattern, turn) for turn in turns) else "no"
    return answers


def counted(calls: list[Judged], answers: Answers) -> dict[str, tuple[int, int, int]]:
    """For each key: right, wrong and missed "yes"."""
    sums = {key: [0, 0, 0] for key in DETECTOR_KEYS}
    for judged in calls:
        given = answers(judged)
        for key in DETECTOR_KEYS:
            said, true = given[key] == "yes", judged.truth[key] == "yes"
            sums[key][0] += said and true
            sums[key][1] += said and not true
            sums[key][2] += true and not said
    return {key: (a, b, c) for key, (a, b, c) in sums.items()}


def measures(right: int, wrong: int, missed: int) -> tuple[float, float, float]:
    """Precision, recall and F1; 1 where there was nothing to find and nothing was found."""
    if not right + wrong + missed:
        return 1.0, 1.0, 1.0
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return precision, recall, 2 * right / (2 * right + wrong + missed)


def print_table(columns: dict[str, dict[str, tuple[int, int, int]]]) -> None:
    """Precision, recall, F1 of every key in every column, and the means."""
    print("| key |", " | ".join(f"{name}: P / R / F1" for name in columns), "|")
    print("|---|" + "---|" * len(columns))
    for key in DETECTOR_KEYS:
        cells = [" / ".join(f"{m:.2f}" for m in measures(*column[key])) for column in columns.values()]
        print(f"| {key} | {' | '.join(cells)} |")
    means = [sum(measures(*c[k])[2] for k in DETECTOR_KEYS) / len(DETECTOR_KEYS) for c in columns.values()]
    print("| **macro-F1** |", " | ".join(f"**{mean:.3f}**" for mean in means), "|")


def check_quotes(calls: list[Judged]) -> None:
    """Every quote once more through the guard."""
    quotes = [
        fault(quote, judged.transcript)
        for judged in calls
        for one in detect(judged.transcript, judged.facts).values()
        for quote in one.quotes
    ]
    print(f"quotes that the guard refuses: {sum(q is not None for q in quotes)} of {len(quotes)}")


def print_speed(calls: list[Judged]) -> None:
    """Calls a second on one core, words known already, as if each were five minutes long."""
    for judged in calls:
        detect(judged.transcript, judged.facts)
    began = time.perf_counter()
    for judged in calls:
        detect(judged.transcript, judged.facts)
    seconds = sum(judged.transcript.audio_s for judged in calls)
    print(f"speed: {seconds / 300 / (time.perf_counter() - began):.0f} five-minute calls a second")


def print_written() -> None:
    """The written examples, each call by a model that knows nothing of its writer."""
    calls, likely = written_calls(), load()
    design = Design([*of_banks(), *of_calls(calls)])
    sums: dict[str, list[int]] = {key: [0, 0, 0] for key in KEYS}
    for call, scene in scored_by_others(design, calls):
        truth = answers_of(call)
        for key in KEYS:
            said, true = likely.likelihood(key, best_of(key, scene)) >= YES_FROM, truth[key] == "yes"
            sums[key][0] += said and true
            sums[key][1] += said and not true
            sums[key][2] += true and not said
    mean = sum(measures(a, b, c)[2] for a, b, c in sums.values()) / len(sums)
    print(f"written calls, their writers left out: macro-F1 {mean:.3f}")


def print_learning(company: str = "w6", reviewed: Sequence[int] = (0, 3, 6, 10)) -> None:
    """One writer is the company: his first calls are reviewed and learned from, his last ten are judged."""
    calls = written_calls()
    own = [call for call in calls if call.name.startswith(company)]
    others = [call for call in calls if not call.name.startswith(company)]
    known, judged = [*of_banks(), *of_calls(others)], own[10:]
    for number in reviewed:
        lessons = [as_quoted(one) for one in of_calls(own[:number])] * OWN
        examples = [*known, *lessons]
        model = Design(examples).train(KEYS, may_prove, range(len(examples)))
        model.slopes, model.offsets = load().slopes, load().offsets
        print(f"after {number} reviewed calls: macro-F1 {macro(judged, model):.3f}")


def as_quoted(one: Labelled) -> Labelled:
    """The sentence as a quote in a bank: its place in the talk and the names are not kept."""
    return replace(one, said=Said(one.said.speaker, one.said.analysis, one.said.number))


def macro(calls: Sequence[MarkedCall], model: Model) -> float:
    """Mean F1 over the keys that these calls hold at least once."""
    sums: dict[str, list[int]] = {key: [0, 0, 0] for key in KEYS}
    for call in calls:
        talk, truth = talk_of(call), answers_of(call)
        scene = Scene(talk.turns, talk.facts, model)
        for key in KEYS:
            said, true = model.likelihood(key, best_of(key, scene)) >= YES_FROM, truth[key] == "yes"
            sums[key][0] += said and true
            sums[key][1] += said and not true
            sums[key][2] += true and not said
    there = [measures(*s)[2] for s in sums.values() if s[0] + s[2]]
    return sum(there) / len(there)


if __name__ == "__main__":
    main()
