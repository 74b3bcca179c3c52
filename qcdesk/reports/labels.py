"""Fixed words of the two reports: headings, names of columns, sentences around the content."""

from __future__ import annotations

from qcdesk.i18n import translate


def shared_labels(language: str) -> dict[str, str]:
    """Words that both reports use."""
    return {
        "period": translate("Period", language),
        "company": translate("Company", language),
        "reviewed_by": translate("Reviewed by", language),
        "made": translate("Made", language),
        "result": translate("Result", language),
        "zone": translate("Zone", language),
        "before": translate("Before", language),
        "change": translate("Change", language),
        "n_calls": translate("calls: {n}", language),
        "calls_reviewed": translate("Calls reviewed", language),
        "from": translate("From", language),
        "to": translate("To", language),
        "calls_all": translate("Calls in all", language),
        "call": translate("Call", language),
        "when": translate("Date and time", language),
        "phone": translate("Client", language),
        "quote": translate("Quote", language),
        "comment": translate("Comment", language),
        "not_said": translate("not said", language),
        "criterion": translate("Criterion", language),
        "section": translate("Section", language),
        "checklist": translate("Checklist", language),
        "missed": translate("Missed", language),
        "applicable": translate("Applicable", language),
        "missed_in": translate("missed in", language),
        "fulfilled": translate("Fulfilled", language),
        "raw": translate("Raw score", language),
        "final": translate("Final result", language),
        "criticals": translate("Critical errors", language),
        "flags": translate("Flags", language),
        "what": translate("What", language),
        "effect": translate("Effect", language),
        "targeted": translate("targeted, in no average", language),
        "arithmetic": translate("Arithmetic", language),
        "rule": translate("How the result is computed", language),
        "apart": translate("Reviews in no average", language),
        "no_result": translate("without a result", language),
        "reviews": translate("Reviews", language),
        "system_cause": translate("system cause", language),
        "no_data": translate("No reviewed calls in this period: there is no result.", language),
        "none": translate("None.", language),
        "name": translate("Name", language),
        "text": translate("Text", language),
        "summary": translate("Summary", language),
        "no_quote": translate("no quote is recorded", language),
        "listen": translate("Listen", language),
        "clip_of": translate("Clip of call {call}: {start}–{end}", language),
        "clip_lost": translate(
            "The recording is no longer on this computer: the words stand in its place.", language
        ),
        "clip_left_out": translate(
            "No clip: the clips of this file would be longer than three minutes.", language
        ),
        "more_rows": translate("All rows are in the spreadsheet: {n}.", language),
    }


def card_labels(language: str) -> dict[str, str]:
    """Words of the sales manager's card."""
    return shared_labels(language) | {
        "document": translate("Manager card", language),
        "improve": translate("What to improve", language),
        "nothing_lost": translate("No points were lost in these calls.", language),
        "strengths": translate("What went well", language),
        "next_step": translate("Next step", language),
        "last_step": translate("Check of the last step", language),
        "due": translate("Due", language),
        "agreed": translate("agreed with the reviewer", language),
        "proposed": translate("proposed by the program", language),
        "consequence": translate("Consequence", language),
        "client_hears": translate("The client hears", language),
        "say_instead": translate("Say instead", language),
        "done_when": translate("Done when", language),
        "lost": translate("Points lost", language),
        "done_in": translate("done in", language),
        "met": translate("Met", language),
        "also_in": translate("Also in the calls of", language),
        "system_cause_note": translate(
            "Most of the team misses this too: the owner looks for the cause in the script or the process.",
            language,
        ),
        "too_few_to_tell": translate("too few calls to tell", language),
        "nothing_to_compare": translate("nothing to compare", language),
        "by_chance": translate("If nothing had changed, chance alone would give about {share}.", language),
        "recheck": translate("Re-check of new calls by", language),
        "assumed": translate("The criterion was recognised by the words of the step.", language),
        "was": translate("was", language),
        "now": translate("now", language),
        "calls": translate("Calls", language),
        "incidents": translate("Critical errors and flags", language),
        "length": translate("Length", language),
        "answer": translate("Agree or disagree", language),
        "acknowledged": translate("I have read it", language),
        "agree": translate("I agree", language),
        "disagree": translate("I disagree with item", language),
        "because": translate("because", language),
        "signature": translate("Date, signature", language),
        "answer_how": translate(
            "Return this file with your answer by {day}: name the call and the criterion, and say why. The "
            "owner decides, nobody else. Without an answer by then the card stands as it is.",
            language,
        ),
        "item": translate("Item", language),
        "your_answer": translate("Agree?", language),
        "your_reason": translate("Why", language),
    }


