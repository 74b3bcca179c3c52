"""Files for the head of sales and for HR on paper."""

from __future__ import annotations

from qcdesk.reports.handouts import Handout
from qcdesk.reports.labels_handouts import handout_labels
from qcdesk.reports.paper import blocks as page
from qcdesk.reports.paper.writer import Block, pdf, together
from qcdesk.reports.wording import Wording


def handout_pdf(handout: Handout) -> bytes:
    """The file as a PDF."""
    label, wording = handout_labels(handout.language), Wording(handout.language)
    blocks: list[Block] = [page.note(sentence) for sentence in handout.intro]
    for table in handout.tables:
        blocks += page.section(table, label["none"])
    return pdf(
        language=handout.language,
        title=together(handout.title, handout.company, wording.days(handout.period)),
        kind=handout.company,
        heading=handout.title,
        facts=[wording.days(handout.period), f"{label['made']} {wording.moment(handout.made_at)}"],
        made_at=handout.made_at,
        author=handout.company,
        blocks=blocks,
    )
