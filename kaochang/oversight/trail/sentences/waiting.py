from kaochang.exports.xlsx import Words

SENTENCES = {
    "waiting.queues_filled": Words(
        "考试「{session_id}」发布后，{added} 名考生进入候考名单",
        "{added} candidates of {session_id} got their place in line",
    ),
    "waiting.added_to_queue": Words(
        "{roster_entry_id} 进入候考名单，第 {position} 位", "{roster_entry_id} joined the line at {position}"
    ),
    "waiting.removed_from_queue": Words(
        "{roster_entry_id} 离开了候考名单", "{roster_entry_id} was taken out of the line"
    ),
    "waiting.moved_to_room": Words(
        "{roster_entry_id} 移到了{room_id}的候考名单", "{roster_entry_id} was moved to the line of {room_id}"
    ),
    "waiting.state_changed": Words("{entry_id} 变为 {state}", "{entry_id} became: {state}"),
    "waiting.queue_changed": Words("{entry_id} 变为 {state}", "{entry_id} became: {state}"),
    "waiting.place_changed": Words(
        "一名考生的候考位置变为第 {place} 位", "The place of a candidate became {place}"
    ),
    "waiting.candidate_arrived": Words("{entry_id} 进入候考区", "{entry_id} entered the waiting area"),
    "waiting.talk_started": Words(
        "{officer_name} 与 {entry_id} 开始通话", "{officer_name} began a talk with {entry_id}"
    ),
    "waiting.related_talk_started": Words(
        "{who} 与有回避关系的 {entry_id} 通话{reason}",
        "{who} talked with {entry_id}, to whom they are close{reason}",
    ),
    "waiting.talk_ended": Words(
        "{who} 结束了与 {entry_id} 的通话，核验通过：{cleared}",
        "{who} ended the talk with {entry_id}, cleared: {cleared}",
    ),
    "waiting.officer_availability_changed": Words(
        "{room_id}的候考官忙闲有变化", "An officer of {room_id} became free or busy"
    ),
    "waiting.clearance_saved": Words(
        "{who} 保存了 {entry_id} 的核验结果：已勾选：{ticked}{unticked}",
        "{who} saved the checks of {entry_id}: ticked: {ticked}{unticked}",
    ),
    "waiting.help_asked": Words("{entry_id} 求助：{text}", "{entry_id} asked for help: {text}"),
    "waiting.help_withdrawn": Words("{entry_id} 取消了求助", "{entry_id} no longer asks for help"),
    "waiting.candidate_went_away": Words("{entry_id} 暂离", "{entry_id} stepped away"),
    "waiting.candidate_came_back": Words("{entry_id} 回来了", "{entry_id} came back"),
    "waiting.candidate_deferred": Words("{who} 暂缓了 {entry_id}", "{who} deferred {entry_id}"),
    "waiting.deferral_reason_given": Words(
        "{who} 填写了暂缓 {entry_id} 的理由{reason}", "{who} gave a reason for deferring {entry_id}{reason}"
    ),
    "waiting.candidate_marked_absent": Words(
        "{who} 将 {entry_id} 标记为缺考", "{who} marked {entry_id} absent"
    ),
    "waiting.candidate_restored": Words(
        "{who} 恢复了 {entry_id}（{state}）", "{who} restored {entry_id} ({state})"
    ),
    "waiting.contact_shown": Words(
        "{who} 查看了 {entry_id} 的联系电话", "{who} looked at the phone number of {entry_id}"
    ),
    "waiting.board_looked_at": Words(
        "{who} 查看了{room_id}的候考看板", "{who} looked at the stage board of {room_id}"
    ),
    "waiting.login_code_reissued": Words(
        "{who} 为 {entry_id} 重发了登录码", "{who} issued a new log-in code for {entry_id}"
    ),
}
