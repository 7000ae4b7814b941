// The editor's panes: all side by side where there is room, one at a time where not. The
// links to them work without script; with it they choose what is shown, and the same again
// puts away what stands beside the text. Which are open first is said by the page, so that nothing
// moves when this takes over.

const names = ['source', 'text', 'checks', 'history', 'publish', 'notes'] as const
export type Pane = (typeof names)[number]
const atSide: readonly string[] = ['checks', 'history', 'publish', 'notes']

// digits are the keys of the panes with Ctrl and Shift, as screens.md has them.
const digits: Record<string, Pane> = {
  Digit1: 'source',
  Digit2: 'checks',
  Digit3: 'history',
  Digit4: 'publish',
  Digit5: 'notes',
}

// panes gives the form its panes; shown hears of one as it is shown. It returns what shows one
// without taking the focus.
export function panes(form: HTMLFormElement, shown: (pane: Pane) => void): (pane: Pane) => void {
  const links = [...form.querySelectorAll<HTMLElement>('.panes [data-pane]')]
  const isOn = (name: string) =>
    name === form.dataset.pane ||
    name === form.dataset.side ||
    (name === 'source' && form.dataset.source !== 'off')
  const mark = () => {
    for (const a of links) {
      const name = a.dataset.pane ?? ''
      a.setAttribute('aria-current', String(name === form.dataset.pane))
      a.classList.toggle('on', isOn(name))
    }
  }
  const show = (pane: Pane, focus: boolean) => {
    form.dataset.pane = pane
    if (atSide.includes(pane)) form.dataset.side = pane
    if (pane === 'source') delete form.dataset.source
    mark()
    if (focus) document.getElementById(pane)?.focus()
    shown(pane)
  }
  // again puts the pane away if it is what somebody looks at, and shows it otherwise.
  const again = (pane: Pane) => {
    const open = pane === 'source' ? form.dataset.source !== 'off' : form.dataset.side === pane
    const there = document.getElementById(pane)?.contains(document.activeElement)
    if (!open || !there) return show(pane, true)
    if (pane === 'source') form.dataset.source = 'off'
    else form.dataset.side = ''
    show('text', true)
  }
  form.addEventListener('click', (e) => {
    const a = e.target instanceof Element && e.target.closest<HTMLElement>('a[data-pane]')
    if (!a) return
    e.preventDefault()
    show(a.dataset.pane as Pane, true)
  })
  const wanted = location.hash.slice(1) as Pane
  form.classList.add('paned')
  show(names.includes(wanted) ? wanted : 'text', false)
  document.addEventListener('keydown', (e) => {
    const pane = digits[e.code]
    if (pane && e.shiftKey && (e.ctrlKey || e.metaKey) && !e.altKey) {
      e.preventDefault()
      again(pane)
    } else if (e.key === 'F6' && !e.ctrlKey) {
      e.preventDefault()
      const here = names.findIndex((n) => document.getElementById(n)?.contains(document.activeElement))
      show(names[(here + (e.shiftKey ? -1 : 1) + names.length) % names.length] as Pane, true)
    }
  })
  return (pane) => show(pane, false)
}
