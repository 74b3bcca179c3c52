"""Tables of calls in the formats of CRMs and telephone systems."""

from __future__ import annotations

import zipfile
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from qcdesk.domain.call import CallFacts, Direction, LeadKind, Role
from qcdesk.intake.table import Table, TableRow, read_table

CANONICAL = (
    "файл;ид_звонка;дата_время;направление;менеджер;внутренний;телефон_клиента;клиент;длительность_с;"
    "статус_лида;тип_лида;источник;сделка_сумма;ссылка;комментарий;компания;роль;этап\n"
    "a.wav;77;05.10.2026 10:12:40;исходящий;Ирина Соколова;101;+7 000 512-40-17;Павел;138,5;"
    'передан;заявка;сайт;"1 250 000,50 ₽";https://x.test/rec/b.mp3?x=1;"строка 1\nстрока 2";'
    "Чистый Двор;звонарь;договор\n"
)
FACTS = CallFacts(
    direction=Direction.OUT,
    sales_manager="Ирина Соколова",
    extension="101",
    client_phone="+70005124017",
    client_name="Павел",
    company="Чистый Двор",
    started_at=datetime(2026, 10, 5, 10, 12, 40),
    external_id="77",
    duration_s=138.5,
    role=Role.CALLER,
    lead_kind=LeadKind.REQUEST,
    lead_status="передан",
    source="сайт",
    deal_amount=1250000.5,
    stage="договор",
    comment="строка 1\nстрока 2",
)


def _read(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "calls.csv") -> Table:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read_table(path)


def _only(table: Table) -> TableRow:
    assert not table.problems
    (row,) = table.rows
    return row


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp866", "koi8-r"],
)
def test_the_canonical_table_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = CANONICAL.replace("₽", "руб.")
    row = _only(_read(tmp_path, text, encoding))
    assert (row.line, row.file, row.external_id, row.link_name) == (2, "a.wav", "77", "b.mp3")
    assert row.facts == FACTS


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_usual_delimiter_and_line_ending(tmp_path: Path, delimiter: str, ending: str) -> None:
    lines = [["File name", "CLIENT_PHONE", "Comment"], ["a.wav", "79990000007", '"a;b,c|d\te"']]
    row = _only(_read(tmp_path, ending.join(delimiter.join(line) for line in lines)))
    assert row.facts.client_phone == "+79990000007"
    assert row.facts.comment == "a;b,c|d\te"


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "koi8-r"])
def test_russian_cells_under_english_headings(tmp_path: Path, encoding: str) -> None:
    table = _read(tmp_path, "file,manager\na.wav,Олег Тарасов\nb.wav,Ирина Соколова\n", encoding)
    assert [row.facts.sales_manager for row in table.rows] == ["Олег Тарасов", "Ирина Соколова"]


def test_titles_above_the_headings_and_a_separator_line(tmp_path: Path) -> None:
    text = "sep=,\nОтчёт по звонкам\n\nза октябрь,2026\nФайл,Длительность\na.wav,00:02:18\n"
    row = _only(_read(tmp_path, text))
    assert (row.line, row.file, row.facts.duration_s) == (6, "a.wav", 138)


def test_lines_are_counted_over_quoted_line_breaks(tmp_path: Path) -> None:
    table = _read(tmp_path, 'file;comment\na.wav;"1\n2\n3"\nb.wav;x\n')
    assert [row.line for row in table.rows] == [2, 5]


def test_separate_day_and_time_columns(tmp_path: Path) -> None:
    assert _only(
        _read(tmp_path, "Дата;Время;Файл\n05.10.2026;10:12:40;a.wav\n")
    ).facts.started_at == datetime(2026, 10, 5, 10, 12, 40)
    day_only = _only(_read(tmp_path, "Дата;Файл\n05.10.2026;a.wav\n")).facts
    assert (day_only.started_at, day_only.started_at_approximate) == (datetime(2026, 10, 5), True)


def _system(tmp_path: Path, headings: str, cells: str) -> TableRow:
    return _only(_read(tmp_path, f"{headings}\n{cells}\n"))


def test_bitrix24(tmp_path: Path) -> None:
    row = _system(
        tmp_path,
        "ID;CALL_ID;CALL_TYPE;PORTAL_USER_ID;PHONE_NUMBER;CALL_DURATION;CALL_START_DATE;COMMENT;RECORD_FILE_ID",
        "5;externalCall.abc.169;2;17;+79990000007;138;2026-10-05T10:12:40;ждёт;9081",
    )
    assert row.ids == ("9081", "externalCall.abc.169", "5")
    assert row.facts.direction is Direction.IN
    assert (row.facts.duration_s, row.facts.started_at) == (138, datetime(2026, 10, 5, 10, 12, 40))


def test_amocrm(tmp_path: Path) -> None:
    row = _system(
        tmp_path,
        "direction,uniq,duration,link,phone,call_result,created_at",
        "outbound,u-1,138,https://pbx.test/2026/out-79990000007.mp3,79990000007,договорились,1791184360",
    )
    assert (row.link_name, row.external_id) == ("out-79990000007.mp3", "u-1")
    assert row.facts.lead_status == "договорились"
    assert row.facts.started_at == datetime.fromtimestamp(1791184360)


