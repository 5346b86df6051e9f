from kaochang.exports.xlsx import Words

SENTENCES = {
    "commitments.commitment_signed": Words(
        "{who} 签署了考试承诺书（{method}）", "{who} signed the commitment letter ({method})"
    ),
    "commitments.consent_given": Words(
        "{who} 同意了用户协议第 {edition} 版", "{who} agreed to the terms, edition {edition}"
    ),
    "commitments.consent_text_published": Words(
        "{who} 发布了{kind}第 {edition} 版", "{who} published the {kind}, edition {edition}"
    ),
    "commitments.letter_published": Words(
        "{who} 为「{about}」发布了承诺书第 {edition} 版{reason}",
        "{who} published the commitment letter of {about}, edition {edition}{reason}",
    ),
}
