from kaochang.exports.xlsx import Words

SENTENCES = {
    "announcements.announcement_created": Words(
        "{who} 起草了公告「{title}」", "{who} drafted the announcement {title}"
    ),
    "announcements.announcement_edited": Words(
        "{who} 修改了公告「{about}」{changes}", "{who} edited the announcement {about}{changes}"
    ),
    "announcements.announcement_deleted": Words(
        "{who} 删除了公告草稿「{title}」", "{who} deleted the draft {title}"
    ),
    "announcements.announcement_scheduled": Words(
        "{who} 将公告「{about}」的发布时间定为 {publish_at}{was}",
        "{who} set the announcement {about} to be published at: {publish_at}{was}",
    ),
    "announcements.announcement_published": Words(
        "{who} 发布了公告「{title}」第 {edition} 版，必须阅读：{must_read}，已读者须重读：{read_again}",
        "{who} published {title}, edition {edition}; must be read: {must_read}, read again: {read_again}",
    ),
    "announcements.announcement_withdrawn": Words(
        "{who} 撤回了公告「{about}」{reason}", "{who} withdrew the announcement {about}{reason}"
    ),
    "announcements.announcement_read": Words(
        "{who} 阅读了公告「{announcement_id}」第 {edition} 版",
        "{who} read the announcement {announcement_id}, edition {edition}",
    ),
    "announcements.attachment_added": Words(
        "{who} 为公告「{about}」添加了附件 {name_of_file}",
        "{who} added the file {name_of_file} to the announcement {about}",
    ),
    "announcements.attachment_removed": Words(
        "{who} 移除了公告「{about}」的附件 {name_of_file}",
        "{who} removed the file {name_of_file} from the announcement {about}",
    ),
    "announcements.sms_round_started": Words(
        "{who} 就公告「{announcement_id}」第 {edition} 版发送短信，只发给未读者：{only_unread}",
        "{who} sent text messages about {announcement_id}, edition {edition}; only unread: {only_unread}",
    ),
    "announcements.sms_round_ended": Words(
        "公告「{announcement_id}」第 {edition} 版的短信已提交 {sent} 条，未发 {blocked} 条",
        "{sent} text messages about {announcement_id}, edition {edition}, were handed over, "
        "{blocked} were not",
    ),
}
