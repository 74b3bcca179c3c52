"""The page of reports: for whom, of which month, about whom; shows them on paper, writes the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QListWidgetItem

from qcdesk.domain.period import Period
from qcdesk.errors import QcdeskError
from qcdesk.services.reporting import Audience
from ui.actions import Shortcut, install
from ui.ops import reports as ops
from ui.ops.context import Context
from ui.pages.page import Page
from ui.pages.reports.preview import ReportPreview
from ui.texts import N_, _
from ui.widgets.basics import boxed, button, column, label, lines, row, scaled, tool
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow

_AUDIENCES = (
    (
        Audience.MANAGERS,
        N_("Cards of sales managers"),
        N_("Each holds his own calls only"),
    ),
    (Audience.OWNER, N_("Owner's report"), N_("All of the department, the most important page first")),
    (
        Audience.TEAM,
        N_("Tasks for the head of sales"),
        N_("Weakest criteria, no marks of single calls"),
    ),
    (Audience.PEOPLE, N_("Export for HR and coaches"), N_("Trainees and weakest criteria")),
)
_WIDTH, _WIDEST = 420, 560


class ReportsPage(Page):
    """Choices on the left, on the right what it will look like."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.audience, self.period, self.folder = QComboBox(), QComboBox(), QLineEdit()
        self.people, self.empty = lines(_("Sales managers")), EmptyState()
        self.side = boxed(column(label(_("Sales managers with reviews")), self.people))
        self.preview = ReportPreview(context)
        self.told, self.explained = label("", "quiet", wrap=True), label("", "quiet", wrap=True)
        self.write = button(_("Write the files"), self.write_files, "", "main")
        self.look_at = button(_("Preview"), self.show_preview, "search")
        self.open = button(_("Open the folder"), self.open_folder, "folder")
        self._last: Path | None = None
        self._arrange()
        for _audience, title, _told in _AUDIENCES:
            self.audience.addItem(_(title))
        self.audience.currentIndexChanged.connect(self._audience_chosen)
        self.period.currentTextChanged.connect(lambda _text: self.look())
        self.people.currentRowChanged.connect(lambda _row: self._follow())
        install(self, self.shortcuts())

    def enter(self, what: object = None) -> None:
        """Looks which months have reviews; `what` may name the period."""
        if isinstance(what, str):
            self.period.setEditText(what)
        ops.months(self.context).success(self._months_known).start()

    def shortcuts(self) -> Sequence[Shortcut]:
        """The page's keys."""
        return (
            Shortcut(("Ctrl+P",), _("Preview"), self.show_preview),
            Shortcut(("Ctrl+Return", "Ctrl+Enter"), _("Write the files"), self.write_files),
            Shortcut(("Ctrl+Shift+O",), _("Choose the folder"), self.choose_folder),
        )

    @property
    def chosen_audience(self) -> Audience:
        """For whom the files are."""
        return _AUDIENCES[max(0, self.audience.currentIndex())][0]

    def look(self) -> None:
        """Looks what the chosen period holds."""
        try:
            period = Period.parse(self.period.currentText())
        except QcdeskError:
            self._known(ops.Overview({}))
            return
        ops.overview(self.context, period).success(self._known).start()

    def choose_folder(self) -> None:
        """Asks where the files shall lie."""
        found = QFileDialog.getExistingDirectory(self, _("Folder for the files"), self.folder.text())
        if found:
            self.folder.setText(found)

    def write_files(self) -> None:
        """Writes them; progress stands in the line of work, an error in place."""
        try:
            period = Period.parse(self.period.currentText())
        except QcdeskError as error:
            self.context.notify.error(error)
            return
        names = self._names() if self.chosen_audience is Audience.MANAGERS else None
        target = self._target(period)
        self.write.setEnabled(False)
        work = ops.write(self.context, self.chosen_audience, period, target, names)
        work.success(lambda paths: self._written(target, paths)).failure(self._failed).start()

    def show_preview(self) -> None:
        """Shows on paper what would be written: of the person in focus, where there is a card for each."""
        if not self.look_at.isEnabled():
            return
        period = Period.parse(self.period.currentText())
        item = self.people.currentItem() or self.people.item(0)
        name = str(item.data(Qt.ItemDataRole.UserRole))
        self.preview.make(self.chosen_audience, period, self._target(period), name)

    def open_folder(self) -> None:
        """Shows the files in the system's own window."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._last or self.folder.text())))

    def _arrange(self) -> None:
        self.period.setEditable(True)
        self.audience.setAccessibleName(_("For whom"))
        self.period.setAccessibleName(_("Period"))
        self.folder.setAccessibleName(_("Folder"))
        self.folder.setText(str(self.context.desk.home.folder / _("reports")))
        form = column(
            label(_("Reports"), "title"),
            label(_("For whom")), self.audience, self.explained,
            label(_("Period: 2026-10, 2026-W41, 2026-10-01..2026-10-15"), wrap=True), self.period,
            label(_("Folder")), row(self.folder, tool("folder", _("Choose the folder"), self.choose_folder)),
            self.told, Flow(self.write, self.look_at, self.open), self.side, 0,
            margins=3, spacing=2,
        )  # fmt: skip
        form.setStretchFactor(self.side, 1)
        left = boxed(form)
        left.setFixedWidth(min(scaled(_WIDTH), _WIDEST))
        self.setLayout(row(left, self.preview, self.empty, spacing=0))
        for one in (self.empty, self.side):
            one.hide()
        for two in (self.write, self.look_at, self.open):
            two.setEnabled(False)
        self.preview.close_it()
        self._audience_chosen()

    def _audience_chosen(self) -> None:
        audience, _title, told = _AUDIENCES[max(0, self.audience.currentIndex())]
        self.explained.setText(_(told))
        self.people.setEnabled(audience is Audience.MANAGERS)
        self._follow()

    def _months_known(self, months: list[str]) -> None:
        before = self.period.currentText()
        self.period.clear()
        self.period.addItems(months)
        if before:
            self.period.setEditText(before)
        there = bool(months)
        self.side.setVisible(there)
        self.preview.setVisible(there)
        self.empty.setVisible(not there)
        if not there:
            self.empty.say(
                _("Nothing is reviewed yet"),
                _("Reports are made from reviews. Review a call first."),
                ((_("To the calls"), "calls", lambda: self.go.emit("calls", None)),),
            )
        self.look()

    def _known(self, found: ops.Overview) -> None:
        chosen = self.people.currentRow()
        self.people.blockSignals(True)
        self.people.clear()
        for name, count in found.reviewed.items():
            item = QListWidgetItem(f"{name} · {count}")
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.people.addItem(item)
        self.people.setCurrentRow(min(max(chosen, 0), self.people.count() - 1))
        self.people.blockSignals(False)
        told = _("Reviewed calls: {n}, sales managers: {people}")
        none = _("Nothing is reviewed in this period")
        shown = told.format(n=found.reviews, people=len(found.reviewed)) if found.reviews else none
        self.told.setText(shown)
        self.write.setEnabled(bool(found.reviews))
        self.look_at.setEnabled(bool(found.reviews))
        self._follow()

    def _follow(self) -> None:
        """Another choice: a preview that is looked at becomes the preview of that."""
        if not self.preview.asked:
            return
        if self.look_at.isEnabled():
            self.show_preview()
        else:
            self.preview.close_it()

    def _target(self, period: Period) -> Path:
        return Path(self.folder.text()) / f"{self.audience.currentText()} {period.name}"

    def _names(self) -> list[str]:
        items = [self.people.item(n) for n in range(self.people.count())]
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    def _written(self, target: Path, paths: list[Path]) -> None:
        self._last = target
        self.write.setEnabled(True)
        self.open.setEnabled(True)
        said = _("Files written: {n}, in {folder}").format(n=len(paths), folder=target)
        self.context.notify.done(said, (_("Open the folder"), self.open_folder))

    def _failed(self, error: QcdeskError) -> None:
        self.write.setEnabled(True)
        self.context.notify.error(error)
