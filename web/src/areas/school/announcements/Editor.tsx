import { EditorContent, useEditor, useEditorState, type Editor as Tiptap } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextField } from '@/ui/Field'
import '@/ui/richtext.css'

interface Props {
  label: string
  lang: string
  value: string
  onChange: (html: string) => void
}

const ADDRESS = /^(https?:\/\/[^/\s]|mailto:\S|tel:[+\d])/i

/** A text with the few marks that announcements/richtext.py keeps; everything pasted is reduced to them. */
export function Editor({ label, lang, value, onChange }: Props) {
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        heading: { levels: [2, 3] },
        code: false,
        codeBlock: false,
        horizontalRule: false,
        strike: false,
        link: {
          openOnClick: false,
          autolink: false,
          HTMLAttributes: { rel: null, target: null, class: null },
        },
      }),
    ],
    content: value,
    editorProps: {
      attributes: {
        class: 'kc-rich kc-editor-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        lang,
      },
    },
    onUpdate: ({ editor: now }) => onChange(now.isEmpty ? '' : now.getHTML()),
  })
  return (
    <div className="kc-editor">
      <Toolbar editor={editor} />
      <EditorContent editor={editor} />
    </div>
  )
}

const MARKS = ['bold', 'italic', 'underline'] as const
const LETTERS = { bold: 'B', italic: 'I', underline: 'U' }

function Toolbar({ editor }: { editor: Tiptap }) {
  const { t } = useTranslation('school/announcements')
  const [linking, setLinking] = useState(false)
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      h2: now.isActive('heading'),
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      underline: now.isActive('underline'),
      bullet: now.isActive('bulletList'),
      ordered: now.isActive('orderedList'),
      quote: now.isActive('blockquote'),
      link: now.isActive('link'),
    }),
  })
  const chain = () => editor.chain().focus()
  const toggles = {
    h2: () => chain().toggleHeading({ level: 2 }).run(),
    bold: () => chain().toggleBold().run(),
    italic: () => chain().toggleItalic().run(),
    underline: () => chain().toggleUnderline().run(),
    bullet: () => chain().toggleBulletList().run(),
    ordered: () => chain().toggleOrderedList().run(),
    quote: () => chain().toggleBlockquote().run(),
    link: () => setLinking(true),
  }
  const words = ['h2', 'bullet', 'ordered', 'quote', 'link'] as const
  return (
    <div className="kc-editor-tools" role="toolbar" aria-label={t('tool.label')}>
      {MARKS.map((mark) => (
        <button
          key={mark}
          type="button"
          className={`kc-tool ${mark}`}
          aria-pressed={on[mark]}
          aria-label={t(`tool.${mark}`)}
          title={t(`tool.${mark}`)}
          onClick={toggles[mark]}
        >
          {LETTERS[mark]}
        </button>
      ))}
      {words.map((word) => (
        <button key={word} type="button" className="kc-tool" aria-pressed={on[word]} onClick={toggles[word]}>
          {t(`tool.${word}`)}
        </button>
      ))}
      <span className="grow" />
      <small className="dim kc-editor-kept">{t('kept')}</small>
      {linking && <LinkDialog editor={editor} onClose={() => setLinking(false)} />}
    </div>
  )
}

function LinkDialog({ editor, onClose }: { editor: Tiptap; onClose: () => void }) {
  const { t } = useTranslation(['school/announcements', 'common'])
  const [address, setAddress] = useState(String(editor.getAttributes('link').href ?? ''))
  const [bad, setBad] = useState(false)
  function done() {
    const href = address.trim()
    if (href !== '' && !ADDRESS.test(href)) return setBad(true)
    const chain = editor.chain().focus().extendMarkRange('link')
    if (href === '') chain.unsetLink().run()
    else chain.setLink({ href }).run()
    onClose()
  }
  return (
    <Dialog
      open
      title={t('link_title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button kind="primary" onClick={done}>
            {t('link_act')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('link_title')}
        hint={t('link_hint')}
        error={bad ? t('link_bad') : undefined}
        size="m"
        value={address}
        onChange={(value) => {
          setAddress(value)
          setBad(false)
        }}
      />
    </Dialog>
  )
}
