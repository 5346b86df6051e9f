import './richtext.css'

/**
 * A text with headings, lists and links that the server has cleaned (announcements/richtext.py): nothing in it
 * can run. Its links leave this page alone: somebody may be waiting on it.
 */
export function RichText({ html, lang }: { html: string; lang?: string }) {
  const safe = html.replaceAll('<a ', '<a target="_blank" ')
  return <div className="kc-rich" lang={lang} dangerouslySetInnerHTML={{ __html: safe }} />
}
