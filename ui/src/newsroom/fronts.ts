// The life of the front's screen. Without it every button is a form that comes back to the
// page; with it the page stays, the draft is kept at each step, a story can be dragged or
// put by a menu, and the preview follows.
import { make } from './dialog.ts'
import { fields } from './fields.ts'
import { t } from './words.ts'

const every = 10_000
const desk = () => document.getElementById('front-desk')

export function fronts(): void {
  if (!desk()) return
  const said = make('p', { class: 'vh', role: 'status' })
  document.getElementById('main')?.append(said)
  let busy = false

  // put takes the page's new state out of an answer. The preview's frame is never made
  // anew, only led to the new draft, so that nothing flashes and its scroll place is kept.
  const put = (page: string): boolean => {
    const fresh = new DOMParser().parseFromString(page, 'text/html').getElementById('front-desk')
    const old = desk()
    if (!fresh || !old) return false
    const open = [...old.querySelectorAll<HTMLDetailsElement>('details[open]')].map(keyOf)
    const scrolls = ['.offered', '.arranged'].map((s) => old.querySelector(s)?.scrollTop ?? 0)
    const into = old.querySelector<HTMLSelectElement>('.into select')?.value
    const focus = (document.activeElement as HTMLElement | null)?.dataset.focus
    const frame = old.querySelector<HTMLIFrameElement>('#preview')
    const turn = old.dataset.turn
    for (const d of fresh.querySelectorAll('details')) d.open = open.includes(keyOf(d))
    const next = fresh.querySelector<HTMLIFrameElement>('#preview')
    const src = next?.getAttribute('src')
    const screen = frame?.parentElement
    const same = screen?.className === next?.parentElement?.className
    Object.assign(old.dataset, fresh.dataset)
    for (const part of [...fresh.children]) {
      if (part.classList.contains('front-columns') && same && frame) {
        const columns = old.querySelector('.front-columns')
        for (const column of ['.offered', '.arranged']) {
          const now = part.querySelector(column)
          if (now) columns?.querySelector(column)?.replaceWith(now)
        }
      }
    }
    const columns = old.querySelector('.front-columns')
    if (columns && same && frame) {
      while (columns.previousSibling) columns.previousSibling.remove()
      for (const part of [...fresh.childNodes]) {
        if (part instanceof Element && part.classList.contains('front-columns')) break
        columns.before(part)
      }
      if (turn !== fresh.dataset.turn && src) frame.src = src
    } else old.replaceChildren(...fresh.childNodes)
    old.querySelectorAll<HTMLSelectElement>('.into select').forEach((s) => {
      if (into) s.value = into
    })
    ;['.offered', '.arranged'].forEach((s, i) => {
      const e = old.querySelector(s)
      if (e) e.scrollTop = scrolls[i] ?? 0
    })
    if (focus) {
      const again = old.querySelector<HTMLButtonElement>(`[data-focus="${focus}"]`)
      const near = again?.disabled
        ? again.parentElement?.querySelector<HTMLButtonElement>('button:not(:disabled)')
        : again
      near?.focus()
    }
    document.getElementById('trouble')?.focus()
    live()
    fields()
    return true
  }

  const send = async (action: string, data: URLSearchParams, done: string): Promise<void> => {
    if (busy) return
    busy = true
    try {
      const r = await fetch(action, { method: 'POST', body: data, headers: { Accept: 'text/html' } })
      if (r.redirected && r.url.includes('/n/sign-in')) location.reload()
      else if (put(await r.text()))
        said.textContent = r.ok ? done : (document.getElementById('trouble')?.textContent ?? '')
      else location.reload()
    } catch {
      said.textContent = t('Not sent: offline. Nothing was changed.')
    } finally {
      busy = false
    }
  }

  const place = (story: string, to: HTMLElement): void => {
    const block = to.dataset.block ?? ''
    const data = new URLSearchParams({ do: 'place', story, to: `${block}:${to.dataset.place}` })
    const where = `${to.closest('section')?.querySelector('h3')?.firstChild?.textContent?.trim()} ${Number(to.dataset.place) + 1}`
    void send(edit(), data, t('Placed at %', where))
  }

  document.addEventListener('submit', (e) => {
    const form = e.target as HTMLFormElement
    const button = e.submitter as HTMLButtonElement | null
    const action = button?.getAttribute('formaction') ?? form.getAttribute('action') ?? ''
    if (form.method !== 'post' || !form.closest('#front-desk')) return
    e.preventDefault()
    const data = new URLSearchParams()
    for (const [k, v] of new FormData(form, button)) data.append(k, String(v))
    const row = form.closest<HTMLElement>('[data-story]')
    const what = button?.textContent?.trim().replace(/\s+/g, ' ') ?? ''
    void send(action, data, t('Done: %', what)).then(() => {
      if (!row || !button?.value || !['up', 'down'].includes(button.value)) return
      const now = desk()?.querySelector<HTMLElement>(`[data-story="${row.dataset.story}"]`)
      const title = now?.closest('section')?.querySelector('h3')?.firstChild?.textContent?.trim()
      if (now) said.textContent = t('Placed at %', `${title} ${Number(now.dataset.place) + 1}`)
    })
  })

  // Ctrl Enter launches, and asks once.
  document.addEventListener('keydown', (e) => {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && !document.querySelector('dialog[open]')) {
      e.preventDefault()
      document.getElementById('launch')?.click()
    }
  })
  document.addEventListener('click', (e) => {
    const link = (e.target as Element).closest<HTMLAnchorElement>('#launch')
    if (!link || e.ctrlKey || e.metaKey) return
    e.preventDefault()
    void ask(link.href, send)
  })

  drag(place)
  menu(place)
  live()

  // What others do to the draft comes in by itself, unless somebody is at a field.
  setInterval(async () => {
    if (document.hidden || busy || document.querySelector('dialog[open]')) return
    if (document.activeElement?.matches('input, select, textarea')) return
    try {
      const r = await fetch(location.href, { headers: { Accept: 'text/html' } })
      if (!r.ok || r.redirected || busy) return
      const page = await r.text()
      const turn = /data-turn="(\d+)"/.exec(page)?.[1]
      if (turn && turn !== desk()?.dataset.turn && put(page))
        said.textContent = t('Somebody changed this front')
    } catch {
      // The next look may find the line again.
    }
  }, every)
}