def owner_labels(language: str) -> dict[str, str]:
    """Words of the owner's report."""
    return shared_labels(language) | {
        "document": translate("Owner's report", language),
        "overall": translate("Overall result", language),
        "exact": translate("every call was reviewed: nothing is estimated", language),
        "no_interval": translate("no interval, see “What cannot be said”", language),
        "clean": translate("Without a critical error", language),
        "coverage": translate("Coverage", language),
        "planned": translate("Planned", language),
        "of_plan": translate("of the plan", language),
        "done": translate("Done", language),
        "people": translate("Sales managers by zone", language),
        "people_note": translate(
            "Alphabetical inside a zone. Above or below the team only where the difference is proven.",
            language,
        ),
        "sales_manager": translate("Sales manager", language),
        "against_team": translate("Against the team", language),
        "calls_with_critical": translate("Calls with a critical error", language),
        "interval": translate("Interval", language),
        "critical_details": translate("Critical errors, call by call", language),
        "no_criticals": translate("None in the reviewed calls.", language),
        "of_them_targeted": translate("of them targeted: {n}", language),
        "system_causes": translate("System causes", language),
        "system_note": translate(
            "Most people miss these: look at the script, the product or the process before the people.",
            language,
        ),
        "no_system_causes": translate("No criterion is missed by most people.", language),
        "weakest": translate("Criteria, the weakest first", language),
        "people_failing": translate("People who miss it", language),
        "unsaid": translate("What cannot be said", language),
        "unsaid_none": translate("Nothing: there are enough calls for every statement here.", language),
        "excluded": translate("Calls not scored", language),
        "excluded_note": translate("They are counted, and are in no average.", language),
        "reason": translate("Reason", language),
        "remark": translate("Note", language),
        "number": translate("Calls", language),
        "plan": translate("Plan and coverage", language),
        "plan_note": translate(
            "Targeted reviews are shown apart and are in no average; many of them bend the picture.", language
        ),
        "targeted_reviews": translate("Targeted", language),
        "targeted_share": translate("Share of targeted", language),
        "not_scored": translate("Not scored", language),
        "reviewers": translate("Reviewers", language),
        "reviewer": translate("Reviewer", language),
        "purpose": translate("Purpose", language),
        "example": translate("Arithmetic of one call", language),
        "weight": translate("Weight", language),
        "earned": translate("Earned", language),
        "possible": translate("Possible", language),
        "fraction": translate("Fraction", language),
        "audit": translate("How to verify", language),
        "audit_note": translate(
            "Journal of changes: row {seq}, {hash}. If a later journal holds another hash at this row, marks "
            "were changed after this report.",
            language,
        ),
        "versions": translate("Checklist versions", language),
        "version": translate("Version", language),
        "calls": translate("Calls", language),
        "few_data": translate("too few data", language),
        "listened": translate("Critical errors: listen", language),
        "more_criticals": translate("All of them are further below: {n}.", language),
        "more_causes": translate("Others are among the criteria below: {n}.", language),
        "work": translate("What the department did", language),
        "work_plan": translate("Reviewed by plan", language),
        "work_no_plan": translate("no plan", language),
        "work_hours": translate("From call to review, median", language),
        "hours": translate("{n} h", language),
        "work_in_time": translate("Within a day", language),
        "work_targeted": translate("Hand-picked calls", language),
        "work_proved": translate("“No” with a quote or “not said”", language),
        "work_disputes": translate("Disputes", language),
        "disputes_unknown": translate("not kept in this archive", language),
        "disputes_of": translate("{raised}, upheld {upheld}, open {open}", language),
        "groups": translate("Sales managers against the team", language),
        "groups_note": translate(
            "The thick stroke is the mean, the bar its interval, thin strokes the borders of zones. Above or "
            "below only where the difference is proven after correction for the number of people (Holm). The "
            "order inside a group is no place.",
            language,
        ),
        "heat": translate("Where the weakest criteria are missed", language),
        "heat_note": translate(
            "Share fulfilled in per cent; darker is weaker. In brackets: fewer than five calls.", language
        ),
        "trend": translate("Trends", language),
        "trend_note": translate(
            "Everyone counts by his calls of this period. The bars are intervals: where they overlap much, "
            "a change is not proven.",
            language,
        ),
        "no_trend": translate("There are no reviews of earlier periods to compare with.", language),
        "changes": translate("Changes of checklists", language),
        "changes_none": translate("No checklist changed between the last period and this one.", language),
        "version_before": translate("Version before", language),
        "trainees": translate("Trainees", language),
        "trainees_none": translate("No training reviews in this period.", language),
        "attempts": translate("Attempts", language),
        "last_attempt": translate("Last attempt", language),
        "passed": translate("Passed", language),
        "yes": translate("yes", language),
        "no": translate("no", language),
        "handovers": translate("Hand-overs", language),
        "handovers_none": translate("No calls about handed-over leads in this period.", language),
        "handovers_note": translate(
            "Leads that a caller handed over, by who received them. A status comes from the CRM table.",
            language,
        ),
        "statuses": translate("Status", language),
        "no_status": translate("not stated", language),
        "verify_steps": translate(
            "1. Compare the file’s SHA-256 with the journal: row “report.owner” holds it. "
            "2. On the department’s computer run: qcdesk doctor --anchor {seq}:{hash}. "
            "3. Take any call from this report and recompute it by the rule above.",
            language,
        ),
    }
