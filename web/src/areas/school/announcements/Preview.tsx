import { useTranslation } from 'react-i18next'
import type { Announcement } from '@/api/school_shapes'
import { Icon } from '@/ui/Icon'
import { RichText } from '@/ui/RichText'
import { MustReadChip } from './marks'
import type { Words } from './reads'

/** The text on a phone, in each language that it has. */
export function Preview({ words, one }: { words: Words; one: Announcement | null }) {
  const { t } = useTranslation('school/announcements')
  const editions = [
    { lang: 'zh-CN', title: words.title, body: words.body },
    ...(words.title_en || words.body_en ? [{ lang: 'en', title: words.title_en, body: words.body_en }] : []),
  ]
  return (
    <section className="kc-announcement-preview" aria-label={t('preview_lead')}>
      {editions.map(({ lang, title, body }) => (
        <div key={lang} className="kc-announcement-phone" lang={lang}>
          <h2 className="row wrap">
            {title}
            {words.must_read && <MustReadChip />}
          </h2>
          <div className="kc-card">
            <div className="kc-card-body">
              <RichText html={body} lang={lang} />
              {one?.attachments.map((file) => (
                <p key={file.id} className="row t14">
                  <Icon name="document" />
                  {file.name}
                </p>
              ))}
            </div>
          </div>
        </div>
      ))}
    </section>
  )
}
