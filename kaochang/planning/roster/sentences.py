"""What a finding, or the refusal of a file, says: the same words on the page and in the file of bad rows."""

import re
from typing import Any

from kaochang.exports.xlsx import Words
from kaochang.planning.roster.columns import BY_KEY

ROW: dict[str, Words] = {
    "missing": Words("此项必填", "This is required"),
    "too_long": Words("不超过 {most} 个字", "At most {most} characters"),
    "cell_error": Words("单元格是错误值 {text}", "The cell holds the error {text}"),
    "cell_formula": Words("单元格是公式，请改为文字", "The cell holds a formula; put the text itself"),
    "cell_boolean": Words("单元格是逻辑值，请改为文字", "The cell holds a true/false value; put text"),
    "cell_date": Words("单元格是日期，请改为文字", "The cell holds a date; put text"),
    "number_for_text": Words(
        "单元格是数字格式，末几位或开头的 0 可能已丢失；请设为文本格式后重新填写",
        "The cell is stored as a number, so digits or zeros may be lost; format it as text, type it again",
    ),
    "number_form": Words(
        "考生编号只含字母、数字和 - _ . /", "A candidate number has letters, digits and - _ . / only"
    ),
    "name_form": Words(
        "姓名中有不应出现的符号，或没有文字", "The name has symbols that do not belong, or no letters"
    ),
    "phone_length": Words(
        "手机号应为 11 位，现为 {length} 位", "A mobile number has 11 digits; this has {length}"
    ),
    "phone_form": Words(
        "不是电话号码；境外号码请以 + 和国家代码开头",
        "Not a telephone number; write foreign ones with + and the country code",
    ),
    "identity_form": Words("证件号码的写法不对", "Not the form of an identity number"),
    "identity_length": Words(
        "居民身份证号应为 18 位，现为 {length} 位",
        "A resident identity number has 18 characters; this has {length}",
    ),
    "identity_birthday": Words(
        "身份证号中的出生日期不存在", "The birthday in this identity number does not exist"
    ),
    "identity_check": Words("身份证号校验位不符，请核对", "The check digit of this identity number is wrong"),
    "order_form": Words("顺序号应为 1 到 9999 的整数", "The order is a whole number from 1 to 9999"),
    "time_form": Words("时间请写成 2026-11-30 14:30", "Write the time as 2026-11-30 14:30"),
    "language_unknown": Words("考试语言请写「中文」或「英文」", "The language is 中文 or English"),
    "time_zone_unknown": Words("时区请写成 Europe/London 的形式", "Write the time zone as Europe/London"),
    "extra_time_form": Words("加时应为 0 到 100 的整数", "Extra time is a whole number from 0 to 100"),
    "twice_in_file": Words("与第 {row} 行 {name} 重复", "The same as in row {row}, {name}"),
    "person_twice": Words("与第 {row} 行 {name} 是同一人", "The same person as in row {row}, {name}"),
    "college_of_another": Words(
        "本场考试属于「{suggestion}」，此处为「{text}」", "This exam is of “{suggestion}”, not “{text}”"
    ),
    "major_unknown": Words("没有名为「{text}」的专业", "No major is called “{text}”"),
    "room_unknown": Words("没有名为「{text}」的考场", "No room is called “{text}”"),
    "order_without_room": Words("有顺序号而没有考场", "There is an order but no room"),
    "name_changed": Words(
        "姓名由「{before}」改为「{after}」", "The name changes from “{before}” to “{after}”"
    ),
    "candidate_number_of_another": Words(
        "此考生编号已属于 {name}", "This candidate number is already {name}'s"
    ),
    "phone_of_another": Words("此手机号已属于 {name}", "This phone is already {name}'s"),
    "identity_number_of_another": Words(
        "此证件号码已属于 {name}", "This identity number is already {name}'s"
    ),
    "taken_in_another_college": Words(
        "已属于其他学院的一名考生，姓名不同。请核对，或联系校级管理员",
        "Already belongs to a candidate of another college with another name; check it, or ask the school",
    ),
    "person_of_another_college": Words(
        "此人也是其他学院的考生，资料与此处不同；请由校级管理员修改",
        "Also a candidate of another college, with other data; only the school's administrators change it",
    ),
    "already_in_exam": Words(
        "此人已以考生编号 {number} 在本场考试中", "This person is already in this exam as {number}"
    ),
    "order_taken": Words("该考场此顺序号已属于 {number}", "This place in the room is already {number}'s"),
    "slot_taken": Words("该考场此时间已属于 {number}", "This room examines {number} at this time"),
    "room_shut": Words("考场「{text}」已关闭，不再接收考生", "Room “{text}” is closed and takes nobody"),
    "major_shut": Words("专业「{text}」已停用", "Major “{text}” is disabled"),
    "clash_relation": Words(
        "考官 {name} 与此考生有回避关系", "{name} of the panel is related to the candidate"
    ),
    "clash_staff_twice": Words(
        "考官 {name} 将同时在两个考场", "{name} of the panel would be in two rooms at a time"
    ),
    "clash_candidate_twice": Words("与「{name}」的考试时间冲突", "Clashes with their time in “{name}”"),
    "clash_slot_overlap": Words("与 {name} 的面试时间重叠", "Overlaps with the interview of {name}"),
    "clash_outside_window": Words(
        "面试时间超出本场考试的起止时间", "The interview does not lie within this exam's hours"
    ),
    "already_placed": Words(
        "已排在「{room}」第 {order} 位，请在考场时间表中调整",
        "Already placed in “{room}” at {order}; move them in the timetable",
    ),
    "slot_outside": Words("时间不在本场考试的起止时间内", "The time is outside this exam's hours"),
    "slot_clash": Words(
        "已在「{exam} {room}」{at} 有考试，时间可能冲突",
        "Also examined in “{exam} {room}” at {at}; the times may clash",
    ),
}
SUGGESTION = Words("，是否指「{suggestion}」", ". Did you mean “{suggestion}”?")

