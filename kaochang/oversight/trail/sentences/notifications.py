from kaochang.exports.xlsx import Words

SENTENCES = {
    "notifications.notification_sent": Words("已通知 {about}：{kind}", "{about} was notified: {kind}"),
    "notifications.notification_confirmed": Words(
        "{who} 对通知点了「知道了」：{kind}", "{who} confirmed the notification: {kind}"
    ),
    "notifications.policy_edited": Words(
        "{who} 修改了通知的发送方式{changes}", "{who} changed how notifications are sent{changes}"
    ),
    "notifications.calendar_feed_renewed": Words(
        "{who} 更换了日程订阅地址", "{who} renewed the address of the own calendar"
    ),
}
