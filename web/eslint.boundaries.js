/* Who may import whom: app → areas → features → live | media | ui | staff_ui → api, and i18n for all.
   Features do not import other features; areas do not import other areas. */
import path from 'node:path'

const ALLOWED = {
  app: ['app', 'areas', 'features', 'live', 'media', 'ui', 'staff_ui', 'api', 'i18n'],
  areas: ['features', 'live', 'media', 'ui', 'staff_ui', 'api', 'i18n'],
  features: ['live', 'media', 'ui', 'staff_ui', 'api', 'i18n'],
  live: ['live', 'api'],
  media: ['media', 'api'],
  staff_ui: ['staff_ui', 'ui', 'api', 'i18n'],
  ui: ['ui', 'api', 'i18n'],
  api: ['api'],
  i18n: ['i18n'],
}
const NO_ANTD = ['areas/candidate/', 'areas/phone/', 'ui/', 'media/', 'live/', 'api/', 'i18n/']

function folderOf(file) {
  const [layer, part] = file.split('/')
  return { layer, part }
}

const boundaries = {
  meta: { type: 'problem', schema: [], messages: { no: '{{from}} must not import {{to}}' } },
  create(context) {
    const root = path.join(context.cwd, 'src') + path.sep
    const file = context.filename.startsWith(root) ? context.filename.slice(root.length) : null
    if (!file || file.startsWith('test/') || /\.test\.tsx?$/.test(file)) return {}
    const from = folderOf(file)

    function check(node) {
      const source = node.source?.value
      if (typeof source !== 'string') return
      const refuse = () => context.report({ node, messageId: 'no', data: { from: file, to: source } })
      if (/^(antd|@ant-design)(\/|$)/.test(source)) {
        if (NO_ANTD.some((prefix) => file.startsWith(prefix))) refuse()
        return
      }
      let target
      if (source.startsWith('@/')) target = source.slice(2)
      else if (source.startsWith('.'))
        target = path.posix.normalize(path.posix.join(path.posix.dirname(file), source))
      else return
      const to = folderOf(target)
      if (!(from.layer in ALLOWED) || !(to.layer in ALLOWED)) return
      const sameBox = from.layer === to.layer && from.part === to.part
      if (!sameBox && !ALLOWED[from.layer].includes(to.layer)) refuse()
      if (to.layer === 'staff_ui' && NO_ANTD.some((prefix) => file.startsWith(prefix))) refuse()
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    }
  },
}

export default { rules: { boundaries } }
