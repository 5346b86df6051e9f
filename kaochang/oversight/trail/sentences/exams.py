from kaochang.exports.xlsx import Words

SENTENCES = {
    "exams.session_created": Words(
        "{who} 新建了考试「{about}」（{starts_at} 至 {ends_at}）",
        "{who} created the exam {about} ({starts_at} to {ends_at})",
    ),
    "exams.session_copied": Words(
        "{who} 由「{copied_from_id}」复制出考试「{about}」"
        "（{rooms} 个考场，{assignments} 项人员安排，{candidates} 名考生）",
        "{who} copied {copied_from_id} as {about} "
        "({rooms} rooms, {assignments} assignments, {candidates} candidates)",
    ),
    "exams.session_edited": Words(
        "{who} 修改了考试「{about}」{changes}{reason}", "{who} edited the exam {about}{changes}{reason}"
    ),
    "exams.session_state_changed": Words(
        "{who} 将考试「{about}」改为 {state}{was}{reason}",
        "{who} set the exam {about} to {state}{was}{reason}",
    ),
    "exams.session_deleted": Words(
        "{who} 删除了考试草稿「{exam}」（{starts_at} 至 {ends_at}，{rooms} 个考场，{assignments} 项人员安排，"
        "{candidates} 名考生）",
        "{who} deleted the draft {exam} ({starts_at} to {ends_at}, {rooms} rooms, "
        "{assignments} assignments, {candidates} candidates)",
    ),
    "exams.notice_published": Words(
        "{who} 为「{session_id}」发布了考试须知第 {edition} 版{reason}",
        "{who} published the notice of {session_id}, edition {edition}{reason}",
    ),
    "exams.room_created": Words(
        "{who} 在「{session_id}」中新建了考场 {about}", "{who} created the room {about} in {session_id}"
    ),
    "exams.room_edited": Words(
        "{who} 修改了考场 {about}{changes}{reason}", "{who} edited the room {about}{changes}{reason}"
    ),
    "exams.room_copied": Words(
        "{who} 由 {copied_from_id} 复制出考场 {about}{reason}",
        "{who} copied {copied_from_id} as the room {about}{reason}",
    ),
    "exams.staff_exported": Words(
        "{who} 导出了考务人员列表，共 {rows} 条", "{who} exported the list of staff, {rows} rows"
    ),
    "exams.room_deleted": Words(
        "{who} 删除了「{session_id}」的一个考场{reason}", "{who} deleted a room of {session_id}{reason}"
    ),
    "exams.room_staff_edited": Words(
        "{who} 调整了考场 {about} 的人员{changes}{reason}",
        "{who} changed the staff of {about}{changes}{reason}",
    ),
    "exams.room_state_changed": Words("考场 {about} 变为 {state}", "The room {about} became: {state}"),
    "exams.room_reason_given": Words(
        "{who} 将考场 {about} 改为 {state}{reason}", "{who} set the room {about} to {state}{reason}"
    ),
    "exams.assignment_added": Words(
        "{who} 安排 {person_id} 担任{room_id}的{role}",
        "{who} assigned {person_id} to {room_id} as {role}",
    ),
    "exams.assignment_removed": Words(
        "{who} 取消了 {person_id} 在{room_id}的{role}",
        "{who} took {person_id} out of {room_id} as {role}",
    ),
    "exams.officers_changed": Words("{room_id}的候考官有变化", "The officers of {room_id} changed"),
    "exams.roster_entry_added": Words("{who} 加入了考生 {about}", "{who} added the candidate {about}"),
    "exams.roster_entry_edited": Words(
        "{who} 修改了考生 {about} 的报名资料{changes}{reason}",
        "{who} edited the entry of {about}{changes}{reason}",
    ),
    "exams.roster_entry_placed": Words(
        "{who} 调整了考生 {about} 的考场与时段{changes}{reason}",
        "{who} changed room and slot of {about}{changes}{reason}",
    ),
    "exams.removal_told": Words(
        "已用短信或邮件告知考生 {candidate_number} 不再参加「{session_id}」",
        "The candidate {candidate_number} was told by text message or mail to be no longer in {session_id}",
    ),
    "exams.roster_entry_removed": Words(
        "{who} 将考生 {candidate_number} 移出「{session_id}」{reason}",
        "{who} took the candidate {candidate_number} off {session_id}{reason}",
    ),
    "exams.timetable_changed": Words(
        "「{session_id}」的时间表有变动（{moved} 人）",
        "The timetable of {session_id} changed ({moved} people)",
    ),
    "exams.day_moved": Words(
        "{college_id}有 {rooms} 个考场的情况有变化", "Something happened in {rooms} rooms of {college_id}"
    ),
    "exams.candidate_login_changed": Words(
        "{roster_entry_id} 的登录状态变化，已登录：{logged_in}",
        "The log-in of {roster_entry_id} changed, logged in: {logged_in}",
    ),
    "exams.notice_read": Words(
        "{who} 阅读了考试须知第 {edition} 版", "{who} read the notice, edition {edition}"
    ),
    "exams.room_confirmed": Words("{who} 确认了考场信息", "{who} confirmed the room"),
    "exams.relations_met_changed": Words(
        "{room_id}的回避关系有变化", "Who is close to whom in {room_id} changed"
    ),
    "exams.relation_added": Words(
        "{who} 登记了 {staff_id} 与考生 {candidate_id} 的回避关系：{kind}（{source}）",
        "{who} recorded a relation of {staff_id} to the candidate {candidate_id}: {kind} ({source})",
    ),
    "exams.relation_removed": Words(
        "{who} 取消了 {staff_id} 与考生 {candidate_id} 的回避关系：{kind}{reason}",
        "{who} removed the relation of {staff_id} to the candidate {candidate_id}: {kind}{reason}",
    ),
    "exams.relations_stated": Words(
        "{staff_id} 声明回避关系共 {relations} 项，没有其他",
        "{staff_id} stated {relations} relations and no other",
    ),
    "exams.statements_asked": Words(
        "{who} 提醒 {people} 名考务人员申报回避关系",
        "{who} reminded {people} of the staff to state their relations",
    ),
    "exams.ticket_opened": Words("{about} 提出了疑问", "{about} opened a ticket"),
    "exams.ticket_answered": Words("{who} 回复了 {about} 的疑问", "{who} answered the ticket of {about}"),
    "exams.ticket_answer_corrected": Words(
        "{who} 更正了对 {about} 的疑问的答复{changes}", "{who} corrected the answer to {about}{changes}"
    ),
    "exams.ticket_handed_over": Words(
        "{who} 转交了 {about} 的疑问，处理人：{handler_id}{was}",
        "{who} handed over the ticket of {about}; handled by: {handler_id}{was}",
    ),
    "exams.ticket_closed": Words("{who} 关闭了 {about} 的疑问", "{who} closed the ticket of {about}"),
    "exams.ticket_data_corrected": Words(
        "{who} 因疑问更正了 {about} 的资料{changes}",
        "{who} corrected the data of {about} after a ticket{changes}",
    ),
    "exams.portraits_set": Words(
        "{who} 为「{session_id}」写入了 {count} 张参考照片，其中替换 {replaced} 张",
        "{who} wrote {count} reference portraits for {session_id}, {replaced} in place of others",
    ),
    "exams.portrait_set": Words(
        "{who} 设置了 {roster_entry_id} 的参考照片，替换原有照片：{replaced}",
        "{who} set the reference portrait of {roster_entry_id}; in place of another: {replaced}",
    ),
}
