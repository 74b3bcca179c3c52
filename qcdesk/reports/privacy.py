"""What a report must not carry: personal data of clients, and colleagues' names in a sales manager's card."""

from __future__ import annotations

from dataclasses import dataclass

from qcdesk.domain import masking, phone
from qcdesk.reports.names import ColleagueNames


@dataclass(frozen=True, slots=True)
class Privacy:
    """Hides what the reader of one report must not see.

    Attributes:
        masked: telephone numbers are hidden but for their last four digits, and e-mail; cards, codes and
            passports are hidden always.
        names: finds the names to hide; None hides none.
        instead: what stands in place of a hidden name.
    """

    masked: bool = True
    names: ColleagueNames | None = None
    instead: str = ""

    def text(self, text: str) -> str:
        """Free text as the reader may see it; everything else in it stays letter by letter."""
        shown = masking.mask(text, contacts=self.masked)
        return self.names.hide(shown, self.instead) if self.names else shown

    def hidden(self, text: str) -> list[tuple[int, int]]:
        """Half-open spans of the text that the reader must not see."""
        found = [(s.start, s.end) for s in masking.spans(text) if self.masked or not s.contact]
        return [*found, *self.names.spans(text)] if self.names else found

    def phone(self, number: str | None) -> str:
        """A client's number as the reader may see it."""
        return phone.mask(number) if self.masked else (number or "")
