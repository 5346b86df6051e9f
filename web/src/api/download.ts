import { sendUnrepeated } from './transport'

/** A hundred thousand rows of the trail take the server most of a minute on a busy day. */
const FILE_LIMIT_MS = 120_000

type Query = Record<string, string | number | readonly string[]>

/** Fetches a file with our headers and errors, and hands it to the browser to save. Gives its name. */
export async function download(path: string, query: Query = {}): Promise<string> {
  const url = new URL(path, location.origin)
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(key, String(one))
  }
  const answer = await sendUnrepeated(new Request(url), FILE_LIMIT_MS)
  const name = fileName(answer.headers.get('Content-Disposition'))
  const address = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken hold of it by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 1_000)
  return name
}

export function fileName(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return encoded
    ? decodeURIComponent(encoded)
    : (/filename="([^"]+)"/i.exec(disposition ?? '')?.[1] ?? 'file')
}
