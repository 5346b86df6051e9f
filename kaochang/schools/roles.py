"""The offices in words, for messages and files; pages have them in their catalogues."""

from kaochang.exports.xlsx import Words
from kaochang.schools.states import MembershipRole

ROLES = {
    MembershipRole.SCHOOL_ADMIN: Words("学校管理员", "school administrator"),
    MembershipRole.COLLEGE_ADMIN: Words("学院管理员", "college administrator"),
    MembershipRole.REVIEWER: Words("材料审核", "reviewer"),
    MembershipRole.AUDITOR: Words("审计", "auditor"),
    MembershipRole.STAFF: Words("考务人员", "exam staff"),
}
