from kaochang.exports.xlsx import Words

SENTENCES = {
    "audit.payload_erased": Words(
        "{who} 清除了第 {entry} 条记录的内容{reason}", "{who} erased the content of entry {entry}{reason}"
    ),
    "audit.trail_checked": Words(
        "{who} 验证了操作记录：{entries} 条，发现 {findings} 处问题",
        "{who} verified the trail: {entries} entries, {findings} findings",
    ),
}
