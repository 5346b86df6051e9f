"""用户协议与隐私说明 of the demo school."""

TITLE = "用户协议与隐私说明"
TITLE_EN = "Terms of use and privacy notice"

TEXT = """本说明适用于示范大学研究生招生远程面试。使用本平台前，请您仔细阅读。您勾选同意后，我们会记录时间和您所同意的版本；内容更新时，会再次请您阅读。

一、本平台做什么
本平台由学校自行运行，用于远程面试的身份核验、候考、面试和考务沟通。您只需要浏览器，不需要安装任何软件。全部页面和音视频都由学校的服务器提供，不向任何第三方发送数据。

二、我们使用哪些信息
1. 报名信息：姓名、考生编号、报考专业、手机号。手机号加密保存，考务人员仅在需要与您联系时查看，每次查看都有记录。
2. 考试过程中的画面和声音：您的电脑摄像头、麦克风、共享屏幕，以及考试要求时的第二机位。只有与本场考试有关的考务人员能够看到或听到，其他考生看不到、也听不到您。
3. 设备信息：浏览器和系统的名称、网络状况、电量、页面是否在前台，用于发现并解决技术问题。
4. 操作记录：登录、确认、签署、入场、离场等时间。记录只增不改，供学校复核。

三、我们如何使用和保存
上述信息仅用于组织考试、处理异常和依规复核，不作他用。保存期限按照国家和学校的招生规定执行，到期后删除。候考和面试中的画面仅实时传送；如某场考试需要录像，学校会在须知中另行说明。

四、您的权利
您可以向学校招生部门查询、更正您的个人信息，也可以对处理方式提出意见。您可以不同意本说明；如不同意，请与学校联系，由学校安排其他参加方式。

五、您的责任
请使用本人的登录码或短信验证码登录，不要转告他人。请不要以任何方式录制、截取或传播考试画面与内容。请不要尝试进入不属于您的考场。

六、未成年人
如您未满十八周岁，请由监护人与您一同阅读本说明并同意后再继续。

七、联系我们
考务电话 010-5550 0172，考试日 08:00 至 20:00。技术问题也可以在候考区使用「求助」。"""

TEXT_EN = """This notice applies to the remote interviews for graduate admission at Shifan University. Please read it carefully before you use the platform. When you agree, we record the time and the version you agreed to; when the text changes, we ask you again.

1. What this platform does
The university runs this platform itself to verify identities, to run the waiting area and the interviews, and to let staff and candidates speak with each other. You need only a browser and install nothing. All pages, pictures and sound come from the university's own server; nothing is sent to a third party.

2. What information we use
(a) Your application: name, candidate number, major and phone number. The phone number is stored encrypted; staff see it only when they need to reach you, and each look is recorded.
(b) Pictures and sound during the exam: your computer's camera and microphone, a shared screen, and a second camera where the exam asks for one. Only staff of this exam can see or hear them. Other candidates can neither see nor hear you.
(c) Device facts: the names of browser and system, network quality, battery, and whether the page is in front. We use them to find and solve technical problems.
(d) Records of what happened: the times of logging in, confirming, signing, entering and leaving. These records can be added to but not changed, so that the university can review them.

3. How we use and keep it
The information serves only to hold the exam, to deal with incidents and to review them as the rules require. It is kept for as long as the admission rules of the state and the university say, and deleted afterwards. Pictures in the waiting area and the interview are only passed on live; where an exam is recorded, its notice says so.

4. Your rights
You may ask the admission office which data it holds on you, have it corrected, and object to the way it is used. You may refuse this notice; in that case please contact the university, which will offer you another way to take part.

5. Your part
Log in only with your own login code or SMS code, and do not pass it on. Do not record, capture or spread pictures or contents of the exam in any way. Do not try to enter an exam room that is not yours.

6. Minors
If you are under eighteen, please read this notice together with your guardian, and go on only with their agreement.

7. How to reach us
Exam office 010-5550 0172, exam days 08:00 to 20:00. For technical problems you can also press Ask for help in the waiting area."""
