import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PortraitImport } from '@/api/school_shapes'
import { JobProgress } from '@/staff_ui/form/JobProgress'
import { UploadProgress } from '@/staff_ui/form/UploadProgress'
import { useUploadTo } from '@/staff_ui/uploads'
import { AlarmStrip } from '@/ui/AlarmStrip'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { PageState } from '@/ui/PageState'
import { Past } from './Past'
import { PortraitDryRun } from './PortraitDryRun'
import { MOST_BYTES, uploadPath, usePortraitImports } from './portraits'
import './portraits.css'

/** So many of the history at once. */
const PART = 20
// One more than is shown is asked for, and a thousand are given at most.
const MOST = 980

/** 「参考照片」 on the page that imports candidates: a zip, what it would do, and what came before. */
export function PortraitsCard({ examId, over }: { examId: string; over: boolean }) {
  const { t } = useTranslation('school/portraits')
  const [newest, setNewest] = useState(PART)
  return (
    <Card title={t('title')} className="kc-list" bare>
      {/* One more than is shown says that there are earlier ones. */}
      <PageState query={usePortraitImports(examId, newest + 1)}>
        {(found) => (
          <Inside
            examId={examId}
            imports={found.slice(0, newest)}
            onEarlier={found.length > newest && newest < MOST ? () => setNewest(newest + PART) : undefined}
            over={over}
          />
        )}
      </PageState>
    </Card>
  )
}

function Inside({
  examId,
  imports,
  onEarlier,
  over,
}: {
  examId: string
  imports: readonly PortraitImport[]
  onEarlier: (() => void) | undefined
  over: boolean
}) {
  const { t, i18n } = useTranslation('school/portraits')
  const field = useRef<HTMLInputElement>(null)
  const { upload, send, drop } = useUploadTo(uploadPath(examId), MOST_BYTES)
  // A dry run that is not the newest is opened from the list of what came before.
  const [chosen, setChosen] = useState('')
  const current = imports.find(({ id, state }) => id === chosen && state === 'checked') ?? imports[0]
  const others = imports.filter((one) => one !== current)
  // Whatever a colleague's zip has done meanwhile: what happens to this one is seen.
  const leaving = upload && (
    <div className="kc-card-body">
      <UploadProgress upload={upload} onAgain={(file) => void send(file)} onDrop={drop} />
    </div>
  )
  if (current?.state === 'reading') {
    return (
      <>
        {leaving}
        <div className="kc-card-body">
          <JobProgress
            icon="idCard"
            title={t('reading')}
            detail={current.file_name}
            job={{
              state: 'running',
              done: current.progress?.done ?? 0,
              total: current.progress?.total ?? null,
            }}
          />
        </div>
      </>
    )
  }
  if (current?.state === 'checked') {
    return (
      <>
        {leaving}
        <PortraitDryRun key={current.id} made={current} />
        <Past
          imports={others.filter(({ state }) => state === 'checked')}
          onOpen={setChosen}
          onEarlier={onEarlier}
        />
      </>
    )
  }
  const said = current?.problem_sentence
  return (
    <>
      {said && (
        <div className="kc-card-body">
          <AlarmStrip kind="red">
            {current.file_name} · {i18n.language === 'en' ? said.en : said.zh}
          </AlarmStrip>
        </div>
      )}
      {leaving ?? (
        <div className="kc-card-body">
          <div className="row wrap kc-portraits-upload">
            <p className="grow">{t('lead')}</p>
            {!over && (
              <Button icon="upload" onClick={() => field.current?.click()}>
                {t('upload')}
              </Button>
            )}
          </div>
          <input
            ref={field}
            type="file"
            accept=".zip"
            hidden
            data-testid="portraits-file"
            onChange={(event) => {
              const file = event.target.files?.[0]
              event.target.value = ''
              if (file) void send(file)
            }}
          />
        </div>
      )}
      <Past imports={imports} onOpen={setChosen} onEarlier={onEarlier} />
    </>
  )
}