def test_megafon(tmp_path: Path) -> None:
    row = _system(
        tmp_path,
        "uid,type,status,client,diversion,user,user_name,start,wait,duration,record",
        "a1b2,out,success,79990000007,74950000000,ivanov,Иванов Иван,2026-10-05 10:12:40,5,138,https://m.test/r/x_vtey.mp3",
    )
    facts = row.facts
    assert (facts.client_phone, facts.client_name, facts.sales_manager) == (
        "+79990000007",
        None,
        "Иванов Иван",
    )
    assert (facts.direction, facts.duration_s, row.link_name, row.file) == (
        Direction.OUT,
        138,
        "x_vtey.mp3",
        None,
    )


def test_mango(tmp_path: Path) -> None:
    row = _system(
        tmp_path,
        "records;start;finish;answer;from_extension;from_number;to_extension;to_number;entry_id",
        "[MToxMDA1=,MToxMDA2=];1791184360;1791184498;1791184365;101;101;;79990000007;e-9",
    )
    assert row.ids == ("MToxMDA1=", "MToxMDA2=", "e-9")
    assert row.facts.group_id == "e-9"
    assert (row.facts.direction, row.facts.extension, row.facts.client_phone) == (
        Direction.OUT,
        "101",
        "+79990000007",
    )


def test_uis(tmp_path: Path) -> None:
    row = _system(
        tmp_path,
        "id,start_time,direction,contact_phone_number,virtual_phone_number,talk_duration,total_duration,"
        "last_answered_employee_full_name,contact_full_name,call_records",
        "12,2026-10-05 10:12:40,in,79990000007,74950000000,100,138,"
        "Олег Тарасов,Пётр,2e675888ded89ed517d5c60e63a2d8c3",
    )
    assert row.external_id == "2e675888ded89ed517d5c60e63a2d8c3"
    assert (row.facts.duration_s, row.facts.sales_manager, row.facts.client_name) == (
        100,
        "Олег Тарасов",
        "Пётр",
    )


def test_rostelecom_journal_is_a_zip_named_csv(tmp_path: Path) -> None:
    path = tmp_path / "journal.csv.z"
    text = (
        "session_id;call_type;direction;orig_number;orig_pin;dest_number;start_call_date;duration\n"
        "SDsid1;2;outgoing;101;101;79990000007;2026-10-05 10:12:40;138\n"
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("journal.csv", text)
    row = _only(read_table(path))
    assert (row.external_id, row.facts.client_phone, row.facts.extension) == ("SDsid1", "+79990000007", "101")


def test_beeline_counts_in_milliseconds(tmp_path: Path) -> None:
    row = _system(
        tmp_path,
        "id,externalId,phone,direction,date,duration,fileSize,abonent.firstName,abonent.lastName,abonent.extension",
        "1,x-1,9990000007,INBOUND,1791184360000,138000,100,Олег,Тарасов,107",
    )
    assert (row.facts.duration_s, row.facts.started_at) == (138, datetime.fromtimestamp(1791184360))
    assert (row.facts.sales_manager, row.facts.extension) == ("Олег Тарасов", "107")


def test_mts_and_zadarma(tmp_path: Path) -> None:
    mts = _system(
        tmp_path, "extTrackingId,callingNumber,calledNumber,callTime", "t:1,101,79990000007,1791184360000"
    )
    assert (mts.external_id, mts.facts.direction) == ("t:1", Direction.OUT)
    zadarma = _system(
        tmp_path,
        "call_start,pbx_call_id,caller_id,destination,internal,duration,call_id_with_rec",
        "2026-10-05 10:12:40,in_77,79990000007,100,100,138,1791184360.75283",
    )
    assert zadarma.ids == ("1791184360.75283", "in_77")
    assert zadarma.facts.group_id == "in_77"
    assert (zadarma.facts.direction, zadarma.facts.client_phone) == (Direction.IN, "+79990000007")


def test_asterisk_counts_talk_without_ringing(tmp_path: Path) -> None:
    row = _system(
        tmp_path,
        "calldate,clid,src,dst,dcontext,duration,billsec,disposition,uniqueid,recordingfile,linkedid",
        "2026-10-05 10:12:40,,101,79990000007,from-internal,150,138,ANSWERED,"
        "1791184360.169,2026/10/05/out-x.wav,1791184360.169",
    )
    assert (row.file, row.external_id, row.facts.duration_s) == (
        "2026/10/05/out-x.wav",
        "1791184360.169",
        138,
    )


def test_workbooks_are_read_by_value(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["Отчёт"])
    sheet.append(["Файл", "Дата и время", "Телефон", "Длительность", "Комментарий", "Сумма сделки"])
    sheet.append(["a.wav", datetime(2026, 10, 5, 10, 12, 40), 79990000007, time(0, 2, 18), "=1+1", 1250000.5])
    sheet.append(["b.wav", "05.10.2026 10:12", 79990000007.0, timedelta(minutes=2), None, None])
    sheet.append(["c.wav"])
    path = tmp_path / "calls.xlsx"
    book.save(path)
    table = read_table(path)
    assert not table.problems
    first, second, third = table.rows
    assert [row.line for row in table.rows] == [3, 4, 5]
    assert first.facts.started_at == datetime(2026, 10, 5, 10, 12, 40)
    assert (first.facts.client_phone, first.facts.duration_s) == ("+79990000007", 138)
    assert (first.facts.deal_amount, first.facts.comment) == (1250000.5, None)
    assert (second.facts.client_phone, second.facts.duration_s) == ("+79990000007", 120)
    assert third.file == "c.wav"
