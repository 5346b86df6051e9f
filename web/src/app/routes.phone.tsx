// First of all: it takes the secret out of the address.
import '@/areas/phone/secret'
import { buildRouter, type PageRoute } from './router'

/** Every page of this entry: address and module. The module's default export is the page. */
export const pages: readonly PageRoute[] = [
  { path: '/p', open: true, load: () => import('@/areas/phone/PhonePage') },
]

export const router = buildRouter({ pages, home: '/p' })
