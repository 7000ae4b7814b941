// whenUnseen makes a change of height at a place on the page as soon as it is needed and
// moves nothing that is on the screen: the place is above it, or the page is not seen. The
// function it returns looks whether that is so now; scrolling does by itself.
export function whenUnseen(place: Element, needed: () => boolean, change: () => void): () => void {
  const look = (): void => {
    if (needed() && unseen(place)) keepingStill(change)
  }
  addEventListener('scroll', look, { passive: true })
  document.addEventListener('visibilitychange', look)
  return look
}

function unseen(place: Element): boolean {
  const before = place.previousElementSibling?.getBoundingClientRect()
  return document.hidden || (before !== undefined && before.bottom < 0)
}

// keepingStill makes the change and scrolls by as much as it moved the text, in place of
// the browser's own anchoring, which not all browsers have.
function keepingStill(change: () => void): void {
  const root = document.documentElement
  const main = document.querySelector('main')
  const top = (): number => main?.getBoundingClientRect().top ?? 0
  root.style.setProperty('overflow-anchor', 'none')
  const was = top()
  change()
  if (was < 0) scrollBy({ top: top() - was, behavior: 'instant' })
  root.style.removeProperty('overflow-anchor')
}
