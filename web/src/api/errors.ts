/** A refusal of the server, or a request that never got an answer (`network`). */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly params: Readonly<Record<string, unknown>>

  constructor(code: string, status: number, params: Record<string, unknown> = {}, detail = '') {
    super(detail || code)
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.params = params
  }
}

export function isApiError(error: unknown, code?: string): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code)
}

/** This person may not see it. */
export const isRefused = (error: unknown) => isApiError(error) && error.status === 403

/** Worth trying again without anybody changing anything: no answer, or "not now". */
export function isPassing(error: unknown): boolean {
  // 5xx in general: while a part restarts, the front door answers 502 for it.
  return isApiError(error) && (error.code === 'network' || error.status >= 500 || error.status === 429)
}

const BY_STATUS: Record<number, string> = {
  400: 'bad_request',
  401: 'login_required',
  403: 'forbidden',
  404: 'not_found',
  409: 'version_conflict',
  410: 'gone',
  413: 'payload_too_large',
  422: 'malformed_request',
  429: 'too_many_requests',
  503: 'service_unavailable',
}

/** Our own answers carry `{code, detail, params}`; what proxies say is named by its status. */
export async function errorFromResponse(response: Response): Promise<ApiError> {
  const fallback = BY_STATUS[response.status] ?? 'server_error'
  let body: unknown
  try {
    body = await response.clone().json()
  } catch {
    return new ApiError(fallback, response.status)
  }
  if (typeof body !== 'object' || body === null) return new ApiError(fallback, response.status)
  const { code, params, detail } = body as Record<string, unknown>
  return new ApiError(
    typeof code === 'string' ? code : fallback,
    response.status,
    typeof params === 'object' && params !== null ? (params as Record<string, unknown>) : {},
    typeof detail === 'string' ? detail : '',
  )
}
