// A text that this device has and the newsroom does not, shown when its story is opened.
import { choose } from './compare.ts'
import { type Content, canonical, plainText, type Start } from './content.ts'
import { make } from './dialog.ts'
import { type Draft, drop, kept } from './local.ts'
import { local, t } from './words.ts'

const wordList = (c: Content) =>
  [c.headline, c.standfirst ?? '', plainText(c.body.content)].join(' ').split(/\s+/).filter(Boolean)

// differ counts the words that one of the texts has and the other has not.
export function differ(a: Content, b: Content): number {
  const count = new Map<string, number>()
  for (const w of wordList(a)) count.set(w, (count.get(w) ?? 0) + 1)
  for (const w of wordList(b)) count.set(w, (count.get(w) ?? 0) - 1)
  let n = 0
  for (const v of count.values()) n += Math.abs(v)
  return n
}

const small = matchMedia('(max-width: 699px), (pointer: coarse)')
export const phone = (): boolean => small.matches

// offer asks what becomes of each copy that no open window goes on with. When the newsroom
// does not answer there is nothing to compare them with, and the newest is used at once: also
// one that was sent, if the page that opened is older.
export async function offer(start: Start, place: HTMLElement, use: Use): Promise<void> {
  const all = await kept(start.person, start.number).catch(() => [])
  const mine = canonical(start.content)
  const waiting = all.filter((d) => !d.sent && canonical(d.content) !== mine)
  const there = await fetch(`/api/v1/stories/${start.number}`)
    .then((r) => r.status !== 503)
    .catch(() => false)
  if (!there) {
    const newest = waiting[0] ?? all.find((d) => d.sent && d.base > start.base)
    if (newest) await use(newest)
    return
  }
  for (const d of all) if (!waiting.includes(d)) await drop(d)
  for (const d of waiting) await question(start, place, d, use)
}

// Use puts a copy into the page; once it returns, this window keeps one of its own.
export type Use = (d: Draft) => Promise<void>

function question(start: Start, place: HTMLElement, draft: Draft, use: Use): Promise<void> {
  const at = local(
    new Intl.DateTimeFormat('en-GB', { timeZone: start.zone, hour: '2-digit', minute: '2-digit' }).format(
      draft.at,
    ),
  )
  const yes = make('button', { type: 'button', class: 'main' }, t('Use it'))
  const look = make('button', { type: 'button' }, t('Compare'))
  const no = make('button', { type: 'button', class: 'quiet' }, t('Discard'))
  const what = phone() ? 'This phone has newer text from %' : 'This computer has newer text from %'
  const n = differ(draft.content, start.content)
  const box = make(
    'p',
    { class: 'trouble', role: 'alert' },
    make('span', {}, `${t(what, at)} (${t('% words differ', n)}). `),
    look,
    yes,
    no,
  )
  place.append(box)
  return new Promise((resolve) => {
    const used = async (d: Draft) => {
      box.remove()
      await use(d)
      await drop(draft)
      resolve()
    }
    yes.onclick = () => void used(draft)
    look.onclick = async () => {
      const c = await choose({
        mine: draft.content,
        theirs: start.content,
        names: { mine: t('this device'), theirs: t('the newsroom') },
        title: t('Two texts of this story'),
        lead: t('One is on this device, from %; the other is the newest in the newsroom.', at),
      })
      if (c) await used({ ...draft, base: start.base, content: c })
    }
    no.onclick = async () => {
      box.remove()
      await drop(draft)
      resolve()
    }
  })
}
