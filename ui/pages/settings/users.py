"""Who uses the program and what he may do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
)

from qcdesk.domain.rights import UserRole
from qcdesk.services import rights
from ui.ops import settings as ops
from ui.ops.context import Context
from ui.pages.settings.section import Section, chooser
from ui.texts import _
from ui.widgets.basics import boxed, button, label, row

_USER = Qt.ItemDataRole.UserRole
_LIST_HEIGHT = 120


class UsersSection(Section):
    """The list of users and the table of rights."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Users and rights"))
        self.listed, self.name = QListWidget(), QLineEdit()
        self.listed.setFixedHeight(_LIST_HEIGHT)
        self.name.setPlaceholderText(_("Full name or account of this computer"))
        roles = [(str(role), rights.role_name(role)) for role in UserRole]
        self.role = chooser(roles, "reviewer", lambda _value: None)
        self.role.setAccessibleName(_("Role"))
        self.nobody = label(_("Nobody is listed: whoever uses this computer may do everything."), "quiet")
        self.field(_("Users"), self.listed)
        self.add(self.nobody)
        self.field(_("Name"), self.name)
        self.add(
            boxed(
                row(
                    self.role,
                    button(_("Give the role"), self._give, "add", "main"),
                    button(_("Take the role away"), self._take, "close"),
                    1,
                )
            )
        )
        self.table = _rights_table()
        self.field(_("What each role may do"), self.table)
        self.listed.currentItemChanged.connect(lambda now, _old: self._fill(now))

    def look(self) -> None:
        ops.users(self.context).success(self._show).failure(self.complain).start()

    def _show(self, found: ops.Users) -> None:
        self.listed.clear()
        for name, words, _roles in found.lines:
            item = QListWidgetItem(f"{name} · {words}")
            item.setData(_USER, name)
            self.listed.addItem(item)
        self.nobody.setVisible(not found.lines)

    def _fill(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.name.setText(str(item.data(_USER)))

    def _give(self) -> None:
        self.trouble.hide()
        work = ops.give_role(self.context, self.name.text(), str(self.role.currentData()))
        work.success(lambda _user: self.look()).failure(self.complain).start()

    def _take(self) -> None:
        self.trouble.hide()
        work = ops.take_role(self.context, self.name.text(), str(self.role.currentData()))
        work.success(lambda _none: self.look()).failure(self.complain).start()


def _rights_table() -> QTableWidget:
    drawn, roles = rights.table(), tuple(UserRole)
    made = QTableWidget(len(drawn), len(roles))
    made.setHorizontalHeaderLabels([rights.role_name(role) for role in roles])
    made.setVerticalHeaderLabels([rights.action_name(action) for action, _roles in drawn])
    for y, (_action, having) in enumerate(drawn):
        for x, role in enumerate(roles):
            cell = QTableWidgetItem("✓" if role in having else "–")
            cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            made.setItem(y, x, cell)
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    made.setMinimumHeight(made.verticalHeader().length() + made.horizontalHeader().sizeHint().height() + 8)
    made.setTabKeyNavigation(False)
    return made
