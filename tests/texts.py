"""Brings the catalogues of texts up to date: `python -m tests.texts` after a change of any text."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PACKAGES = ("qcdesk", "ui")
"""Each has a catalogue of its own, named as the package."""
PLURALS = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
"""Told here, since versions of Babel word it differently."""
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "translate": (1,)}


def folder(package: str) -> Path:
    """Where the Russian texts of a package are kept."""
    return ROOT / package / "locale" / "ru" / "LC_MESSAGES"


def extracted(package: str) -> Catalog:
    """All texts in the code, without their places (which change with every edit)."""
    found = Catalog(locale="ru", project=package, charset="utf-8", fuzzy=False)
    for _file, _line, message, _comments, _context in extract_from_dir(
        ROOT / package, method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        found.add(message)
    return found


def stored(package: str) -> Catalog:
    """The catalogue as it is kept in the repository."""
    path = folder(package) / f"{package}.po"
    if not path.exists():
        return Catalog(locale="ru")
    with path.open("rb") as file:
        return read_po(file, locale="ru")


def updated(package: str) -> Catalog:
    """The texts in the code with the translations that are kept; nothing else."""
    kept = stored(package)
    new = extracted(package)
    for message in new:
        if message.id:
            old = kept.get(message.id)
            if old is not None:
                message.string = old.string
    return new


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as a `.po` file, sorted, without dates."""
    out = io.BytesIO()
    write_po(out, catalog, width=110, sort_output=True, omit_header=True, no_location=True)
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: ru\\n"\n'
    header += f'"Plural-Forms: {PLURALS}\\n"\n\n'
    return header.encode() + out.getvalue()


class _Bare(Catalog):
    """A catalogue whose head has no dates and no version of Babel: the same texts give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The head."""
        return [("Content-Type", "text/plain; charset=utf-8"), ("Language", "ru"), ("Plural-Forms", PLURALS)]


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalogue as the program loads it."""
    bare = _Bare(locale="ru", charset="utf-8", fuzzy=False)
    for message in catalog:
        if message.id:
            bare.add(message.id, message.string)
    out = io.BytesIO()
    write_mo(out, bare)
    return out.getvalue()


def missing(catalog: Catalog) -> list[str]:
    """Texts without a translation."""
    strings = {m.id if isinstance(m.id, str) else m.id[0]: m.string for m in catalog if m.id}
    return [text for text, said in strings.items() if not (all(said) if isinstance(said, tuple) else said)]


def main() -> None:
    """Writes both files of each package and names what is not translated yet."""
    for package in PACKAGES:
        where = folder(package)
        where.mkdir(parents=True, exist_ok=True)
        catalog = updated(package)
        (where / f"{package}.po").write_bytes(po_bytes(catalog))
        (where / f"{package}.mo").write_bytes(mo_bytes(stored(package)))
        for text in missing(catalog):
            print(text)


if __name__ == "__main__":
    main()
