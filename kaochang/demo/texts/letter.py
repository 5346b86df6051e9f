"""诚信考试承诺书 of the demo exams; `year` is filled in when it is published."""

TITLE = "诚信考试承诺书"
TITLE_EN = "Letter of commitment to honest examination"

TEXT = """我是参加示范大学 {year} 年硕士研究生复试的考生。我已阅读考试须知与考场纪律，了解相关法律法规和学校规定，郑重承诺：

一、我所提交的报考信息和证明材料真实、准确、完整。如有虚假，我自愿承担由此产生的一切后果。

二、我本人参加考试，不由他人替考，也不替他人考试。我服从身份核验，按要求出示证件。

三、考试期间，我独自一人在封闭、安静的房间内，不与他人联系，不接受任何形式的提示，不查阅与考试无关的资料，不使用未经允许的设备和软件。

四、我不以任何方式录音、录像、截屏、拍照或直播，不在考试结束前泄露或传播考试内容，也不在考试结束后公开属于保密范围的内容。

五、我服从考务人员的安排，保持两个机位的画面完整、连续。如出现中断，我立即按页面提示恢复，并接受考务人员的核查。

六、我知悉学校会保存考试过程的记录用于复核。如违反上述承诺，我自愿接受取消成绩、取消录取资格等处理，并承担相应的法律责任。

本承诺书自签署之时起生效。"""

TEXT_EN = """I am a candidate of the {year} interviews for graduate admission at Shifan University. I have read the notice and the rules of the exam room, I know the relevant laws and the regulations of the university, and I solemnly commit myself as follows:

1. The application data and documents that I have handed in are true, accurate and complete. Should anything prove false, I accept all consequences.

2. I take the exam in person. Nobody takes it for me, and I take it for nobody else. I accept the identity check and show my documents when asked.

3. During the exam I am alone in a closed, quiet room. I have no contact with others, accept no hints of any kind, consult no material that is not part of the exam, and use no device or software that is not permitted.

4. I do not record, capture, photograph or stream in any way. I neither reveal nor spread contents of the exam before it has ended, nor publish afterwards what is confidential.

5. I follow the instructions of the staff and keep the pictures of both cameras whole and uninterrupted. If something breaks off, I restore it at once as the page tells me, and accept a check by the staff.

6. I know that the university keeps records of the exam for review. If I break this commitment, I accept the loss of my result and of my admission, and bear the legal responsibility.

This letter takes effect when it is signed."""
