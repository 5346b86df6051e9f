from kaochang.exports.xlsx import Words

SENTENCES = {
    "planning.roster_uploaded": Words(
        "{who} 为「{session_id}」上传了考生名单 {about}", "{who} uploaded the roster {about} for {session_id}"
    ),
    "planning.import_state_changed": Words(
        "{who}：「{session_id}」的考生名单 {about} {state}{reason}",
        "{who}: the roster {about} of {session_id} is {state}{reason}",
    ),
    "planning.import_row_mended": Words(
        "{who} 修改了名单第 {row} 行的 {columns}", "{who} mended row {row} of a roster: {columns}"
    ),
    "planning.roster_exported": Words(
        "{who} 导出了「{session_id}」的考生名单（{rows} 行）",
        "{who} exported the roster of {session_id} ({rows} rows)",
    ),
    "planning.bad_rows_exported": Words(
        "{who} 下载了「{session_id}」导入名单中的错误行（含完整号码）",
        "{who} downloaded the bad rows of an import into {session_id}, with whole numbers",
    ),
    "planning.import_rows_exported": Words(
        "{who} 导出了「{session_id}」的名单试运行（{rows} 行）",
        "{who} exported the dry run of a roster of {session_id} ({rows} rows)",
    ),
    "planning.portrait_rows_exported": Words(
        "{who} 导出了「{session_id}」参考照片的列表（{rows} 行）",
        "{who} exported the list of reference portraits of {session_id} ({rows} rows)",
    ),
    "planning.import_row_shown": Words(
        "{who} 查看了「{session_id}」导入名单第 {number} 行的完整内容",
        "{who} looked at row {number} of an import into {session_id}, with whole numbers",
    ),
    "planning.portraits_uploaded": Words(
        "{who} 为「{session_id}」上传了参考照片 {about}",
        "{who} uploaded the reference portraits {about} for {session_id}",
    ),
    "planning.portrait_import_state_changed": Words(
        "{who}：「{session_id}」的参考照片 {about} {state}",
        "{who}: the file {about} of reference portraits of {session_id} is {state}",
    ),
}
