"""What became of a lead, read from the words that CRMs and people write for it."""

from __future__ import annotations

from enum import StrEnum


class LeadStatus(StrEnum):
    NEW = "new"
    IN_WORK = "in_work"
    QUALIFIED = "qualified"
    HANDED_OVER = "handed_over"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    OFFER = "offer"
    SALE = "sale"
    LOST = "lost"
    REPEAT = "repeat"


_STARTS: tuple[tuple[LeadStatus, str], ...] = (
    # A "not" before a word turns it round, so these come first.
    (LeadStatus.REJECTED, "не принят|непринят|отклон|брак|rejected|declined|not accepted"),
    (LeadStatus.LOST, "отказ|не реализ|закрыто и не|проигр|потерян|lost|refus|not interest"),
    (LeadStatus.REPEAT, "повторн|допродаж|repeat"),
    (LeadStatus.SALE, "продажа|продан|успешно|сделка закрыта|оплачен|договор подписан|выигр|sale|won|paid"),
    (LeadStatus.ACCEPTED, "принят|accepted"),
    (LeadStatus.HANDED_OVER, "передан|handed|hand-over|handover|transferred"),
    (LeadStatus.QUALIFIED, "квалифиц|qualified"),
    (LeadStatus.OFFER, "кп|счет|коммерческ|offer|quote|invoice|proposal"),
    (LeadStatus.IN_WORK, "в работе|переговор|в процессе|думает|in work|in progress"),
    (LeadStatus.NEW, "нов|new|неразобран"),
)
"""How the words for each status begin; the first that fits counts."""


def lead_status_of(text: str | None) -> LeadStatus | None:
    """What a status means, by how it begins; None for an empty or an unknown one."""
    said = " ".join((text or "").casefold().replace("ё", "е").replace("_", " ").split())
    return next((status for status, starts in _STARTS if said.startswith(tuple(starts.split("|")))), None)
