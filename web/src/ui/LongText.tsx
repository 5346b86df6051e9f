/** A plain text of the school: blank lines part paragraphs, single line ends stay. */
export function LongText({ text }: { text: string }) {
  return (
    <div className="kc-text">
      {text.split(/\n\s*\n/).map((paragraph, index) => (
        <p key={index}>{paragraph}</p>
      ))}
    </div>
  )
}
