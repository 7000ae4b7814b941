import { alive, type Banner, type Bar } from './merge.ts'
import { everyMinute } from './minute.ts'
import { whenUnseen } from './unseen.ts'

// emergency keeps the page's emergency banner as it is for who has the page open. One that
// is put up is said at once, at the foot of the screen where it moves nothing; one that is
// over is not seen any more, and gives its place back when nobody sees that.
let tell: ((news: Bar) => void) | undefined
export function emergency(news: Bar, bar: HTMLElement): void {
  tell ??= keep(Number(bar.dataset.rev))
  tell(news)
}

// keep returns what is to be told of the bar, on a page that was made at the revision.
function keep(rev: number): (news: Bar) => void {
  const drop = document.querySelector<HTMLElement>('.alarm')
  let at = drop?.dataset.at ?? ''
  let now: HTMLElement | undefined

  const look =
    drop &&
    whenUnseen(
      drop,
      () => drop.classList.contains('over'),
      () => drop.remove(),
    )
  const over = (): void => {
    drop?.classList.add('over')
    now?.remove()
    look?.()
  }
  everyMinute(() => {
    for (const one of [drop, now]) if (one && !alive(one.dataset.expires, Date.now())) over()
  })

  return (news) => {
    if (news.rev <= rev) return
    rev = news.rev
    if ((news.banner?.at ?? '') === at) return
    over()
    at = news.banner?.at ?? ''
    if (news.banner) now = alert(news.banner)
  }
}

function alert(banner: Banner): HTMLElement {
  const note = document.createElement('section')
  note.className = 'alarm now'
  note.dataset.expires = banner.expires
  note.setAttribute('role', 'alert')
  document.querySelector('main')?.before(note)
  const words = document.createElement('h2')
  words.className = 'wide'
  const text = banner.path ? document.createElement('a') : document.createElement('span')
  if (banner.path) text.setAttribute('href', banner.path)
  text.textContent = banner.text
  words.append(text)
  note.append(words)
  return note
}
