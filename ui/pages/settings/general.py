"""Language, look, size of texts, who reviews; and what the company is called."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox

from ui.ops.context import Context
from ui.pages.settings.section import Section, chooser
from ui.texts import _
from ui.theme import NORMAL, theme

SIZES = (100, 125, 150, 175, 200)


class General(Section):
    """The user's own: language, look, size, name."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("General"))
        known = context.desk.settings
        languages = (("auto", _("As the system")), ("ru", "Русский"), ("en", "English"))
        looks = (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
        sizes = [(str(size), f"{size} %") for size in SIZES]
        size = str(int(context.preferences.number("text_size", NORMAL)))
        self.language = chooser(languages, known.language, lambda value: self.keep("language", [value]))
        self.look_of = chooser(looks, context.preferences.text("theme", "system"), self._dress)
        self.text_size = chooser(sizes, size, self._enlarge)
        self.reviewer = QLineEdit(context.preferences.text("reviewer"))
        self.reviewer.editingFinished.connect(self._name)
        self.field(_("Language"), self.language, _("Takes effect when the program starts again."))
        self.field(_("Look"), self.look_of)
        self.field(_("Size of texts"), self.text_size, _("Some lists take the new size at the next start."))
        self.field(
            _("Who reviews"),
            self.reviewer,
            _("Stands in reviews made here. Empty: the user of this computer."),
        )

    def _dress(self, value: str) -> None:
        self.context.preferences.keep("theme", value)
        theme().apply(value)

    def _enlarge(self, value: str) -> None:
        self.context.preferences.keep("text_size", value)
        theme().enlarge(int(value))

    def _name(self) -> None:
        self.context.preferences.keep("reviewer", " ".join(self.reviewer.text().split()))


class Company(Section):
    """Names that are said in calls, and what kind of department it is."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Company"))
        known = context.desk.settings
        self.lists = {name: QLineEdit() for name in ("companies", "products", "competitors")}
        for name, line in self.lists.items():
            line.setText(", ".join(getattr(known, name)))
            line.editingFinished.connect(lambda name=name: self._keep_list(name))
        types = (
            ("1", _("1: universal managers")),
            ("2", _("2: callers and sales managers")),
            ("3", _("3: and account managers after the first sale")),
        )
        stages = (
            ("1", _("1: the owner sells")),
            ("2", _("2: managers and a head of sales")),
            ("3", _("3: and a CRM")),
            ("4", _("4: and quality control")),
            ("5", _("5: and HR and coaches")),
        )
        self.type = chooser(types, str(known.department_type), lambda v: self.keep("department_type", [v]))
        self.stage = chooser(
            stages, str(known.department_stage), lambda v: self.keep("department_stage", [v])
        )
        self.plan = QSpinBox()
        self.plan.setRange(0, 1000)
        self.plan.setValue(known.weekly_plan)
        self.plan.editingFinished.connect(lambda: self.keep("weekly_plan", [str(self.plan.value())]))
        self.marks = QCheckBox(_("The head of sales sees the marks of single calls"))
        self.marks.setChecked(known.team_sees_marks)
        self.marks.toggled.connect(lambda on: self.keep("team_sees_marks", ["true" if on else "false"]))
        said = _("Several with commas. They are found in calls although recognition mangles them.")
        self.field(_("Company names"), self.lists["companies"], said)
        self.field(_("Brands and products"), self.lists["products"])
        self.field(_("Competitors"), self.lists["competitors"])
        self.field(_("Type of the department"), self.type)
        self.field(
            _("Stage of building"), self.stage, _("Decides which tables and reports there are and for whom.")
        )
        self.field(_("Reviews planned for each sales manager a week"), self.plan)
        self.plan.setMaximumWidth(120)
        self.add(self.marks, air=True)

    def _keep_list(self, name: str) -> None:
        words = [" ".join(part.split()) for part in self.lists[name].text().split(",")]
        self.keep(name, [word for word in words if word])
