"""The first start: language, company, model, folder, each of which may be left for later."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFileDialog, QLineEdit, QStackedWidget, QWidget

from qcdesk.errors import QcdeskError
from qcdesk.services import browsing
from ui.actions import Shortcut, install
from ui.ops import calls, settings
from ui.ops.context import Context
from ui.pages.page import Page
from ui.pages.settings.section import chooser
from ui.texts import _
from ui.widgets.basics import boxed, button, column, label, row, scaled
from ui.widgets.text_keys import TextKeys

SEEN = "welcome/seen"
_WIDTH, _WIDEST = 560, 900


def is_first(context: Context) -> bool:
    """Whether nobody saw this page and there are no calls yet; not where that cannot be known."""
    if context.preferences.flag(SEEN):
        return False
    try:
        return not browsing.has_calls(context.desk.database)
    except QcdeskError as error:
        context.notify.error(error)
        return False


class WelcomePage(Page):
    """Four steps, one under the eyes at a time."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.steps = QStackedWidget()
        for step in (self._language(), self._company(), self._model(), self._folder()):
            self.steps.addWidget(step)
        for line in (self.company, self.folder):
            line.returnPressed.connect(self._next)
        self.place = label("", "quiet")
        self.back = button(_("Back"), lambda: self._go_to(self.steps.currentIndex() - 1), "back")
        self.next = button(_("Next"), self._next, "", "main")
        self.samples = button(_("Open the sample calls"), self._samples, "play")
        self.later = button(_("Skip all"), self._finish)
        self.trouble = label("", "bad", wrap=True)
        self.trouble.hide()
        inner = boxed(
            column(
                label(_("Welcome to qcdesk"), "title"),
                label(_("Four short steps; each can be skipped and changed later."), "quiet", wrap=True),
                self.steps,
                self.trouble,
                row(self.place, 1, self.back, self.next),
                row(self.samples, 1, self.later),
                margins=6,
                spacing=4,
            ),
            "card",
        )
        inner.setFixedWidth(max(_WIDTH, min(scaled(_WIDTH), _WIDEST)))
        self.setLayout(column(1, row(1, inner, 1), 2))
        install(self, self.shortcuts())
        TextKeys(self).keep_in(self)
        self._go_to(0)

    def enter(self, what: object = None) -> None:  # noqa: ARG002  every page takes it
        self._focus()

    def shortcuts(self) -> Sequence[Shortcut]:
        return (Shortcut(("Ctrl+Return", "Ctrl+Enter"), _("Next step"), self._next),)

    def _language(self) -> QWidget:
        options = (("auto", _("As the system")), ("ru", "Русский"), ("en", "English"))
        known = self.context.desk.settings.language
        self.language = chooser(options, known, lambda value: self._keep("language", [value]))
        self.language.setAccessibleName(_("Language"))
        note = _("Takes effect when the program starts again.")
        return _step(_("Language"), self.language, note)

    def _company(self) -> QWidget:
        self.company = QLineEdit(", ".join(self.context.desk.settings.companies))
        self.company.setAccessibleName(_("Company names"))
        note = _("As it is said in calls; several with commas. It stands in reports and is found in calls.")
        return _step(_("Company"), self.company, note)

    def _model(self) -> QWidget:
        self.model = label("", "strong")
        self.install = button(_("Install"), self._install, "add")
        note = _("Recognition runs on this computer; recordings go nowhere. The model is installed once.")
        return _step(_("Model"), boxed(row(self.model, self.install, 1)), note)

    def _folder(self) -> QWidget:
        self.folder = QLineEdit(self.context.desk.settings.watched_folder)
        self.folder.setAccessibleName(_("Watched folder"))
        choose = button(_("Choose"), self._choose, "folder")
        note = _("Where the telephone system puts recordings. What appears there is added by itself.")
        return _step(_("Folder of recordings"), boxed(row(self.folder, choose)), note)

    def _next(self) -> None:
        self.trouble.hide()
        place = self.steps.currentIndex()
        if place == 1:
            words = [" ".join(part.split()) for part in self.company.text().split(",")]
            self._keep("companies", [word for word in words if word])
        if place == self.steps.count() - 1:
            self._keep("watched_folder", [self.folder.text().strip()])
        if self.trouble.isVisible():
            return
        if place == self.steps.count() - 1:
            self._finish()
        else:
            self._go_to(place + 1)

    def _go_to(self, place: int) -> None:
        self.steps.setCurrentIndex(place)
        self.back.setEnabled(place > 0)
        last = place == self.steps.count() - 1
        self.next.setText(_("Finish") if last else _("Next"))
        self.place.setText(_("Step {n} of {all}").format(n=place + 1, all=self.steps.count()))
        if place == 2:
            self._look_for_model()
        self._focus()

    def _focus(self) -> None:
        """Where the step has a line to write in, there; else Enter goes on."""
        field = {1: self.company, 3: self.folder}.get(self.steps.currentIndex(), self.next)
        field.setFocus()

    def _look_for_model(self) -> None:
        name = self.context.desk.settings.model
        work = settings.list_weights(self.context)
        work.success(lambda found: self._tell_model(name, any(w.there and w.name == name for w in found)))
        work.start()

    def _tell_model(self, name: str, there: bool) -> None:
        said = _("{name} is installed") if there else _("{name} is not installed yet")
        self.model.setText(said.format(name=name))
        self.install.setVisible(not there)

    def _install(self) -> None:
        self.install.setEnabled(False)
        name = self.context.desk.settings.model
        job = settings.install(self.context, name).success(lambda _none: self._look_for_model()).start()
        job.ended.connect(lambda: self.install.setEnabled(True))

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Watched folder"), self.folder.text())
        if found:
            self.folder.setText(found)

    def _keep(self, name: str, values: list[str]) -> None:
        settings.change(self.context, name, values).failure(self._complain).at_once()

    def _complain(self, error: QcdeskError) -> None:
        self.trouble.setText(str(error))
        self.trouble.show()

    def _samples(self) -> None:
        calls.add_samples(self.context).success(lambda _done: self._finish()).start()

    def _finish(self) -> None:
        self.context.preferences.keep(SEEN, True)
        self.go.emit("calls", None)


def _step(title: str, field: QWidget, note: str) -> QWidget:
    return boxed(column(label(title, "strong"), field, label(note, "quiet", wrap=True), 1, spacing=2))
