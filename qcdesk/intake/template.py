"""The user's own template of file names, such as `{dir}_{phone}_{ext}_{yyyy}{MM}{dd}-{HH}{mm}{ss}`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from qcdesk.errors import TemplateError
from qcdesk.i18n import _
from qcdesk.intake.suffixes import AUDIO, split_suffix

_PHONE = (
    r"\+?[78][- ]?\(?\d{3}\)?[- ]?\d{3}[- ]?\d{2}[- ]?\d{2}|\+?\d{3,16}|unknown|anonymous|неизвестно|скрытый"
)
_DIRECTIONS = r"in|out|internal|inbound|outbound|incoming|outgoing|(?:вх|исх|внутр)[а-яё]*\.?|[↗↙↘↖]"
_FREE = r".{1,100}?"
_FIELDS = {
    "dir": _DIRECTIONS,
    "phone": _PHONE,
    "ext": r"\d{2,6}",
    "did": r"\+?\w{3,16}",
    "manager": _FREE,
    "client": _FREE,
    "company": _FREE,
    "id": _FREE,
    "yyyy": r"(?:19|20)\d{2}",
    "yy": r"\d{2}",
    "MM": r"\d{2}",
    "dd": r"\d{2}",
    "HH": r"\d{2}",
    "mm": r"\d{2}",
    "ss": r"\d{2}",
}
_ANY = {"any": r".{0,255}?", "*": r".{0,255}?"}
_OPEN_ENDED = frozenset(("manager", "client", "company", "id", "any", "*"))
_MOST_OPEN_ENDED = 4
_LONGEST = 300
_TOKEN = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")


@dataclass(frozen=True, slots=True)
class NameTemplate:
    """A template that was found right; build it by `parse`."""

    text: str
    regex: re.Pattern[str]

    @staticmethod
    def parse(text: str) -> NameTemplate:
        """Reads a template.

        Args:
            text: literal text with fields in braces: `dir phone ext did manager client company id`,
                `yyyy yy MM dd HH mm ss`, and `any` or `*` for what does not matter. An ending of a
                recording at the end is ignored. Letter case matters in fields (`MM` month, `mm` minute),
                not in the text around them.

        Raises:
            TemplateError: an unknown or doubled field, a lone brace, half a date, no field at all, or so
                many open-ended fields that matching would be guesswork.
        """
        text = unicodedata.normalize("NFC", text.strip())
        stem, suffix = split_suffix(text)
        tokens = _tokens(stem if suffix.lower() in AUDIO else text, text)
        fields = [name for name, literal in tokens if not literal]
        _check_fields(fields, text)
        _check_open_ended(tokens, text)
        drawn = (re.escape(part) if literal else _group(part) for part, literal in tokens)
        return NameTemplate(text, re.compile("".join(drawn), re.IGNORECASE | re.DOTALL))

    def fields_of(self, stem: str) -> dict[str, str] | None:
        """The fields of a name without its ending, as `facts.facts_of` takes them; None where it does not."""
        found = self.regex.fullmatch(stem)
        if not found:
            return None
        fields = {field: text for field, text in found.groupdict().items() if text}
        year = fields.get("yyyy") or "20" + fields.get("yy", "")
        if "MM" in fields:
            fields["d"] = f"{year}-{fields['MM']}-{fields['dd']}"
        if "HH" in fields:
            fields["t"] = f"{fields['HH']}-{fields['mm']}-{fields.get('ss', '00')}"
        if "id" in fields:
            fields["uid"] = fields.pop("id")
        return fields


def _tokens(stem: str, text: str) -> list[tuple[str, bool]]:
    if len(stem) > _LONGEST:
        raise _refusal(text[:40] + "…", _("the template is too long"))
    tokens: list[tuple[str, bool]] = []
    for token in _TOKEN.finditer(stem):
        if token[3]:
            raise _refusal(text, _("a brace stands alone"))
        tokens.append((token[2], True) if token[2] else (token[1], False))
    return tokens


def _group(field: str) -> str:
    return f"(?:{_ANY[field]})" if field in _ANY else f"(?P<{field}>{_FIELDS[field]})"


def _check_fields(fields: list[str], text: str) -> None:
    named = [field for field in fields if field not in _ANY]
    for field in named:
        if field not in _FIELDS:
            raise _refusal(text, _("there is no field {field}").format(field=f"{{{field}}}"))
        if named.count(field) > 1:
            raise _refusal(text, _("the field {field} stands twice").format(field=f"{{{field}}}"))
    if not named:
        raise _refusal(text, _("there is no field in it, so nothing would be read"))
    _check_time(frozenset(named), text)


def _check_time(named: frozenset[str], text: str) -> None:
    if {"yyyy", "yy"} <= named:
        raise _refusal(
            text, _("the year stands twice, as {long} and {short}").format(long="{yyyy}", short="{yy}")
        )
    date = named & {"yyyy", "yy", "MM", "dd"}
    clock = named & {"HH", "mm", "ss"}
    if date and len(date) < 3:
        raise _refusal(text, _("a date needs its year, month and day"))
    if clock and not {"HH", "mm"} <= clock:
        raise _refusal(text, _("a time needs its hours and minutes"))
    if clock and not date:
        raise _refusal(text, _("a time needs a date"))


def _check_open_ended(tokens: list[tuple[str, bool]], text: str) -> None:
    open_ended = [not literal and part in _OPEN_ENDED for part, literal in tokens]
    if any(this and following for this, following in pairwise(open_ended)):
        raise _refusal(text, _("nothing separates two fields that may hold any text"))
    if sum(open_ended) > _MOST_OPEN_ENDED:
        raise _refusal(
            text,
            _("more than {count} fields may hold any text, so a name could be read in many ways").format(
                count=_MOST_OPEN_ENDED
            ),
        )


def _refusal(text: str, reason: str) -> TemplateError:
    known = " ".join(f"{{{field}}}" for field in (*_FIELDS, "any"))
    return TemplateError(text, reason, _("Fields that can be used: {fields}").format(fields=known))
