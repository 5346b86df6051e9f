/* All light components on one page, for looking at them: `npx vite`, then /gallery.html. Not part of the build. */
import '@/ui/styles'
import { useEffect, useState } from 'react'
import { catalogues } from '@/i18n/catalogues.candidate'
import { mount } from '@/app/providers'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Bar, FootBar, OfflineStrip, RehearsalBand } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Card, KeyValues } from '@/ui/Card'
import { Checkbox } from '@/ui/Checkbox'
import { Countdown, CountdownRing } from '@/ui/Countdown'
import { FactMark } from '@/ui/FactMark'
import { TextField } from '@/ui/Field'
import { Icon, ICON_NAMES } from '@/ui/Icon'
import { LevelMeter, NetBars, Progress } from '@/ui/Meters'
import { EmptyState } from '@/ui/PageState'
import { QrCode } from '@/ui/QrCode'
import { ReceiptLine } from '@/ui/ReceiptLine'
import { Segments } from '@/ui/Segments'
import { Select } from '@/ui/Select'
import { SignaturePad } from '@/ui/SignaturePad'
import { StageChip, type Stage } from '@/ui/StageChip'
import { StepTrack } from '@/ui/StepTrack'
import { showToast } from '@/ui/toast'
import { VideoTile } from '@/ui/VideoTile'

const STAGES: Stage[] = [
  'not_logged_in',
  'preparing',
  'waiting',
  'talking',
  'cleared',
  'invited',
  'admitted',
  'away',
  'help',
  'interrupted',
  'deferred',
  'absent',
  'finished',
]

/** A moving picture without a camera. */
function usePicture(): MediaStreamTrack | null {
  const [track, setTrack] = useState<MediaStreamTrack | null>(null)
  useEffect(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 360
    const context = canvas.getContext('2d')
    const timer = setInterval(() => {
      if (!context) return
      context.fillStyle = '#7aa'
      context.fillRect(0, 0, 640, 360)
      context.fillStyle = '#fff'
      context.font = '120px sans-serif'
      context.fillText('左 R', 60, 220)
      context.fillRect((Date.now() / 10) % 640, 0, 20, 360)
    }, 60)
    setTrack(canvas.captureStream(15).getVideoTracks()[0] ?? null)
    return () => clearInterval(timer)
  }, [])
  return track
}

