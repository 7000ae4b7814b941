// The desk's board: cards are dragged, or moved by [ and ], and marked by x. The same forms
// do it without script; here their answers come into the page where it stands.
import { swap } from './fresh.ts'
import { keyOf } from './keys.ts'
import { local, t } from './words.ts'

type Moves = Record<string, string>

const cardOf = (e: EventTarget | null) =>
  e instanceof Element ? e.closest<HTMLElement>('[data-story]') : null
const movesOf = (card: HTMLElement): Moves => JSON.parse(card.dataset.moves ?? '{}') as Moves
const columnOf = (e: Element) => e.closest<HTMLElement>('[data-column]')

export function board(): void {
  const place = document.querySelector<HTMLElement>('[data-board]')
  if (!place) return
  forms()
  drags(place)
  letters(place)
  marks()
  ready(place)
  new MutationObserver(() => ready(place)).observe(place, { childList: true })
}

// ready makes the cards of the board draggable where there is a mouse.
function ready(place: HTMLElement): void {
  const mouse = matchMedia('(pointer: fine)').matches
  for (const card of place.querySelectorAll<HTMLElement>('.kard')) card.draggable = mouse
}

// forms sends the forms of the board and brings their answers into the page.
function forms(): void {
  document.addEventListener('submit', (e) => {
    const form = e.target as HTMLFormElement
    if (!form.matches('#move, #bulk, .idea')) return
    e.preventDefault()
    const button = e.submitter as HTMLButtonElement | null
    void send(form, button)
  })
}

async function send(form: HTMLFormElement, button: HTMLButtonElement | null): Promise<void> {
  const data = new FormData(form)
  if (button?.name) data.append(button.name, button.value)
  const body = new URLSearchParams()
  for (const [k, v] of data) body.append(k, String(v))
  const moved = body.get('move')?.split('.')[0]
  let r: Response
  try {
    r = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } })
  } catch {
    say(t('Not sent: offline. Nothing was changed.'))
    return
  }
  const page = new DOMParser().parseFromString(await r.text(), 'text/html')
  if (!page.querySelector('[data-board]')) {
    location.href = r.url // it is done on a page of its own
    return
  }
  swap(page)
  for (const id of ['move', 'bulk']) bringOnce(page, id)
  for (const id of ['said', 'trouble']) bring(page, id)
  bringRefusals(page)
  if (moved) document.querySelector<HTMLElement>(`#s-${moved} a`)?.focus()
  count()
}

// bring brings the element with the id out of the page, or takes ours away.
function bring(page: Document, id: string): void {
  const [ours, theirs] = [document.getElementById(id), page.getElementById(id)]
  if (ours && theirs) ours.replaceWith(theirs)
  else if (theirs) document.getElementById('move')?.before(theirs)
  else ours?.remove()
  if (id === 'said' && theirs) {
    const words = theirs.textContent ?? ''
    theirs.textContent = ''
    setTimeout(() => {
      theirs.textContent = words
    }, 50) // a status is spoken when it changes, not when it comes
  }
}

// bringOnce brings what makes the form's next sending another than the last.
function bringOnce(page: Document, id: string): void {
  const of = (d: Document) => d.querySelector<HTMLInputElement>(`#${id} [name=once]`)
  const [ours, theirs] = [of(document), of(page)]
  if (ours && theirs) ours.value = theirs.value
}

function bringRefusals(page: Document): void {
  document.querySelector('.refusals')?.remove()
  const theirs = page.querySelector('.refusals')
  if (theirs) document.getElementById('move')?.before(theirs)
}

function say(words: string): void {
  const said = document.getElementById('said')
  if (said) said.textContent = words
}

// go makes the card's move to the column, or says why not.
function go(card: HTMLElement, to: string): void {
  const how = movesOf(card)[to]
  if (how === undefined) return
  if (how.startsWith('!')) say(how.slice(1))
  else if (how) location.href = how
  else {
    const form = document.getElementById('move') as HTMLFormElement
    const value = `${card.dataset.story}.${to}`
    const button = document.createElement('button')
    button.name = 'move'
    button.value = value
    void send(form, button)
  }
}

