"""Fixed words about clients, hand-overs and roles, in either language."""

from __future__ import annotations

from qcdesk.domain.handover import Handover, Verdict
from qcdesk.i18n import translate


def client_labels(language: str) -> dict[str, str]:
    """All by name: `status_…`, `fate_…`, `verdict_…`, `answer_…`, `field_…`, `question_…`, `role_…`."""
    return {**_values(language), **_questions(language), **_words(language)}


def answer_of(handover: Handover) -> str:
    """The name of the word for what a receiver said and what was ruled of that."""
    if handover.reply is None:
        return "answer_none"
    if handover.reply.accepted:
        return "answer_accepted"
    ground = handover.ruling.rejection_grounded if handover.ruling else Verdict.UNKNOWN
    return f"answer_rejected_{ground}"


def _values(language: str) -> dict[str, str]:
    return {
        "status_new": translate("new", language),
        "status_in_work": translate("in work", language),
        "status_qualified": translate("qualified", language),
        "status_handed_over": translate("handed over", language),
        "status_accepted": translate("accepted", language),
        "status_rejected": translate("rejected", language),
        "status_offer": translate("offer sent", language),
        "status_sale": translate("sale", language),
        "status_lost": translate("refused", language),
        "status_repeat": translate("repeat purchase", language),
        "fate_sale": translate("sale", language),
        "fate_lost": translate("refused", language),
        "fate_in_work": translate("in work", language),
        "fate_not_called": translate("nobody called", language),
        "verdict_yes": translate("yes", language),
        "verdict_partly": translate("partly", language),
        "verdict_no": translate("no", language),
        "verdict_unknown": translate("not decided", language),
        "answer_none": translate("no answer", language),
        "answer_accepted": translate("accepted", language),
        "answer_rejected_yes": translate("rejected with ground", language),
        "answer_rejected_partly": translate("rejected, partly with ground", language),
        "answer_rejected_no": translate("rejected without ground", language),
        "answer_rejected_unknown": translate("rejected, not ruled on", language),
        "role_zvonar": translate("caller", language),
        "role_sales": translate("sales manager (role)", language),
        "role_account": translate("account manager", language),
        "role_universal": translate("universal manager", language),
    }


def _questions(language: str) -> dict[str, str]:
    return {
        "field_receiver": translate("For whom", language),
        "field_what": translate("What is needed", language),
        "field_volume": translate("How much", language),
        "field_term": translate("By when", language),
        "field_decides": translate("Who decides", language),
        "field_objections": translate("Objections", language),
        "field_call_at": translate("When to call", language),
        "question_complete": translate("The card is complete", language),
        "question_truthful": translate("The card is true", language),
        "question_in_time": translate("The receiver called in time", language),
        "question_used": translate("The receiver used what he was given", language),
        "question_rejection_grounded": translate("The rejection has a ground", language),
    }


def _words(language: str) -> dict[str, str]:
    return {
        "client": translate("Client", language),
        "phone": translate("Phone", language),
        "calls": translate("Calls", language),
        "call": translate("Call", language),
        "when": translate("When", language),
        "at": translate("Time", language),
        "words": translate("Words", language),
        "status": translate("Status", language),
        "first_sale": translate("First sale", language),
        "last_call": translate("Last call", language),
        "others": translate("Who else spoke with him", language),
        "caller": translate("Handed over by", language),
        "receiver": translate("Receiver", language),
        "answer": translate("Answer", language),
        "fate": translate("Fate", language),
        "hours": translate("Hours to first call", language),
        "step": translate("Step", language),
        "due": translate("Due", language),
        "none": translate("None", language),
        **_report_words(language),
    }


def _report_words(language: str) -> dict[str, str]:
    return {
        "clients": translate("Clients", language),
        "leads": translate("Leads", language),
        "by_caller": translate("Quality of hand-overs: who handed over", language),
        "by_receiver": translate("Quality of hand-overs: who received", language),
        "handovers_note": translate(
            "Accepted or rejected by the CRM table or by hand; whether a rejection has a ground, quality "
            "control rules after hearing both calls. Hours are medians to the receiver's first call.",
            language,
        ),
        "handovers_none": translate("No lead was handed over in this period.", language),
        "rejected_page": translate("Rejected: with ground / without / not ruled on", language),
        "fate_page": translate("Sale / refused / in work / nobody called", language),
        "ruled_page": translate("Ruled: card faulty / called late / card not used", language),
        "incomplete": translate("Card not complete or not true", language),
        "late": translate("Called late", language),
        "unused": translate("Did not use the card", language),
        "each": translate("Each lead that was handed over", language),
        "call_given": translate("Caller's call", language),
        "call_taken": translate("Receiver's call", language),
        "ruling": translate("Ruling", language),
        "accounts": translate("Clients after the first sale", language),
        "accounts_note": translate(
            "Calls with clients after their first sale: who keeps them, and where they complain or leave.",
            language,
        ),
        "repeats": translate("Bought again", language),
        "leaving": translate("Complaints and signs of leaving", language),
        "leaving_reviewed": translate("Reviewed", language),
        "leaving_title": translate("Calls for retention review", language),
        "out_of_role": translate("Calls in another role", language),
    }
