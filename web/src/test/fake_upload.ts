import { vi } from 'vitest'

/** What the browser sends a file with, answered by the test. */
export class FakeUpload {
  static sent: FakeUpload[] = []
  static install(): void {
    FakeUpload.sent = []
    vi.stubGlobal('XMLHttpRequest', FakeUpload)
  }

  url = ''
  body: Blob | null = null
  headers: Record<string, string> = {}
  status = 0
  responseText = ''
  upload: { onprogress?: (event: { loaded: number }) => void; onload?: () => void } = {}
  onload?: () => void
  onerror?: () => void
  onabort?: () => void
  onloadend?: () => void

  open(_method: string, url: string): void {
    this.url = url
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value
  }
  getResponseHeader(): string | null {
    return null
  }
  send(body: Blob): void {
    this.body = body
    FakeUpload.sent.push(this)
  }
  abort(): void {
    this.onabort?.()
    this.onloadend?.()
  }
  moves(loaded: number): void {
    this.upload.onprogress?.({ loaded })
  }
  answers(status: number, body: unknown = {}): void {
    this.upload.onload?.()
    this.status = status
    this.responseText = status === 204 ? '' : JSON.stringify(body)
    this.onload?.()
    this.onloadend?.()
  }
  breaks(): void {
    this.onerror?.()
    this.onloadend?.()
  }
}
