import { useTranslation } from 'react-i18next'

/** Where the phone stands: behind, at the side, hands and screen and door in view. */
export function PlaceSketch() {
  const { t } = useTranslation('phone')
  return (
    <figure className="kc-sketch">
      <svg viewBox="0 0 360 160" aria-hidden="true">
        <path d="M24 140h312M96 96h120M108 96v44M204 96v44" />
        <path d="M150 94h40l14-34" />
        <circle cx="72" cy="48" r="13" />
        <path d="M52 106c0-28 8-40 22-40s20 10 24 20l28 6M56 106h40v34" />
        <rect x="252" y="36" width="44" height="104" rx="2" />
        <circle cx="288" cy="92" r="2" />
        <path className="ray" d="M20 20L150 92M20 20L296 60" />
        <rect className="solid" x="10" y="8" width="16" height="28" rx="3" />
      </svg>
      <figcaption className="t14">{t('start.place')}</figcaption>
    </figure>
  )
}