// drags lets cards be dragged; a column says before the drop why it does not take one.
function drags(place: HTMLElement): void {
  let dragged: HTMLElement | null = null
  place.addEventListener('dragstart', (e) => {
    dragged = cardOf(e.target)
    if (!dragged || !e.dataTransfer) return
    e.dataTransfer.effectAllowed = 'move'
    e.dataTransfer.setData('text/plain', dragged.querySelector('a')?.textContent ?? '')
    dragged.classList.add('dragged')
    for (const column of place.querySelectorAll<HTMLElement>('[data-column]')) {
      const how = movesOf(dragged)[column.dataset.column ?? '']
      const why = column.querySelector<HTMLElement>('.why')
      column.classList.toggle('no', how?.startsWith('!') ?? false)
      if (why) {
        why.textContent = how?.startsWith('!') ? how.slice(1) : ''
        why.hidden = true
      }
    }
  })
  place.addEventListener('dragover', (e) => {
    const column = e.target instanceof Element ? columnOf(e.target) : null
    for (const c of place.querySelectorAll<HTMLElement>('[data-column]')) {
      c.classList.toggle('drop', c === column && !c.classList.contains('no'))
      const why = c.querySelector<HTMLElement>('.why')
      if (why) why.hidden = !(c === column && c.classList.contains('no'))
    }
    if (!dragged || !column || column === columnOf(dragged) || column.classList.contains('no')) return
    e.preventDefault()
  })
  place.addEventListener('drop', (e) => {
    const column = e.target instanceof Element ? columnOf(e.target) : null
    if (!dragged || !column) return
    e.preventDefault()
    go(dragged, column.dataset.column ?? '')
  })
  place.addEventListener('dragend', () => {
    dragged?.classList.remove('dragged')
    dragged = null
    for (const c of place.querySelectorAll<HTMLElement>('[data-column]')) {
      c.classList.remove('drop', 'no')
      const why = c.querySelector<HTMLElement>('.why')
      if (why) why.hidden = true
    }
  })
}

// letters are the keys of the board.
function letters(place: HTMLElement): void {
  document.addEventListener('keydown', (e) => {
    const key = keyOf(e)
    const card = cardOf(document.activeElement)
    if (
      !card ||
      !place.contains(card) ||
      (e.target as Element).closest('input:not([type=checkbox]), textarea, select')
    )
      return
    const done =
      key === '['
        ? step(card, -1)
        : key === ']'
          ? step(card, 1)
          : key === 'x'
            ? mark(card, e.shiftKey)
            : key === 'ArrowRight'
              ? across(card, 1)
              : key === 'ArrowLeft'
                ? across(card, -1)
                : false
    if (done) e.preventDefault()
  })
}

// step moves the card to the next column in the direction that takes it, or says why the
// next does not.
function step(card: HTMLElement, by: number): boolean {
  const columns = [...document.querySelectorAll<HTMLElement>('[data-column]')]
  const here = columns.findIndex((c) => c.contains(card))
  const next = columns[here + by]?.dataset.column
  if (next) go(card, next)
  return true
}

// across goes to the card beside this one in the next column that has any.
function across(card: HTMLElement, by: number): boolean {
  const columns = [...document.querySelectorAll<HTMLElement>('[data-column]')]
  const here = columns.findIndex((c) => c.contains(card))
  if (here < 0) return false
  const row = [...(columns[here]?.querySelectorAll('.kard') ?? [])].indexOf(card)
  for (let i = here + by; i >= 0 && i < columns.length; i += by) {
    const cards = columns[i]?.querySelectorAll<HTMLElement>('.kard') ?? []
    if (cards.length === 0) continue
    cards[Math.min(row, cards.length - 1)]?.querySelector('a')?.focus()
    return true
  }
  return true
}

let lastMarked: HTMLInputElement | null = null

const boxes = () => [...document.querySelectorAll<HTMLInputElement>('input[form=bulk][name=story]')]

// mark marks the card, or all from the last marked to this one.
function mark(card: HTMLElement, range: boolean): boolean {
  const box = card.querySelector<HTMLInputElement>('input[name=story]')
  if (!box) return false
  const all = boxes()
  if (range && lastMarked && all.includes(lastMarked)) {
    const [a, b] = [all.indexOf(lastMarked), all.indexOf(box)].sort((m, n) => m - n) as [number, number]
    for (const one of all.slice(a, b + 1)) one.checked = true
  } else box.checked = !box.checked
  lastMarked = box
  count()
  return true
}

// marks shows the bar for what is marked only while something is.
function marks(): void {
  document.addEventListener('change', (e) => {
    if ((e.target as Element).matches('input[form=bulk][name=story]')) {
      lastMarked = e.target as HTMLInputElement
      count()
    }
  })
  count()
}

function count(): void {
  const bar = document.getElementById('bulk')
  const n = boxes().filter((b) => b.checked).length
  if (!bar) return
  bar.hidden = n === 0
  const said = bar.querySelector('[data-marked]')
  if (said) said.textContent = local(String(n))
}
