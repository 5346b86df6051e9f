"""系统须知 of the demo exams."""

TITLE = "远程面试考生须知"
TITLE_EN = "Notice for candidates of the remote interview"

TEXT = """请在进入下一步之前读完本须知。

一、考前准备
1. 请选择安静、明亮、无他人的独立房间。桌面只放有效身份证件、准考证和考试允许的物品。
2. 请使用带摄像头和麦克风的电脑，以及一部手机作为第二机位。电脑和手机都请接上电源，手机关闭来电提醒。
3. 请使用最新版本的 Chrome、Edge、Firefox 或 Safari。请关闭会占用摄像头的软件，例如会议软件和直播软件。
4. 建议使用有线网络或信号稳定的无线网络，并准备手机热点备用。

二、机位要求
1. 第一机位（电脑）正对考生，画面中应看到头部、双肩和双手。
2. 第二机位（手机）放在考生侧后方约 45°、距离 1 至 1.5 米处，画面中应看到考生、电脑屏幕和桌面。
3. 面试全程请保持两个机位的画面完整、连续，不要使用虚拟背景和美颜。

三、进入候考区
1. 请按页面顺序完成：阅读须知、核对考场、设备调试、签署承诺书，然后进入候考区。
2. 候考期间请留在座位上。页面会显示您的顺序和预计时间，无需刷新。短时离开请点「暂离」，返回后点「我回来了」。
3. 候考官会逐一与考生通话，核对证件和环境。通话开始时页面有提示音。除通话以外，您看不到候考官，其他考生也始终看不到您。
4. 需要帮助时请点「求助」，候考官会尽快联系您。

四、面试
1. 轮到您时，页面会响铃并显示「面试邀请」，请在时限内点「进入考场」。如未能及时点击，候考官会与您联系并再次邀请，不会因此取消资格。
2. 面试时长约 15 分钟，剩余时间以页面显示为准。需要展示材料时，请点「共享屏幕」。
3. 如网络中断，页面会自动重连，请不要关闭页面。中断的时间不计入面试时间。

五、纪律
1. 请独立作答，不得查阅资料，不得与他人交流，不得由他人替考。
2. 不得录音、录像、截屏或直播，不得在考试结束前泄露考试内容。
3. 违反纪律的，按照国家教育考试违规处理办法和学校规定处理。

六、结束
主考官宣布结束后，页面显示「面试已结束」。请点「确定」返回首页，即可离开。

考务电话 010-5550 0172，考试日 08:00 至 20:00。"""

TEXT_EN = """Please read this notice to the end before the next step.

1. Before the exam
(a) Choose a quiet, bright room where you are alone. Keep only your identity card, your admission card and permitted items on the desk.
(b) Use a computer with camera and microphone, and a phone as second camera. Plug in both, and silence incoming calls on the phone.
(c) Use a current version of Chrome, Edge, Firefox or Safari. Close programs that occupy the camera, such as meeting or streaming software.
(d) A wired network or a steady wireless one is best. Keep a phone hotspot ready as a spare.

2. Cameras
(a) The first camera (computer) faces you; head, both shoulders and both hands are in the picture.
(b) The second camera (phone) stands 1 to 1.5 metres away, about 45° behind you to the side; you, the screen and the desk are in the picture.
(c) Keep both pictures whole and uninterrupted throughout. Do not use virtual backgrounds or beauty filters.

3. The waiting area
(a) Follow the pages in order: read the notice, check your room, test your devices, sign the letter, then enter the waiting area.
(b) Stay at your seat while you wait. The page shows your place and the expected time; there is no need to reload. If you leave for a moment, press Step away, and I am back when you return.
(c) The waiting room officer talks with one candidate after another to check identity card and room. A sound announces the talk. Outside your talk you do not see the officer, and other candidates never see you.
(d) If you need help, press Ask for help, and the officer will come to you as soon as possible.

4. The interview
(a) When it is your turn, the page rings and shows the invitation. Press Enter the exam room within the time shown. If you miss it, the officer will contact you and invite you again; this does not disqualify you.
(b) The interview takes about 15 minutes; the time left on the page is what counts. To show slides, press Share screen.
(c) If the network drops, the page reconnects by itself; do not close it. Interrupted time does not count.

5. Rules
(a) Answer on your own, without consulting material, without talking to others, and in person.
(b) Do not record, capture or stream, and do not reveal contents before the exam has ended.
(c) Violations are dealt with under the national rules for examinations and those of the university.

6. The end
When the chief examiner has ended the interview, the page says so. Press OK to return to the first page; then you may leave.

Exam office 010-5550 0172, exam days 08:00 to 20:00."""
