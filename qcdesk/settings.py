"""The department's settings: one YAML file in the home folder, checked as a whole, written whole."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from qcdesk.errors import InputError
from qcdesk.files import write_atomically
from qcdesk.i18n import _
from qcdesk.intake.template import NameTemplate

Name = Annotated[str, Field(min_length=1, max_length=200)]


class Settings(BaseModel):
    """What a department sets once.

    Attributes:
        language: of the program and reports; `auto` follows the system.
        companies, products, competitors: names that are said in calls, matched with tolerance.
        department_type: 1 universal managers, 2 caller and manager, 3 with account managers too.
        department_stage: 1–5 of building the department: the owner sells, a head of sales, a CRM, quality
            control, HR and coaches.
        engine: name in the registry, or `auto`; model: name or path of the weights.
        beam_size: beams of the search.
        hotwords: names are told to the recogniser before every window. Off: with the small weights it made
            more errors of other words than it mended of names (tests/bench/RESULTS.md).
        threads: processor threads for recognition, 0 for all.
        name_templates: templates of file names, tried before the built-in patterns.
        internship_days: days of an internship; internship_working_days: only working days count.
        weekly_plan: reviews planned for each sales manager a week.
        team_sees_marks: the file for the head of sales holds the marks of single calls.
        adviser: address of a language model's server on this computer, which may propose answers; empty: off.
        adviser_model: the model it is asked for; empty: the server's own choice.
        watched_folder: recordings that appear in this folder are added while the window is open; empty: none.
        database: address of a PostgreSQL server's database; empty: a file in the home folder.
    """

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    language: Literal["auto", "ru", "en"] = "auto"
    companies: list[Name] = []
    products: list[Name] = []
    competitors: list[Name] = []
    department_type: Literal[1, 2, 3] = 2
    department_stage: Literal[1, 2, 3, 4, 5] = 5
    engine: Name = "auto"
    model: Name = "base"
    beam_size: Annotated[int, Field(ge=1, le=10)] = 5
    hotwords: bool = False
    threads: Annotated[int, Field(ge=0, le=256)] = 0
    name_templates: list[Name] = []
    internship_days: Annotated[int, Field(ge=1, le=90)] = 7
    internship_working_days: bool = False
    weekly_plan: Annotated[int, Field(ge=0, le=1000)] = 5
    team_sees_marks: bool = False
    adviser: Annotated[str, Field(max_length=1000)] = ""
    adviser_model: Annotated[str, Field(max_length=200)] = ""
    watched_folder: Annotated[str, Field(max_length=4000)] = ""
    database: Annotated[str, Field(max_length=1000, pattern=r"^$|^postgres(ql)?://.+")] = ""


def load(path: Path) -> Settings:
    """The settings in the file; the defaults where there is none.

    Raises:
        InputError: the file is no YAML, or a setting is unknown or out of range.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), _("cannot be read: {why}").format(why=error), _remedy()) from None
    try:
        return Settings.model_validate(YAML(typ="safe", pure=True).load(text) or {})
    except YAMLError as error:
        raise InputError(str(path), _("not valid YAML: {why}").format(why=error), _remedy()) from None
    except ValidationError as error:
        raise InputError(str(path), _reasons(error), _remedy()) from None


def save(settings: Settings, path: Path) -> None:
    """Writes the settings whole or not at all."""
    out = StringIO()
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.dump(settings.model_dump(), out)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, out.getvalue().encode())


def changed(settings: Settings, name: str, values: list[str]) -> Settings:
    """The settings with one changed; a list takes all values, anything else exactly one.

    Raises:
        InputError: no such setting, or the value does not fit.
        TemplateError: a template of file names is wrong.
    """
    if name not in Settings.model_fields:
        raise InputError(
            name, _("no such setting"), _("Possible: {names}").format(names=", ".join(Settings.model_fields))
        )
    current: dict[str, Any] = settings.model_dump()
    is_list = isinstance(current[name], list)
    if not is_list and len(values) != 1:
        raise InputError(name, _("takes exactly one value"), _("Give one value"))
    kind = type(current[name])
    value: Any = values if is_list else values[0]
    if kind is int and isinstance(value, str) and value.lstrip("-").isdigit():
        value = int(value)
    if name == "name_templates":
        for template in values:
            NameTemplate.parse(template)
    try:
        return Settings.model_validate(current | {name: value})
    except ValidationError as error:
        raise InputError(name, "; ".join(_reason(e) for e in error.errors())) from None


def _reasons(error: ValidationError) -> str:
    return "; ".join(": ".join([*map(str, e["loc"]), _reason(e)]) for e in error.errors())


def _reason(found: ErrorDetails) -> str:
    """What is wrong with a value, in the user's language."""
    known = {
        "extra_forbidden": _("no such setting"),
        "literal_error": _("possible: {expected}"),
        "greater_than_equal": _("not less than {ge}"),
        "less_than_equal": _("not more than {le}"),
        "int_parsing": _("a whole number is needed"),
        "int_type": _("a whole number is needed"),
        "int_from_float": _("a whole number is needed"),
        "list_type": _("a list is needed"),
        "string_type": _("a text is needed"),
        "model_type": _("names with values are needed"),
        "string_too_short": _("must not be empty"),
        "string_too_long": _("longer than {max_length} characters"),
        "string_pattern_mismatch": _("an address such as postgresql://user@server/database is needed"),
    }
    text = known.get(found["type"])
    bounds = {name: str(bound).replace(" or ", ", ") for name, bound in found.get("ctx", {}).items()}
    return text.format(**bounds) if text else found["msg"]


def _remedy() -> str:
    return _("Correct the file, or delete it to return to the defaults")