function Gallery() {
  const picture = usePicture()
  const [now] = useState(() => Date.now())
  const [lost, setLost] = useState(false)
  const [college, setCollege] = useState<string | null>(null)
  const [ticked, setTicked] = useState(true)
  const [phone, setPhone] = useState('138 0013 6270')
  useEffect(() => {
    const timer = setTimeout(() => setLost(true), 1_500)
    showToast('已将 3 名考生移到第二考场', { action: { label: '撤销', run: () => undefined } })
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="kc-page">
      <RehearsalBand on={location.hash === '#rehearsal'} />
      <Bar
        school="示范大学"
        sub="材料科学与工程 · 第二考场"
        connection={{ since: null }}
        person={{ name: '陈思远', detail: '26S0417' }}
      />
      <StepTrack steps={['系统须知', '核对考场', '设备检测', '承诺书', '候考区', '面试']} now={2} />
      <main className="kc-main wide">
        <h1>设备检测</h1>
        <OfflineStrip connection={{ since: now - 8_000 }} />
        <AlarmStrip kind="red" actions={<Button icon="phone">电话联系</Button>}>
          <b>王若溪</b> 两路画面中断 00:41
        </AlarmStrip>
        <div className="row wrap">
          {STAGES.map((stage) => (
            <StageChip key={stage} stage={stage} />
          ))}
        </div>
        <div className="row g4 wrap">
          <FactMark kind="ok" />
          <FactMark kind="warn" />
          <FactMark kind="bad" />
          <FactMark kind="idle" />
          <NetBars level={4} />
          <NetBars level={2} />
          <NetBars level={1} />
          <LevelMeter level={0.95} />
          <Countdown closesAt={now + 684_000} />
          <Countdown closesAt={now + 200_000} stoppedLeftMs={1_077_000} />
          <ReceiptLine kind="saved" at={now} />
          <ReceiptLine kind="unsaved" />
        </div>
        <div
          style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fill, minmax(260px, 1fr))' }}
        >
          <VideoTile
            role="own"
            state={{ kind: 'live' }}
            track={picture}
            mirrored
            name="陈思远"
            note="镜像"
            icon="camera"
          />
          <VideoTile
            role="officer"
            state={{ kind: 'live' }}
            track={picture}
            speaking
            name="周敏"
            note="候考官"
          />
          <VideoTile
            role="candidate"
            state={lost ? { kind: 'interrupted', since: now } : { kind: 'live' }}
            track={picture}
            name="陈思远"
            note="考生"
            hint="考生页面正在自动重连，计时已自动停止"
          />
          <VideoTile role="off" state={{ kind: 'camera_off' }} name="许静宜" note="考官" />
          <VideoTile role="none" state={{ kind: 'not_connected' }} name="第二机位" icon="phone" />
          <VideoTile
            role="hidden"
            state={{ kind: 'hidden', word: '候考官正在与其他考生通话' }}
            hint="轮到您时会响铃，画面和声音将在这里出现"
            name="候考官"
            plate="none"
          />
        </div>
        <Card title="考场" aside="3 / 5">
          <KeyValues
            rows={[
              ['姓名', '陈思远'],
              ['考场', '材料科学与工程 · 第二考场'],
            ]}
          />
          <Progress value={3} total={8} label="准备进度" />
        </Card>
        <Card title="登录">
          <div className="col g4">
            <Segments
              label="身份"
              items={[
                { value: 'a', label: '考生' },
                { value: 'b', label: '工作人员' },
              ]}
              value="a"
              onChange={() => undefined}
            />
            <Select
              label="学院"
              options={[
                { value: 'm', label: '材料科学与工程学院' },
                { value: 'p', label: '物理学院' },
              ]}
              value={college}
              onChange={setCollege}
            />
            <TextField
              label="报名手机号"
              value={phone}
              onChange={setPhone}
              icon="phone"
              after={<Button size="l">获取验证码</Button>}
            />
            <TextField
              label="短信验证码"
              value=""
              onChange={() => undefined}
              error="验证码不对，还可以试 4 次"
            />
            <Checkbox checked={ticked} onChange={setTicked}>
              我已阅读并同意《用户协议》与《隐私说明》
            </Checkbox>
            <div className="row wrap">
              <Button kind="primary" size="l">
                登录
              </Button>
              <Button size="l" icon="hand">
                求助
              </Button>
              <Button kind="danger">结束 陈思远 的面试</Button>
              <Button kind="danger-solid">将 徐文轩 标记为缺考</Button>
              <Button disabled>42 秒后可重发</Button>
              <Button kind="text">改为键盘输入姓名</Button>
            </div>
          </div>
        </Card>
        <SignaturePad title="请在框内手写签名" note="陈思远 · 2026-11-22 13:21" onChange={() => undefined} />
        <div className="row g5 wrap">
          <QrCode value="https://localhost:8080/p/#794206-a-secret-of-some-length" />
          <CountdownRing closesAt={now + 47_000} totalSeconds={60} />
        </div>
        <EmptyState icon="users" title="还没有考生" actions={<Button kind="primary">导入考生</Button>}>
          用 Excel 导入名单，或逐个添加。
        </EmptyState>
        <div className="row wrap">
          {ICON_NAMES.map((name) => (
            <Icon key={name} name={name} size={24} />
          ))}
        </div>
      </main>
      <FootBar wide>
        <Button size="l" icon="leave">
          暂离
        </Button>
        <Button size="l" icon="hand">
          求助
        </Button>
        <span className="grow" />
        <span className="t14 dim not-phone">无需操作，请留在此页面</span>
        <Button kind="primary" size="l">
          下一步：承诺书
        </Button>
      </FootBar>
    </div>
  )
}

void mount(catalogues, <Gallery />)
