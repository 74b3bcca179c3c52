"""The fields of a checklist, a section, a criterion, a section's question and a flag."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from qcdesk.domain.call import Direction, LeadKind, Role
from qcdesk.domain.lifecycle import Stage
from ui.models.checklist_edit import At, ChecklistEdit
from ui.pages.checklists.rules import EffectField, EvidenceField
from ui.texts import _
from ui.widgets.basics import boxed, column, label
from ui.widgets.fields import ChoiceField, Field, LineField, NumberField, TextField, TickField, TicksField
from ui.wording import direction, lead_kind, role, stage


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of a form.

    Attributes:
        key: of the value in the file; empty for a heading.
        name: beside the field; empty where the field says it itself.
        note: a sentence below.
        answers: kinds of answer for which the field is asked; empty: for all.
    """

    key: str
    name: str
    make: Callable[[], Field] = LineField
    note: str = ""
    answers: frozenset[str] = frozenset()


class PartForm(QScrollArea):
    """The fields of one kind of part.

    Signals:
        edited: key, value.
    """

    edited = Signal(str, object)

    def __init__(self, title: str, asked: Sequence[Asked]) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._asked: list[tuple[frozenset[str], list[QWidget]]] = []
        parts: list[QWidget] = [label(title, "title")]
        for one in asked:
            made = list(self._made(one))
            parts += made
            self._asked.append((one.answers, made))
        self.setWidget(boxed(column(*parts, 1, margins=3, spacing=1)))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_part(self, edit: ChecklistEdit, at: At) -> None:
        """Shows the values of a part, and the fields that its kind of answer has."""
        for key, field in self.fields.items():
            field.show_value(edit.value(at, key))
        self.show_asked(str(edit.value(at, "answer")))

    def show_asked(self, answer: str) -> None:
        """Shows the fields of a kind of answer."""
        for answers, widgets in self._asked:
            if answers:
                for one in widgets:
                    one.setVisible(answer in answers)

    def _made(self, one: Asked) -> Iterator[QWidget]:
        if not one.key:
            yield label(one.name, "section", wrap=True)
            return
        field = self.fields[one.key] = one.make()
        field.edited.connect(lambda value: self.edited.emit(one.key, value))
        if one.name:
            yield label(one.name, "quiet")
            field.name(one.name)
        yield field
        if one.note:
            yield label(one.note, "quiet", wrap=True)


def whole_form() -> PartForm:
    """The checklist itself."""
    methods = [
        (None, _("by sections: 100 is divided between them")),
        ("flat", _("all criteria together")),
        ("mean_of_sections", _("mean of the sections")),
        ("points", _("sum of points")),
        ("weighted_points", _("sum of points by weight")),
    ]
    applies = (
        ("role", _("Who speaks"), [(str(one), role(one)) for one in Role]),
        ("lead_kind", _("Kind of lead"), [(str(one), lead_kind(one)) for one in LeadKind]),
        ("direction", _("Direction"), [(str(one), direction(one)) for one in Direction if direction(one)]),
        ("stage", _("Stage of the sales manager"), [(str(one), stage(one)) for one in Stage]),
    )
    return PartForm(
        _("The checklist"),
        [
            Asked("title.ru", _("Title in Russian"), lambda: LineField(needed=True)),
            Asked("title.en", _("Title in English")),
            Asked(
                "id",
                _("Code"),
                lambda: LineField(needed=True),
                _("Another code makes another checklist; the old one stays."),
            ),
            Asked("", _("For which calls")),
            Asked(
                "applies_if",
                "",
                lambda: TicksField(applies),
                _("Nothing ticked: anything fits. The checklist that most of a call speaks for is taken."),
            ),
            Asked("min_talk_s", _("Shorter talk is not scored, s"), NumberField),
            Asked("", _("Arithmetic")),
            Asked("method", _("How the result is made"), lambda: ChoiceField(methods)),
            Asked("zones.green", _("Good from"), NumberField),
            Asked("zones.yellow", _("Fair from"), NumberField),
        ],
    )


