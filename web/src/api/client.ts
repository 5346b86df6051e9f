import createClient from 'openapi-fetch'
import { serverClock } from './clock'
import type { paths } from './schema'
import { send } from './transport'

export { ApiError, isApiError, isPassing } from './errors'
export { press } from './press'
export { sendUnrepeated } from './transport'

/** Typed by the server's OpenAPI. Use it through `call`: `call(api.GET('/api/v1/…'))`. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: send })

/** The data of an answer; refusals arrive as ApiError. Answers that carry `server_time` feed the clock. */
export async function call<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const sentAt = Date.now()
  const { data } = await answer
  if (typeof data === 'object' && data !== null && 'server_time' in data) {
    const time = (data as { server_time: unknown }).server_time
    if (typeof time === 'string') serverClock.observe(time, sentAt, Date.now())
  }
  return data as T
}

/** For the few addresses whose area is chosen at run time (push token, device facts). */
export async function request<T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const headers = body === undefined ? undefined : { 'Content-Type': 'application/json' }
  const response = await send(
    new Request(new URL(path, location.origin), {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    }),
  )
  return (response.status === 204 ? undefined : await response.json()) as T
}
