// The mark "File photo" that somebody set by hand and that is kept comes off with a reason alone.

// markStays leaves the box ticked and opens the field for the reason, if a click took such a mark off the picture.
export function markStays(e: MouseEvent, picture: string): void {
  const box = e.target as HTMLInputElement
  const off = document.querySelector<HTMLDetailsElement>(
    `#pictures [data-picture="${CSS.escape(picture)}"] .mark-off[data-by-hand]`,
  )
  if (box.checked || !off) return
  e.preventDefault()
  off.open = true
  off.querySelector('input')?.focus()
}