def section_form() -> PartForm:
    """A section."""
    return PartForm(
        _("Section"),
        [
            Asked("title.ru", _("Title in Russian"), lambda: LineField(needed=True)),
            Asked("title.en", _("Title in English")),
            Asked("id", _("Code"), lambda: LineField(needed=True)),
            Asked("weight", _("Weight"), NumberField, _("Empty: the sum of its criteria.")),
        ],
    )


def criterion_form() -> PartForm:
    """A criterion."""
    answers = [
        ("yes_no", _("yes or no")),
        ("scale", _("a scale from 0")),
        ("count", _("how often")),
        ("choice", _("one of several answers")),
        ("text", _("a note, not scored")),
    ]
    scored, yes_no = frozenset({"yes_no", "scale", "count", "choice"}), frozenset({"yes_no"})
    return PartForm(
        _("Criterion"),
        [
            Asked("title.ru", _("Title in Russian"), lambda: LineField(needed=True)),
            Asked("title.en", _("Title in English")),
            Asked("id", _("Code"), lambda: LineField(needed=True)),
            Asked("answer", _("Answer"), lambda: ChoiceField(answers)),
            Asked("weight", _("Weight"), NumberField, "", scored),
            Asked("top", _("Top of the scale"), NumberField, _("Usually 5."), frozenset({"scale"})),
            Asked("target", _("How often is enough"), NumberField, "", frozenset({"count"})),
            Asked("na", "", lambda: TickField(_("“Not applicable” is allowed"))),
            Asked("critical", "", lambda: TickField(_("Critical"))),
            Asked("bonus", "", lambda: TickField(_("Only adds to the result"))),
            Asked("scored", "", lambda: TickField(_("Counts in the result"), usual=True)),
            Asked("effects.no", _("The answer “no”, beyond the points"), EffectField, "", yes_no),
            Asked("effects.yes", _("The answer “yes”, beyond the points"), EffectField, "", yes_no),
            *_guide(with_na=True),
            Asked("", _("What the sales manager reads when it was missed")),
            Asked("advice.consequence.ru", _("What it costs"), TextField),
            Asked("advice.client_hears.ru", _("What the client hears"), TextField),
            Asked("advice.say_instead.ru", _("What to say instead"), TextField),
            Asked("advice.consequence.en", _("What it costs, in English"), TextField),
            Asked("advice.client_hears.en", _("What the client hears, in English"), TextField),
            Asked("advice.say_instead.en", _("What to say instead, in English"), TextField),
            *_looked_for(),
        ],
    )


def gate_form() -> PartForm:
    """The question that closes a section."""
    return PartForm(
        _("Question of the section: “no” closes it"),
        [
            Asked("title.ru", _("Title in Russian"), lambda: LineField(needed=True)),
            Asked("title.en", _("Title in English")),
            Asked("id", _("Code"), lambda: LineField(needed=True)),
            Asked("na", "", lambda: TickField(_("“Not applicable” is allowed"))),
            Asked("effects.no", _("The answer “no”, beyond the points"), EffectField),
            *_guide(with_na=False),
            *_looked_for(),
        ],
    )


def flag_form() -> PartForm:
    """Something seen beside the score."""
    return PartForm(
        _("Flag: seen beside the score"),
        [
            Asked("title.ru", _("Title in Russian"), lambda: LineField(needed=True)),
            Asked("title.en", _("Title in English")),
            Asked("id", _("Code"), lambda: LineField(needed=True)),
            Asked("effect", _("What it does"), lambda: EffectField(allowed=False)),
            *_looked_for(),
        ],
    )


def _guide(*, with_na: bool) -> list[Asked]:
    asked = [
        Asked("", _("When to answer what")),
        Asked("guide.yes.ru", _("Yes, when"), TextField),
        Asked("guide.no.ru", _("No, when"), TextField),
        Asked("guide.na.ru", _("Not applicable, when"), TextField),
        Asked("guide.yes.en", _("Yes, when, in English"), TextField),
        Asked("guide.no.en", _("No, when, in English"), TextField),
        Asked("guide.na.en", _("Not applicable, when, in English"), TextField),
    ]
    return asked if with_na else [one for one in asked if ".na." not in one.key]


def _looked_for() -> list[Asked]:
    return [
        Asked("", _("What the program looks for")),
        Asked("evidence", "", EvidenceField, _("It only suggests an answer; a person decides.")),
    ]
