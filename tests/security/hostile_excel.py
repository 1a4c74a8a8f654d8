"""Workbooks that are small as files and huge or dangerous when opened."""

from pathlib import Path

from tests.readers.bad_files import BAD_FILES
from tests.readers.office_files import (
    OFFICE,
    bomb,
    cell,
    hand_zipped,
    packed,
    relationships,
    workbook_parts,
    zipped,
)
from tests.security.hostile import SAID, Build, Hostile, harmless, refused

KNOWN = ("strings_1_gb.xlsx", "broken_sheet.xlsx", "empty.xlsx")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STATED = cell("A1", SAID)
ROW = f"<row r='1'>{STATED}</row>"


def _book(sheet: str, shared: str = "", **changes: str) -> Build:
    """A workbook; ``changes`` are parts by name without folder and ending."""
    named = {f"xl/{name}.xml": text for name, text in changes.items()}
    return lambda path: zipped(path, {**workbook_parts(sheet, shared), **named})


def _sheet(content: str) -> Build:
    return _book(f"<sheetData>{content}</sheetData>")


def _swollen(name: str, head: str, block: str, times: int, tail: str) -> Build:
    def build(path: Path) -> None:
        parts = workbook_parts(f"<sheetData>{ROW}</sheetData>")
        parts.pop(name, None)
        if name == "xl/styles.xml":
            links = {"worksheets/sheet1.xml": "worksheet", "sharedStrings.xml": "sharedStrings"}
            parts["xl/_rels/workbook.xml.rels"] = relationships({**links, "styles.xml": "styles"})
        rest = [packed(one, text) for one, text in parts.items()]
        hand_zipped(path, [*rest, bomb(name, head, block, times, tail)])

    return build


def _corner_in_every_sheet(path: Path) -> None:
    parts = workbook_parts("<sheetData/>")
    corner = f'<row r="1048576">{cell("XFD1048576", "x")}</row>'
    sheets = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(200))
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE[:-1]}"><sheets>{sheets}</sheets></workbook>'
    )
    targets = {f"worksheets/s{n}.xml": "worksheet" for n in range(200)}
    parts["xl/_rels/workbook.xml.rels"] = relationships(targets)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    told = "".join(
        f'<Override PartName="/xl/{target}" ContentType="{kind}"/>' for target in targets
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "</Types>", told + "</Types>"
    )
    for target in targets:
        parts[f"xl/{target}"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{corner}</sheetData></worksheet>'
        )
    zipped(path, parts)


def _named_sheet(path: Path) -> None:
    parts = workbook_parts("<sheetData>" + ROW * 2000 + "</sheetData>")
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("Sheet1", "表" * 200_000)
    zipped(path, parts)


def _merges(count: int) -> str:
    merges = "".join(f'<mergeCell ref="A{n}:A{n + 4999}"/>' for n in range(1, count * 5000, 5000))
    return f"<sheetData>{ROW}</sheetData><mergeCells>{merges}</mergeCells>"


EXCEL: dict[str, Hostile] = {
    **{name: refused(*BAD_FILES[name]) for name in KNOWN},
    "corner_cell.xlsx": harmless(
        _sheet(ROW + f'<row r="1048576">{cell("XFD1048576", "角")}</row>'), read="角"
    ),
    "corner_in_every_sheet.xlsx": refused(_corner_in_every_sheet, "行列太多"),
    "corner_columns.xlsx": refused(
        _sheet("".join(f'<row r="{n}">{cell(f"XFD{n}", "x")}</row>' for n in range(1, 900))),
        "行列太多",
    ),
    "whole_sheet_merged.xlsx": harmless(
        _book(
            f'<sheetData>{ROW}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        )
    ),
    "merges_20k.xlsx": refused(_book(_merges(20_000)), "有误"),
    "same_merge_100k.xlsx": harmless(
        _book(
            f"<sheetData>{ROW}</sheetData><mergeCells>"
            + '<mergeCell ref="A1:A5000"/>' * 100_000
            + "</mergeCells>"
        )
    ),
    "sheet_name_200k.xlsx": harmless(_named_sheet),
    "styles_1m.xlsx": refused(
        _swollen(
            "xl/styles.xml",
            f'<styleSheet xmlns="{MAIN}"><cellXfs>',
            "<xf/>" * 1000,
            1000,
            "</cellXfs></styleSheet>",
        ),
        "过",
    ),
    "strings_60_mb.xlsx": refused(
        _swollen(
            "xl/sharedStrings.xml",
            f'<sst xmlns="{MAIN}">',
            "<si><t>a</t></si>" * 1000,
            440,
            "</sst>",
        ),
        "过",
    ),
    "entity_in_sheet.xlsx": refused(
        lambda path: zipped(
            path,
            {
                **workbook_parts(""),
                "xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>',
            },
        ),
        "DOCTYPE",
    ),
    "formulas_only.xlsx": refused(
        _sheet('<row r="1"><c r="A1"><f>CMD|"/c calc"!A1</f></c></row>'), "没有内容"
    ),
    "formula_with_a_value.xlsx": harmless(
        _sheet(
            f"<row r='1'>{STATED}<c r='B1' t='str'><f>WEBSERVICE(\"http://e.example\")</f>"
            "<v>结果</v></c></row>"
        ),
        "WEBSERVICE",
        "e.example",
    ),
    "number_of_a_million_digits.xlsx": refused(
        _sheet(f"<row r='1'>{STATED}<c r='B1'><v>{'9' * 1_000_000}</v></c></row>"), "有误"
    ),
    "strange_references.xlsx": refused(
        _sheet(f"<row r='1'><c r='ZZZZZZZ99999999999999'><v>1</v></c>{STATED}</row>"), "有误"
    ),
    "string_that_is_not_there.xlsx": refused(
        _sheet("<row r='1'><c r='A1' t='s'><v>99999999</v></c></row>"), "有误"
    ),
    "row_far_away.xlsx": refused(
        _sheet(f"<row r='99999999999'>{cell('A99999999999', SAID)}</row>"), "行列太多"
    ),
    "link_to_another_book.xlsx": harmless(
        _book(
            f"<sheetData>{ROW}</sheetData>",
            **{
                "externalLinks/externalLink1": f'<externalLink xmlns="{MAIN}"><ddeLink '
                'ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
            },
        ),
        "calc",
    ),
}
