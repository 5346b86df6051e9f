import type { LocalTrackPublication, Room as SdkRoom } from 'livekit-client'
import { statusOf } from './livekit.room'
import type { Seat } from './room.port'
import { loadSdk } from './sdk'

/** `unknown`: this browser or server did not let us find out, which is no fault of the network. */
export type WayResult = 'ok' | 'failed' | 'unknown'

export interface NetworkReport {
  udp: WayResult
  tcp: WayResult
  uplinkKbps: number | null
  lossPercent: number | null
}

export interface CheckSeats {
  publisher: Seat
  subscriber: Seat
}

const JOIN_MS = 10_000
const FRAMES_MS = 8_000
const MEASURE_MS = 4_000
const TCP_MS = 12_000
const BITRATE = 2_500_000

interface Sample {
  protocol: string | null
  bytes: number
  packets: number
  lost: number
  available: number
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

async function until(ms: number, true_: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + ms
  while (Date.now() < end) {
    if (await true_()) return true
    await sleep(250)
  }
  return false
}

/** Noise, so that the encoder has something to send and the up-link shows what it can. */
function noise(): { track: MediaStreamTrack; stop: () => void } | null {
  const canvas = document.createElement('canvas')
  canvas.width = 480
  canvas.height = 270
  const context = canvas.getContext('2d')
  const track = canvas.captureStream?.(20).getVideoTracks()[0]
  if (!context || !track) return null
  const picture = context.createImageData(canvas.width, canvas.height)
  const words = new Uint32Array(picture.data.buffer)
  const timer = setInterval(() => {
    for (let index = 0; index < words.length; index += 1)
      words[index] = 0xff000000 | (Math.random() * 0xffffff)
    context.putImageData(picture, 0, 0)
  }, 50)
  const stop = () => {
    clearInterval(timer)
    track.stop()
  }
  return { track, stop }
}

async function sample(room: SdkRoom): Promise<Sample> {
  const [publication] = room.localParticipant.videoTrackPublications.values()
  const stats = await (publication as LocalTrackPublication | undefined)?.track?.sender?.getStats()
  const found: Sample = { protocol: null, bytes: 0, packets: 0, lost: 0, available: 0 }
  const candidates = new Map<string, string>()
  let pairId = ''
  const pairs = new Map<string, { localCandidateId: string; nominated?: boolean; state?: string }>()
  stats?.forEach((stat) => {
    if (stat.type === 'local-candidate') candidates.set(stat.id, stat.protocol)
    if (stat.type === 'transport') pairId = stat.selectedCandidatePairId ?? ''
    if (stat.type === 'candidate-pair') {
      pairs.set(stat.id, stat)
      found.available = Math.max(found.available, stat.availableOutgoingBitrate ?? 0)
    }
    if (stat.type === 'outbound-rtp') {
      found.bytes += stat.bytesSent ?? 0
      found.packets += stat.packetsSent ?? 0
    }
    if (stat.type === 'remote-inbound-rtp') found.lost += Math.max(0, stat.packetsLost ?? 0)
  })
  const pair =
    pairs.get(pairId) ?? [...pairs.values()].find((one) => one.nominated && one.state === 'succeeded')
  if (pair) found.protocol = candidates.get(pair.localCandidateId) ?? null
  return found
}

async function framesAt(room: SdkRoom): Promise<number> {
  let frames = 0
  for (const person of room.remoteParticipants.values())
    for (const publication of person.videoTrackPublications.values()) {
      const report = await publication.track?.getRTCStatsReport?.()
      report?.forEach((stat) => {
        if (stat.type === 'inbound-rtp') frames += stat.framesDecoded ?? 0
      })
    }
  return frames
}

async function measure(sender: SdkRoom): Promise<Pick<NetworkReport, 'uplinkKbps' | 'lossPercent'>> {
  const first = await sample(sender)
  await sleep(MEASURE_MS)
  const last = await sample(sender)
  const packets = last.packets - first.packets
  const sent = ((last.bytes - first.bytes) * 8) / MEASURE_MS
  const uplink = Math.round(Math.max(sent, last.available / 1000))
  return {
    uplinkKbps: uplink > 0 ? uplink : null,
    lossPercent:
      packets > 0 ? Math.round(Math.min(100, ((last.lost - first.lost) / packets) * 100) * 10) / 10 : null,
  }
}

/** The server is asked to offer TCP only; the connection comes back over it, or does not. */
async function tryTcp(sender: SdkRoom): Promise<WayResult> {
  try {
    await sender.simulateScenario('force-tcp')
  } catch {
    return 'unknown'
  }
  let before = -1
  const over = await until(TCP_MS, async () => {
    const now = await sample(sender).catch(() => null)
    if (now?.protocol !== 'tcp') return false
    const flows = before >= 0 && now.bytes > before
    before = now.bytes
    return flows
  })
  return over ? 'ok' : 'failed'
}

/** Two connections to a room of one's own: what one sends, the other must see. */
export async function checkNetwork(seats: CheckSeats): Promise<NetworkReport> {
  const report: NetworkReport = { udp: 'unknown', tcp: 'unknown', uplinkKbps: null, lossPercent: null }
  const sdk = await loadSdk()
  const source = noise()
  if (!source || typeof RTCPeerConnection === 'undefined') return report
  const url = location.origin.replace(/^http/, 'ws')
  const rooms = [new sdk.Room({ dynacast: false }), new sdk.Room({ dynacast: false })] as const
  const [sender, receiver] = rooms
  try {
    const join = (room: SdkRoom, seat: Seat) =>
      room.connect(url, seat.token, {
        maxRetries: 0,
        peerConnectionTimeout: JOIN_MS,
        rtcConfig: { iceServers: seat.ice_servers ?? [] },
      })
    await join(receiver, seats.subscriber)
    await join(sender, seats.publisher)
    await sender.localParticipant.publishTrack(source.track, {
      source: sdk.Track.Source.Camera,
      simulcast: false,
      videoCodec: 'vp8',
      videoEncoding: { maxBitrate: BITRATE, maxFramerate: 20 },
    })
    const seen = await until(FRAMES_MS, async () => (await framesAt(receiver)) > 0)
    const way = (await sample(sender)).protocol
    if (!seen) return { ...report, udp: 'failed', tcp: way === 'udp' ? await tryTcp(sender) : 'failed' }
    Object.assign(report, await measure(sender))
    if (way === 'tcp') return { ...report, udp: 'failed', tcp: 'ok' }
    report.udp = way === 'udp' ? 'ok' : 'unknown'
    report.tcp = await tryTcp(sender)
    return report
  } catch (error) {
    // Refused in so many words (the media server is away): that says nothing of the network.
    if (error instanceof sdk.ConnectionError && statusOf(error) !== null) return report
    return { ...report, udp: 'failed', tcp: 'failed' }
  } finally {
    source.stop()
    await Promise.all(rooms.map((room) => room.disconnect().catch(() => undefined)))
  }
}