FILE: dict[str, Words] = {
    "file_empty": Words("文件是空的", "The file is empty"),
    "file_encrypted": Words(
        "文件有密码，请去掉密码后再上传", "The file has a password; remove it and upload again"
    ),
    "file_macros": Words(
        "文件含宏，请另存为 .xlsx 后再上传", "The file contains macros; save it as .xlsx and upload again"
    ),
    "file_kind_unknown": Words("不是 .xlsx、.xls 或 .csv 表格", "This is not an .xlsx, .xls or .csv table"),
    "file_broken": Words("文件已损坏，无法读取", "The file is damaged and cannot be read"),
    "file_unpacks_too_large": Words(
        "文件展开后过大，未读取", "The file unpacks to too much and was not read"
    ),
    "text_encoding_unknown": Words(
        "CSV 编码无法识别，请存为 UTF-8", "The CSV's encoding is unknown; save it as UTF-8"
    ),
    "merged_cells": Words(
        "有合并单元格（{cells}），请拆分后再上传",
        "There are merged cells ({cells}); split them and upload again",
    ),
    "too_many_rows": Words("超过 {most} 行，请分成几个文件", "More than {most} rows; split the file"),
    "too_many_rows_together": Words(
        "与试运行中其余的行合在一起超过 {most} 行。请先写入可用的行，再单独上传这些行",
        "With the other rows of their dry run these are more than {most}; write the good ones first, "
        "then upload these by themselves",
    ),
    "too_many_columns": Words("超过 {most} 列", "More than {most} columns"),
    "headings_missing": Words(
        "没有找到必需的列标题，请使用模板", "The required headings are missing; use the template"
    ),
    "heading_twice": Words("列标题「{heading}」出现了两次", "The heading “{heading}” stands twice"),
    "no_rows": Words("标题之下没有考生", "There is no candidate below the heading"),
    "import_outdated": Words(
        "名单在试运行之后有变化，已重新核对，请再看一遍",
        "The roster changed after the dry run; it was checked again, please look once more",
    ),
    "import_acted_upon": Words(
        "已有人在导入后操作，不能整体撤销",
        "Somebody has acted since the import; it cannot be undone as a whole",
    ),
    "import_reason_needed": Words(
        "考试已发布，请填写理由后再次写入", "The exam is published now; give a reason and write again"
    ),
    "exam_closed": Words("考试已结束，名单不再变动", "The exam is over; its roster does not change any more"),
    "new_clash": Words(
        "会给已发布的时间表带来冲突，没有改动",
        "It would bring a clash into the timetable; nothing changed",
    ),
    "import_failed": Words("写入没有完成，没有写入任何数据", "Writing did not finish; nothing was written"),
}


_FILLED = re.compile(r"{\w+}")


def sentence(table: dict[str, Words], code: str, params: dict[str, Any]) -> Words:
    """An unknown code shows itself; tests hold the tables against the code."""
    words = table.get(code, Words(code, code))
    both = [words.zh, words.en]
    if params.get("suggestion") and code.endswith("_unknown"):
        both = [one + more for one, more in zip(both, SUGGESTION, strict=True)]
    return Words(*(one.format(**params) for one in both))


def row_sentences(findings: list[dict[str, Any]]) -> list[Words]:
    """What is said of a row: with the columns that it is about, and of several the same thing once."""
    columns: dict[str, list[str]] = {}
    first: dict[str, dict[str, Any]] = {}
    for one in findings:
        said = f"{one['code']} {one['params']}"
        first.setdefault(said, one)
        columns.setdefault(said, []).append(one["column"])
    return [_with_columns(first[said], about) for said, about in columns.items()]


def _with_columns(finding: dict[str, Any], columns: list[str]) -> Words:
    """By the headings of the file; one that the sentence names itself is not said twice."""
    code = finding["code"]
    words, own = sentence(ROW, code, finding["params"]), ROW.get(code, Words("", ""))
    # What is filled in may hold any word.
    own = Words(*(_FILLED.sub("", one) for one in own))
    titles = [BY_KEY[column].title for column in columns]
    zh, en = "、".join(one.zh for one in titles), ", ".join(one.en for one in titles)
    return Words(
        words.zh if zh in own.zh else f"{zh}：{words.zh}",
        words.en if en.casefold() in own.en.casefold() else f"{en}: {words.en}",
    )
