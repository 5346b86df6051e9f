from kaochang.exports.xlsx import Words

SENTENCES = {
    "desks.desk_opened": Words("{roster_entry_id} 的桌位已打开", "The desk of {roster_entry_id} was opened"),
    "desks.desk_closed": Words(
        "{roster_entry_id} 的桌位已关闭：{reason}", "The desk of {roster_entry_id} was closed: {reason}"
    ),
    "desks.desk_moved": Words(
        "{roster_entry_id} 的桌位移到了{room_id}", "The desk of {roster_entry_id} was moved to {room_id}"
    ),
    "desks.laptop_seat_taken": Words(
        "{roster_entry_id} 在新的页面继续", "{roster_entry_id} went on in another page"
    ),
    "desks.laptop_changed": Words(
        "{roster_entry_id} 换了设备（{label}）", "{roster_entry_id} came with another device ({label})"
    ),
    "desks.pairing_code_created": Words(
        "{roster_entry_id} 取得了连接手机的配对码",
        "{roster_entry_id} asked for a code to connect a phone",
    ),
    "desks.phone_paired": Words(
        "{roster_entry_id} 的手机已连接（{label}，{state}）",
        "A phone was connected for {roster_entry_id} ({label}, {state})",
    ),
    "desks.phone_confirmed": Words(
        "{roster_entry_id} 确认了「是我的手机」", "{roster_entry_id} confirmed the phone as their own"
    ),
    "desks.phone_replaced": Words(
        "{roster_entry_id} 的手机被另一部手机接替", "Another phone took over for {roster_entry_id}"
    ),
    "desks.phone_removed": Words(
        "{roster_entry_id} 的手机已移除：{reason}", "The phone of {roster_entry_id} was removed: {reason}"
    ),
    "desks.device_facts_reported": Words(
        "{roster_entry_id} 的{kind}报告：{troubles}",
        "The {kind} of {roster_entry_id} reported: {troubles}",
    ),
    "desks.device_came_online": Words(
        "{roster_entry_id} 的{kind}已连接", "The {kind} of {roster_entry_id} connected"
    ),
    "desks.device_went_offline": Words(
        "{roster_entry_id} 的{kind}连接中断（{since} 起）",
        "The {kind} of {roster_entry_id} lost its connection (since {since})",
    ),
    "desks.check_room_opened": Words(
        "{roster_entry_id} 开始设备调试", "{roster_entry_id} began the device check"
    ),
    "desks.device_check_recorded": Words(
        "{roster_entry_id} 完成设备调试，全部通过：{passed}",
        "{roster_entry_id} finished the device check, all passed: {passed}",
    ),
    "desks.visitors_changed": Words(
        "{roster_entry_id} 的页面显示是否有人查看：{watched}",
        "The page of {roster_entry_id} shows whether somebody looks: {watched}",
    ),
    "desks.screen_share_allowed": Words(
        "{roster_entry_id} 可以共享屏幕：{allowed}", "{roster_entry_id} may share the screen: {allowed}"
    ),
}
