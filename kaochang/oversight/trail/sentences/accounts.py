from kaochang.exports.xlsx import Words

SENTENCES = {
    "accounts.login_given": Words(
        "{who} 为 {about} 开通了登录方式：{kind}", "{who} gave {about} a way to log in: {kind}"
    ),
    "accounts.logins_given": Words(
        "{who} 为 {about} 开通了登录方式：{kinds}", "{who} gave {about} ways to log in: {kinds}"
    ),
    "accounts.login_session_started": Words(
        "{who} 登录了{area}（{way}，{device_label}）", "{who} logged in to the {area} ({way}, {device_label})"
    ),
    "accounts.login_session_ended": Words("{about} 退出了{area}", "{about} was logged out of the {area}"),
    "accounts.login_session_suspended": Words(
        "{about} 在{area}的登录被另一台设备接替（{by_device_label}）",
        "Another device took over the log-in of {about} in the {area} ({by_device_label})",
    ),
    "accounts.login_session_resumed": Words(
        "{who} 在原来的设备上继续使用{area}", "{who} went on in the {area} on the earlier device"
    ),
    "accounts.one_time_code_issued": Words(
        "{who} 为 {about} 生成了一次性登录码", "{who} issued a one-time log-in code for {about}"
    ),
    "accounts.password_set": Words("{who} 设置了 {about} 的密码", "{who} set the password of {about}"),
    "accounts.person_created": Words("{who} 新建了人员 {about}", "{who} added the person {about}"),
    "accounts.person_edited": Words(
        "{who} 修改了 {about} 的资料{changes}{reason}", "{who} edited the data of {about}{changes}{reason}"
    ),
    "accounts.person_removed": Words("{who} 删除了误建的人员", "{who} removed a person made by mistake"),
    "accounts.second_factor_switched_on": Words(
        "{person_id} 开启了两步验证", "{person_id} switched on the two-step log-in"
    ),
    "accounts.second_factor_switched_off": Words(
        "{person_id} 关闭了两步验证", "{person_id} switched off the two-step log-in"
    ),
    "accounts.second_factor_reset": Words(
        "{who} 重置了 {person_id} 的两步验证{reason}",
        "{who} reset the two-step log-in of {person_id}{reason}",
    ),
    "accounts.recovery_codes_made": Words("{person_id} 更换了恢复码", "{person_id} made new recovery codes"),
    "accounts.recovery_code_used": Words(
        "{person_id} 使用了一个恢复码，剩余 {left} 个", "{person_id} used a recovery code; {left} are left"
    ),
}
