from kaochang.exports.xlsx import Words

SENTENCES = {
    "media.people_changed": Words("音视频房间的人员有变化", "Who is in a media room changed"),
    "media.stranger_removed": Words(
        "移除了音视频房间中没有席位的连接 {identity}",
        "A connection without a seat was removed from a media room: {identity}",
    ),
    "media.suspicious_track_found": Words(
        "{person_id} 发送了不允许的画面或声音（{source}，{kind}），已立即切断",
        "{person_id} sent a track that is not allowed ({source}, {kind}); it was ended at once",
    ),
}