const edit = (): string => desk()?.querySelector('form.offers, .place form')?.getAttribute('action') ?? ''

const keyOf = (d: Element): string => {
  const place = d.closest<HTMLElement>('[data-story]')
  return d.id || `${place?.dataset.story ?? ''}`
}

// live gives what is on the page its handles.
function live(): void {
  for (const e of document.querySelectorAll<HTMLElement>('#front-desk [data-may=true]')) {
    const story = e.dataset.offer ?? e.dataset.story
    if (story && story !== '0') e.draggable = true
  }
}

const storyOf = (e: Element | null | undefined): string => {
  const row = e?.closest<HTMLElement>('[data-offer], [data-story]')
  return row?.draggable ? (row.dataset.offer ?? row.dataset.story ?? '') : ''
}

// drag lets a story be dragged to a place. Every drag has a button and a menu beside it.
function drag(place: (story: string, to: HTMLElement) => void): void {
  let story = ''
  const over = (e: DragEvent) => (e.target as Element).closest?.<HTMLElement>('#front-desk [data-block]')
  const clear = () => {
    for (const d of document.querySelectorAll('.drop')) d.classList.remove('drop')
  }
  document.addEventListener('dragstart', (e) => {
    story = storyOf(e.target as Element)
    if (!story || !e.dataTransfer) return
    e.dataTransfer.setData('text/plain', story)
    e.dataTransfer.effectAllowed = 'move'
    ;(e.target as Element).closest('[draggable]')?.classList.add('dragged')
  })
  document.addEventListener('dragover', (e) => {
    const to = over(e)
    clear()
    if (!story || !to) return
    e.preventDefault()
    to.classList.add('drop')
  })
  document.addEventListener('drop', (e) => {
    const to = over(e)
    if (!story || !to) return
    e.preventDefault()
    place(story, to)
  })
  document.addEventListener('dragend', () => {
    story = ''
    clear()
    for (const d of document.querySelectorAll('.dragged')) d.classList.remove('dragged')
  })
}

// menu asks for a place when somebody presses Enter on a story.
function menu(place: (story: string, to: HTMLElement) => void): void {
  document.addEventListener('keydown', (e) => {
    const at = e.target as Element
    if (
      e.key !== 'Enter' ||
      e.ctrlKey ||
      e.metaKey ||
      e.shiftKey ||
      !at.matches('#front-desk .lines a, #front-desk .place-line a')
    )
      return
    const story = storyOf(at)
    if (!story) return
    e.preventDefault()
    const list = make('div', { class: 'slot-menu' })
    const close = make('button', { class: 'quiet', type: 'submit' }, t('Cancel'))
    const dialog = make(
      'dialog',
      { 'aria-labelledby': 'slot-title' },
      make(
        'form',
        { method: 'dialog', class: 'stack' },
        make('h2', { id: 'slot-title' }, t('Place into')),
        list,
        close,
      ),
    )
    for (const to of document.querySelectorAll<HTMLElement>('#front-desk [data-block]')) {
      const title = to.closest('section')?.querySelector('h3')?.firstChild?.textContent?.trim() ?? ''
      const stands = to.querySelector('.place-line a')?.textContent ?? ''
      const b = make(
        'button',
        { type: 'submit' },
        `${title} ${Number(to.dataset.place) + 1}`,
        make('small', {}, stands),
      )
      b.onclick = () => place(story, to)
      list.append(b)
    }
    document.body.append(dialog)
    dialog.onclose = () => {
      dialog.remove()
      if (at instanceof HTMLElement && at.isConnected) at.focus()
    }
    dialog.showModal()
  })
}

// ask shows the question of the launch's own page in a dialog.
async function ask(
  href: string,
  send: (action: string, data: URLSearchParams, done: string) => Promise<void>,
): Promise<void> {
  let card: Element | null = null
  try {
    const page = await (await fetch(href, { headers: { Accept: 'text/html' } })).text()
    card = new DOMParser().parseFromString(page, 'text/html').getElementById('ask-launch')
  } catch {
    card = null
  }
  const form = card?.querySelector('form')
  if (!card || !form) {
    location.href = href
    return
  }
  const title = card.querySelector('h1')
  title?.setAttribute('id', 'launch-title')
  const dialog = make('dialog', { 'aria-labelledby': 'launch-title' }, ...card.childNodes)
  dialog.querySelector<HTMLAnchorElement>('a.button')?.addEventListener('click', (e) => {
    e.preventDefault()
    dialog.close()
  })
  form.addEventListener('submit', (e) => {
    e.preventDefault()
    e.stopPropagation()
    const data = new URLSearchParams()
    for (const [k, v] of new FormData(form)) data.append(k, String(v))
    dialog.close()
    void send(form.getAttribute('action') ?? '', data, t('Launched'))
  })
  document.body.append(dialog)
  dialog.onclose = () => {
    dialog.remove()
    document.getElementById('launch')?.focus()
  }
  dialog.showModal()
}
