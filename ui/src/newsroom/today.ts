import { keyOf } from './keys.ts'

// Today's keys: Enter opens what comes next, 1 to 3 go to a box.
export function today(): void {
  const page = document.querySelector('[data-today]')
  if (!page) return
  document.addEventListener('keydown', (e) => {
    const key = keyOf(e)
    const here = document.activeElement
    if (e.target instanceof Element && e.target.closest('input, textarea, select, dialog')) return
    if (key === 'Enter' && (here === document.body || here?.id === 'main')) {
      const next = document.querySelector<HTMLElement>('[data-next]')
      if (!next) return
      e.preventDefault()
      next.click()
      return
    }
    const box = /^[1-3]$/.test(key) && document.querySelector<HTMLElement>(`[data-box="${key}"]`)
    if (!box) return
    e.preventDefault()
    const fold = box.closest('details')
    if (fold) fold.open = true
    const link = box.querySelector<HTMLElement>('li a') ?? box.querySelector<HTMLElement>('a')
    link?.focus()
  })
}

// folds closes all boxes but the first where there is room for one.
export function folds(): void {
  if (!matchMedia('(max-width: 60em)').matches) return
  for (const fold of document.querySelectorAll<HTMLDetailsElement>('[data-today] .fold:not(#box-waiting)'))
    fold.open = false
}
