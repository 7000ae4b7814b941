// The editor's panes: all side by side where there is room, one at a time where not. The
// links to them work without script; with it they choose what is shown.

const names = ['source', 'text', 'publish', 'history'] as const
type Pane = (typeof names)[number]

// digits are the keys of the panes with Ctrl and Shift, as in the newsroom's other editors.
const digits: Record<string, Pane> = {
  Digit1: 'source',
  Digit2: 'text',
  Digit3: 'history',
  Digit4: 'publish',
}

export function panes(form: HTMLFormElement): void {
  const links = new Map<Pane, HTMLElement>()
  for (const a of form.querySelectorAll<HTMLElement>('.panes [data-pane]'))
    links.set(a.dataset.pane as Pane, a)
  const show = (pane: Pane, focus: boolean) => {
    form.dataset.pane = pane
    if (pane === 'publish' || pane === 'history') form.dataset.side = pane
    for (const [name, a] of links) {
      const on = name === pane || name === form.dataset.side
      a.setAttribute('aria-current', String(name === pane))
      a.classList.toggle('on', on)
    }
    if (focus) document.getElementById(pane)?.focus()
  }
  for (const [name, a] of links) {
    a.addEventListener('click', (e) => {
      e.preventDefault()
      show(name, true)
    })
  }
  const wanted = location.hash.slice(1) as Pane
  form.dataset.side = 'publish'
  show(names.includes(wanted) ? wanted : 'text', false)
  document.addEventListener('keydown', (e) => {
    const pane = digits[e.code]
    if (pane && e.shiftKey && (e.ctrlKey || e.metaKey) && !e.altKey) {
      e.preventDefault()
      show(pane, true)
    } else if (e.key === 'F6' && !e.ctrlKey) {
      e.preventDefault()
      const here = names.findIndex((n) => document.getElementById(n)?.contains(document.activeElement))
      show(names[(here + (e.shiftKey ? -1 : 1) + names.length) % names.length] as Pane, true)
    }
  })
}
