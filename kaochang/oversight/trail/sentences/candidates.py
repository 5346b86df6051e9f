from kaochang.exports.xlsx import Words

SENTENCES = {
    "candidates.list_exported": Words(
        "{who} 导出了考生列表，共 {rows} 条", "{who} exported the list of candidates, {rows} rows"
    ),
    "candidates.personal_data_shown": Words(
        "{who} 查看了 {roster_entry_id} 的完整手机号和证件号码",
        "{who} looked at the whole phone and identity number of {roster_entry_id}",
    ),
    "candidates.corrected": Words(
        "{who} 更正了 {roster_entry_id} 的资料", "{who} corrected the data of {roster_entry_id}"
    ),
    "candidates.code_sheet_changed": Words(
        "{who} 打印登录码，共 {codes} 个：{state}", "{who} printed {codes} log-in codes: {state}"
    ),
    "candidates.mailing_changed": Words(
        "{who} 群发通知 {about}，共 {recipients} 人，同时发短信：{sms}（{state}）",
        "{who} wrote {about} to {recipients} candidates, by text message too: {sms} ({state})",
    ),
    "candidates.mailing_texts_sent_again": Words(
        "{who} 补发了通知 {about} 未发出的 {texts} 条短信",
        "{who} sent the {texts} text messages of {about} that had not left",
    ),
    "candidates.code_sheet_fetched": Words(
        "{who} 下载了登录码文件（{form}）", "{who} fetched a file of log-in codes ({form})"
    ),
}
