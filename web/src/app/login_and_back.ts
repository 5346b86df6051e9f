/** The log-in's address that remembers the page, with its search, which asked for it. */
export const loginAndBack = (loginUrl: string, { pathname, search }: Pick<Location, 'pathname' | 'search'>) =>
  `${loginUrl}?next=${encodeURIComponent(pathname + search)}`
