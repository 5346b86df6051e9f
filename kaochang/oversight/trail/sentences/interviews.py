from kaochang.exports.xlsx import Words

SENTENCES = {
    "interviews.candidate_invited": Words("{who} 邀请 {entry_id} 面试", "{who} invited {entry_id}"),
    "interviews.uncleared_candidate_invited": Words(
        "{who} 邀请了尚未核验的 {entry_id}{reason}", "{who} invited {entry_id}, who was not cleared{reason}"
    ),
    "interviews.related_candidate_invited": Words(
        "{who} 邀请了 {entry_id}，与其有回避关系：{names}{reason}",
        "{who} invited {entry_id}, to whom these are close: {names}{reason}",
    ),
    "interviews.invitation_closed": Words(
        "{entry_id} 的面试邀请：{state}", "The invitation of {entry_id}: {state}"
    ),
    "interviews.interview_started": Words("{entry_id} 的面试开始", "The interview of {entry_id} began"),
    "interviews.interview_extended": Words(
        "{who} 将 {about} 的面试延长 {seconds} 秒（累计 {extended_seconds} 秒）",
        "{who} extended the interview of {about} by {seconds} s ({extended_seconds} s in all)",
    ),
    "interviews.clock_stopped": Words("{about} 的面试停表：{kind}", "The clock of {about} stopped: {kind}"),
    "interviews.clock_resumed": Words(
        "{about} 的面试恢复计时：{kind}结束（{started_at} 至 {ended_at}）",
        "The clock of {about} went on: {kind} over ({started_at} to {ended_at})",
    ),
    "interviews.interview_ended": Words(
        "{who} 结束了 {entry_id} 的面试：{outcome}", "{who} ended the interview of {entry_id}: {outcome}"
    ),
    "interviews.interview_reopened": Words(
        "{who} 恢复了 {entry_id} 的面试", "{who} re-opened the interview of {entry_id}"
    ),
    "interviews.reason_given": Words(
        "{who} 为 {about} 的面试填写了理由（{step}）{reason}",
        "{who} gave a reason for the interview of {about} ({step}){reason}",
    ),
    "interviews.end_confirmed": Words(
        "{entry_id} 确认面试已结束", "{entry_id} confirmed the end of the interview"
    ),
    "interviews.candidate_muted": Words("{who} 将 {about} 静音", "{who} muted {about}"),
    "interviews.share_stopped": Words(
        "{who} 停止了 {about} 的屏幕共享", "{who} stopped the screen share of {about}"
    ),
    "interviews.look_began": Words(
        "{who} 开始查看 {entry_id} 的画面（{purpose}）", "{who} began to look at {entry_id} ({purpose})"
    ),
    "interviews.look_ended": Words(
        "{person_id} 结束查看 {entry_id} 的画面（{purpose}，{began_at} 至 {ended_at}）",
        "{person_id} ended the look at {entry_id} ({purpose}, {began_at} to {ended_at})",
    ),
    "interviews.staff_presence_changed": Words(
        "{person_id} 在{room_id}的连接状态变化，在线：{online}",
        "The connection of {person_id} in {room_id} changed, online: {online}",
    ),
    "interviews.officer_presence_changed": Words(
        "{room_id}的候考官连接状态变化，在线：{online}",
        "The connection of the officer of {room_id} changed, online: {online}",
    ),
}
