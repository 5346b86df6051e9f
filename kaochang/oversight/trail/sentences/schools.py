from kaochang.exports.xlsx import Words

SENTENCES = {
    "schools.school_created": Words("{who} 新建了学校 {about}", "{who} created the school {about}"),
    "schools.college_created": Words("{who} 新建了学院 {about}", "{who} created the college {about}"),
    "schools.college_edited": Words(
        "{who} 修改了学院 {about}{changes}", "{who} edited the college {about}{changes}"
    ),
    "schools.major_created": Words(
        "{who} 在{college_id}新建了专业 {about}", "{who} created the major {about} in {college_id}"
    ),
    "schools.major_edited": Words(
        "{who} 修改了专业 {about}{changes}", "{who} edited the major {about}{changes}"
    ),
    "schools.membership_added": Words(
        "{who} 将 {person_id} 加为{role}{of_college}", "{who} made {person_id} a member: {role}{of_college}"
    ),
    "schools.membership_accepted": Words(
        "{person_id} 接受邀请，成为{role}{of_college}",
        "{person_id} accepted an invitation and became a member: {role}{of_college}",
    ),
    "schools.membership_removed": Words(
        "{who} 取消了 {person_id} 的职务：{role}{of_college}",
        "{who} took an office from {person_id}: {role}{of_college}",
    ),
    "schools.staff_invited": Words(
        "{who} 邀请 {about}（{contact}）担任{role}{of_college}",
        "{who} invited {about} ({contact}) as {role}{of_college}",
    ),
    "schools.staff_invitation_resent": Words(
        "{who} 重新发送了给 {about} 的邀请", "{who} sent the invitation of {about} again"
    ),
    "schools.staff_invitation_revoked": Words(
        "{who} 撤回了给 {about} 的邀请", "{who} took back the invitation of {about}"
    ),
    "schools.staff_invitation_accepted": Words(
        "{person_id} 接受了邀请", "{person_id} accepted the invitation"
    ),
    "schools.sms_stopped": Words("{who} 停用了短信{reason}", "{who} stopped text messages{reason}"),
    "schools.sms_started": Words("{who} 恢复了短信{reason}", "{who} let text messages leave again{reason}"),
    "schools.sms_limits_edited": Words(
        "{who} 修改了短信限额{changes}", "{who} edited the limits of text messages{changes}"
    ),
    "schools.members_exported": Words(
        "{who} 导出了成员列表，共 {rows} 条", "{who} exported the list of members, {rows} rows"
    ),
    "schools.sms_test_sent": Words(
        "{who} 给自己发送了测试短信", "{who} sent a test message to their own phone"
    ),
    "schools.site_sms_stopped": Words(
        "{who} 停用了全部学校的短信{reason}",
        "{who} stopped the text messages of all schools{reason}",
    ),
    "schools.site_sms_started": Words(
        "{who} 恢复了全部学校的短信{reason}",
        "{who} let the text messages of all schools leave again{reason}",
    ),
}
