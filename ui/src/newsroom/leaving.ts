// A publication that can be undone still: counts down, and shows the story as it is once it
// has gone out or was taken back, by whomever.
import { headers } from './api.ts'
import { local, t } from './words.ts'

export function leaving(): void {
  const place = document.querySelector<HTMLElement>('[data-leaving]')
  const left = place?.querySelector<HTMLElement>('[data-left]')
  if (!place || !left) return
  const at = new Date(place.dataset.leaving ?? '').getTime()
  const spoken = left.parentElement
  spoken?.removeAttribute('role') // its words change each second
  // Whoever takes a step of their own gets its answer, which says more than the page anew, and which that would cut off.
  let going = false
  addEventListener('submit', (e) => {
    going ||= !e.defaultPrevented
  })
  const tick = window.setInterval(async () => {
    const seconds = Math.ceil((at - Date.now()) / 1000)
    left.textContent =
      seconds > 0 ? t('Readers have it in % s.', local(String(seconds))) : t('Readers have it in a moment.')
    if (!(await still(place.dataset.story ?? '')) && !going) {
      clearInterval(tick)
      done(place, left)
    }
  }, 1000)
}

// still reports whether the story is on its way out. Without an answer it is.
async function still(number: string): Promise<boolean> {
  const r = await fetch(`/api/v1/stories/${number}`, { headers }).catch(() => undefined)
  return !r?.ok || ((await r.json()) as { leaving?: boolean }).leaving === true
}

// done opens the page anew, unless somebody is writing in it.
function done(place: HTMLElement, left: HTMLElement): void {
  const here = document.activeElement
  if (!here?.closest('input, textarea, select, [contenteditable=true], dialog')) {
    location.reload()
    return
  }
  place.querySelector('button')?.remove()
  left.parentElement?.setAttribute('role', 'status')
  left.textContent = t('It is decided. Open the page anew to see how.')
}
