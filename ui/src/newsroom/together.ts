// Several people in one story: says who is here and who edits what, lets whoever is second
// look on, ask or take over, and tells whoever is stopped where their text is.
import { type Content, plainText, type Story } from './content.ts'
import { make } from './dialog.ts'
import { type Lock, Locks, type Now, type Word } from './locks.ts'
import { type AnyPart, allParts, isText, type Part, parts } from './parts.ts'
import { local, t } from './words.ts'

export interface Editor {
  number: number
  person: string
  zone: string
  takeOver: string // why this person may not take over, '' if they may
  read(): Content
  base(): number
  dirty(): boolean
  freeze(part: AnyPart, frozen: boolean): void // whether the part can be typed in
  showPart(part: Part, content: Content): void // what somebody else types
  take(story: Story, theirs: Part[]): void // the newsroom's text, with these parts as it has them
  focus(part: AnyPart): void
  settings(): Promise<void> // brings the publish settings up to date
  connected(): void
}

const names: Record<string, string> = {
  body: 'the text',
  head: 'the headline and the other fields',
  pictures: 'the pictures',
  publish: 'the publish settings',
}

const part = (p: string) => t(names[p] ?? p)

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((w) => [...w][0] ?? '')
    .slice(0, 2)
    .join('')

export function together(e: Editor): Locks {
  const present = document.getElementById('present') as HTMLElement
  const lines = document.getElementById('locks') as HTMLElement
  const spoken = document.getElementById('lock-say') as HTMLElement
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: e.zone, hour: '2-digit', minute: '2-digit' })
  const at = (time?: string) => (time ? local(clock.format(new Date(time))) : '')
  const coming = new Set<AnyPart>() // parts that are this person's as soon as their text is here

  const locks = new Locks(e.number, e.person, {
    read: e.read,
    base: e.base,
    dirty: e.dirty,
    show,
    word,
    text: (p, c) => e.showPart(p, c),
    revision: (n) => void fresh(n),
    connected: () => e.connected(),
    freeze: (p) => e.freeze(p, true),
  })

  // freshPart brings a part as the newsroom has it.
  const freshPart = (p: AnyPart): Promise<unknown> => (isText(p) ? fresh(0, [p]) : e.settings())

  const asked = new Set<Part>() // that become the newsroom's in any case
  let wanted = 0 // the newest revision that was told of
  let had = 0 // the newest that was brought
  let bringing: Promise<boolean> | undefined

  // fresh brings what others have saved, as far as the revision, and these parts of it in
  // any case. What is told while an answer is under way is asked for once more after it.
  function fresh(revision: number, theirs: Part[] = []): Promise<boolean> {
    if (revision <= Math.max(e.base(), had) && theirs.length === 0) return Promise.resolve(false)
    wanted = Math.max(wanted, revision)
    for (const p of theirs) asked.add(p)
    bringing ??= bring().finally(() => {
      bringing = undefined
    })
    return bringing
  }

  async function bring(): Promise<boolean> {
    do {
      const theirs = [...asked]
      asked.clear()
      const story = await fetch(`/api/v1/stories/${e.number}`).then(
        (r) => (r.ok ? (r.json() as Promise<Story>) : undefined),
        () => undefined,
      )
      if (!story) {
        wanted = 0 // the stream tells of it again when the newsroom answers
        return false
      }
      had = story.revision
      e.take(story, [...new Set([...theirs, ...parts.filter((p) => locks.other(p))])])
    } while (wanted > had || asked.size > 0)
    return true
  }

  function show(now: Now): void {
    const people = new Map(
      now.people.filter((p) => p.person.id !== e.person).map((p) => [p.person.id, p.person]),
    )
    for (const l of now.locks) if (l.holder?.id && l.holder.id !== e.person) people.set(l.holder.id, l.holder)
    present.replaceChildren(
      ...[...people.values()].map((p) => {
        const does = now.locks.filter((l) => l.holder?.id === p.id).map((l) => part(l.part))
        const says = does.length > 0 ? t('is editing %', does.join(', ')) : t('is reading')
        return make(
          'span',
          { class: 'who', title: `${p.name} ${says}` },
          make('span', { class: 'face', 'aria-hidden': 'true' }, initials(p.name)),
          `${p.name} ${says}`,
        )
      }),
    )
    const held = allParts.flatMap((p) => locks.other(p) ?? [])
    for (const p of allParts) e.freeze(p, locks.other(p) !== undefined || coming.has(p))
    const body = held.find((l) => l.part === 'body')
    if (body && !seen) locks.watch('body')
    if (body) seen = true
    else if (locks.watched) {
      locks.watch(undefined)
      seen = false
    }
    for (const l of held) line(l)
    for (const old of [...lines.children])
      if (!held.some((l) => (old as HTMLElement).dataset.part === l.part)) {
        const p = (old as HTMLElement).dataset.part as AnyPart
        old.remove()
        if (!locks.mine.has(p)) void freshPart(p)
      }
  }
  let seen = false // somebody has the text, and it is being watched unless that was put off

  // line says who has a part, and what can be done about it.
  function line(l: Lock): void {
    const p = l.part
    const words = t('% is editing', l.holder?.name ?? '')
    const id = `${l.holder?.id} ${l.since} ${l.stale} ${locks.watched === p}`
    const old = [...lines.children].find((c) => (c as HTMLElement).dataset.part === p) as HTMLElement
    if (old?.dataset.id === id) return
    const watch = make('button', { type: 'button', 'aria-pressed': String(locks.watched === p) }, t('Watch'))
    watch.onclick = () => {
      locks.watch(locks.watched === 'body' ? undefined : 'body')
      show(locks.now)
    }
    const said = make('span', { role: 'status' })
    const ask = make('button', { type: 'button' }, t('Ask to edit'))
    ask.onclick = async () => {
      said.textContent = t('Asking…')
      said.textContent = (await locks.ask(p)) || t('Asked. The answer comes within 20 seconds.')
    }
    const take = make('button', { type: 'button' }, t('Take over'))
    const why = l.stale ? '' : e.takeOver
    if (why) {
      take.setAttribute('aria-disabled', 'true')
      take.title = why
    }
    take.onclick = async () => {
      if (why) said.textContent = why
      else said.textContent = (await locks.takeOver(p)) || ''
    }
    const box = make(
      'p',
      { class: 'held', 'data-part': p, 'data-id': id },
      make('span', {}, `${words}: ${part(p)} · ${t('since %', at(l.since))}. ${t('You can read it.')} `),
      ...(p === 'body' ? [watch] : []),
      ask,
      take,
      said,
    )
    if (old) old.replaceWith(box)
    else lines.append(box)
  }

  function box(words: string, ...buttons: HTMLElement[]): HTMLElement {
    const close = make('button', { type: 'button', class: 'quiet small' }, t('Put away'))
    const b = make('p', { class: 'trouble', role: 'alert' }, make('span', {}, `${words} `), ...buttons, close)
    close.onclick = () => b.remove()
    spoken.append(b)
    return b
  }

  const button = (label: string, f: (b: HTMLButtonElement) => void): HTMLElement => {
    const b = make('button', { type: 'button' }, t(label))
    b.onclick = () => f(b)
    return b
  }

  function word(w: Word): void {
    switch (w.kind) {
      case 'asked':
        question(w.lock)
        return
      case 'got': {
        const p = w.lock.part
        spoken.replaceChildren()
        if (w.lock.last && w.lock.last.kind !== 'moved') {
          box(t('You are editing % now.', part(p)))
          // Not before the last keystrokes of whoever had it are here: what is typed over an
          // older text would go when they come.
          coming.add(p)
          e.freeze(p, true)
          void freshPart(p).then(() => {
            coming.delete(p)
            if (!locks.mine.has(p)) return
            e.freeze(p, false)
            e.focus(p)
          })
        }
        return
      }
      case 'no':
        box(
          w.lock.last?.kind === 'kept'
            ? t('% said no and keeps editing.', w.lock.holder?.name ?? '')
            : t('% did not answer and keeps editing.', w.lock.holder?.name ?? ''),
        )
        return
      case 'idle':
        e.freeze(w.part, false)
        box(
          t(
            'Nothing was typed for ten minutes, so others may edit %. Type on to take it up again.',
            part(w.part),
          ),
        )
        return
      case 'held':
        stopped(
          w.lock,
          w.text,
          `${t('% is editing', w.lock.holder?.name ?? '')}: ${part(w.lock.part)}. ${w.aside ? t('What you typed is kept beside the story.') : ''}`,
        )
        return
      case 'lost': {
        const last = w.lock.last
        const who = w.lock.holder?.name ?? last?.to?.name ?? ''
        const where = !isText(w.lock.part)
          ? t('What you set and did not send is still in its fields.')
          : last?.revision && !w.aside
            ? t('Your text, to the last keystroke, is revision %.', String(last.revision))
            : t('Your text, to the last keystroke, is kept beside the story.')
        stopped(
          w.lock,
          w.text,
          `${last?.kind === 'given' ? t('% edits this now', who) : t('% took this over', who)}: ${part(w.lock.part)}, ${at(last?.at ?? w.lock.since)}. ${where}`,
        )
      }
    }
  }

  // stopped tells somebody that they cannot type here now, and where their text is.
  function stopped(lock: Lock, text: Content, words: string): void {
    const p = lock.part
    for (const b of spoken.querySelectorAll(`[data-part=${p}]`)) b.remove()
    const copy = button('Copy my text', (copy) => {
      void copied(p === 'body' ? plainText(text.body.content).trim() : headText(text)).then((done) => {
        copy.textContent = t(done ? 'Copied' : 'It could not be copied')
      })
    })
    const b = box(
      words,
      ...(isText(p) ? [copy] : []),
      button('Ask back', (ask) => {
        void locks.ask(p).then((why) => {
          ask.textContent = why || t('Asked')
        })
      }),
    )
    b.dataset.part = p
    if (isText(p)) void fresh(0, [p])
  }

  // question asks whoever has a part whether they give it.
  function question(l: Lock): void {
    const p = l.part
    const until = Date.parse(l.asks?.until ?? '')
    const left = make('span', { class: 'left', 'aria-hidden': 'true' })
    const b = box(
      `${t('% asks to edit', l.asks?.by.name ?? '')}: ${part(p)}.`,
      button('Yes, hand it over', () => {
        end()
        void locks.give(p)
      }),
      button('No, I go on', () => {
        end()
        void locks.keep(p)
      }),
      left,
    )
    const tick = setInterval(() => {
      const s = Math.ceil((until - Date.now()) / 1000)
      left.textContent = s > 0 ? local(`${s} s`) : ''
      if (s <= -1 || !locks.now.locks.find((x) => x.part === p)?.asks) end()
    }, 500)
    const end = () => {
      clearInterval(tick)
      b.remove()
    }
  }

  addEventListener('pagehide', () => locks.leave())
  locks.start()
  return locks
}

const headText = (c: Content) => [c.kicker, c.headline, c.standfirst].filter((s) => s).join('\n')

// copied puts the text on the clipboard, by the old way where the new one is closed.
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = make('textarea', { class: 'vh' })
    area.value = text
    document.body.append(area)
    area.select()
    const done = document.execCommand('copy')
    area.remove()
    return done
  }
}
