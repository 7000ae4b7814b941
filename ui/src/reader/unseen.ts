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

// keepingStill makes the change and, in a browser that does not keep its place by itself,
// scrolls by as much as the change moved the text.
function keepingStill(change: () => void): void {
  const main = document.querySelector('main')
  const top = (): number => main?.getBoundingClientRect().top ?? 0
  const was = top()
  change()
  if (was < 0 && !CSS.supports('overflow-anchor', 'auto')) {
    scrollBy({ top: top() - was, behavior: 'instant' })
  }
}
