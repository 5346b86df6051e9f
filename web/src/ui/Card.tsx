import type { ReactNode } from 'react'

interface CardProps {
  title?: ReactNode
  aside?: ReactNode
  wide?: boolean
  bare?: boolean
  className?: string
  children: ReactNode
}

/** `bare`: the children bring their own padding (lists, tables, pictures). */
export function Card({ title, aside, wide, bare, className = '', children }: CardProps) {
  return (
    <section className={`kc-card ${className}`}>
      {title !== undefined && (
        <div className="kc-card-head">
          <h3>{title}</h3>
          {aside !== undefined && <span className="push row t14 dim">{aside}</span>}
        </div>
      )}
      {bare ? children : <div className={`kc-card-body ${wide ? 'wide' : ''}`}>{children}</div>}
    </section>
  )
}

export function KeyValues({ rows }: { rows: [label: ReactNode, value: ReactNode][] }) {
  return (
    <dl className="kc-kv">
      {rows.map(([label, value], index) => (
        <div key={index} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
