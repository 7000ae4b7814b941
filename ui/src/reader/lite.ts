import { keep, kept } from './kept.ts'
import { slowLine } from './saver.ts'

// offerLite offers the lite version, in one line at the foot of the screen where it moves
// nothing, to who saves data or has a line from another time. Who says no is not asked again.
export function offerLite(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-lite]')
  if (!link || !slowLine() || kept('lite') === 'no') return
  const offer = document.createElement('p')
  offer.id = 'offer'
  const to = document.createElement('a')
  to.href = link.href
  to.textContent = link.dataset.lite || link.textContent
  const no = document.createElement('button')
  no.type = 'button'
  no.textContent = link.dataset.no ?? '×'
  no.onclick = () => {
    keep('lite', 'no')
    offer.remove()
  }
  offer.append(to, no)
  document.querySelector('main')?.before(offer)
}
