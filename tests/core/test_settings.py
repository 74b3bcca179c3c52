"""Settings: kept whole, wrong ones named in the user's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcdesk import i18n
from qcdesk.errors import InputError, TemplateError
from qcdesk.settings import Settings, changed, load, save


def test_there_and_back(tmp_path: Path) -> None:
    given = Settings(companies=["Тёплый дом"], department_type=3, database="postgresql://desk@server/calls")
    save(given, tmp_path / "settings.yaml")
    assert load(tmp_path / "settings.yaml") == given
    assert load(tmp_path / "none.yaml") == Settings()


WRONG = [
    ("department_type", "9"),
    ("weekly_plan", "many"),
    ("weekly_plan", "-1"),
    ("beam_size", "11"),
    ("model", ""),
    ("model", "m" * 201),
    ("language", "fr"),
    ("database", "mysql://server/calls"),
    ("database", "calls.sqlite3"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_value_that_does_not_fit(name: str, value: str) -> None:
    with pytest.raises(InputError) as refused:
        changed(Settings(), name, [value])
    assert refused.value.subject == name
    for words in ("Input should", "String should", "{"):
        assert words not in refused.value.reason


def test_templates_are_tried_before_they_are_kept() -> None:
    with pytest.raises(TemplateError):
        changed(Settings(), "name_templates", ["{dir}_{phone}", "{no such field}"])
    assert changed(Settings(), "name_templates", ["{dir}_{phone}"]).name_templates == ["{dir}_{phone}"]


@pytest.mark.parametrize(
    "content", ["companies: 5\n", "colour: red\n", "companies: [[1]]\n", "a: b: c\n", "- 1\n"]
)
def test_a_wrong_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(content, "utf-8")
    i18n.use_language("en")
    with pytest.raises(InputError) as refused:
        load(path)
    assert refused.value.subject == str(path)
    assert "Input should" not in refused.value.reason
