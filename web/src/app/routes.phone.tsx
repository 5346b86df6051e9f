import { buildRouter, type PageRoute } from './router'

/** Every page of this entry: address and module. The module's default export is the page. */
export const pages: readonly PageRoute[] = []

export const router = buildRouter({ pages, home: '/p/' })
