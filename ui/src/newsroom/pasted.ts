// Offers to turn what was pasted in Bijoy's old encoding into Unicode, wherever it was
// pasted. Nothing is turned by itself, and one undo brings the old signs back.
import { looksBijoy, toUnicode } from './bijoy.ts'
import { make } from './dialog.ts'
import { t } from './words.ts'

interface Pasted {
  text: string
  turn: (f: (s: string) => string) => void
}

export function pasteOffers(place: HTMLElement): void {
  document.addEventListener('stet-pasted', (e) => offer(place, (e as CustomEvent<Pasted>).detail))
  document.addEventListener('paste', (e) => {
    const f = e.target
    if (!(f instanceof HTMLInputElement || f instanceof HTMLTextAreaElement)) return
    const text = e.clipboardData?.getData('text/plain') ?? ''
    const start = f.selectionStart ?? 0
    setTimeout(() => {
      const end = f.selectionEnd ?? start
      offer(place, {
        text,
        turn(turned) {
          f.focus()
          f.setSelectionRange(start, end)
          // The old command is the one that the browser's own undo knows of.
          document.execCommand('insertText', false, turned(f.value.slice(start, end)))
        },
      })
    })
  })
}

const shown = 300

function offer(place: HTMLElement, { text, turn }: Pasted): void {
  if (!looksBijoy(text)) return
  const yes = make('button', { type: 'button', class: 'main' }, t('Convert'))
  const no = make('button', { type: 'button', class: 'quiet' }, t('Leave it'))
  const preview = toUnicode([...text].slice(0, shown).join('')).trim()
  const box = make(
    'div',
    { class: 'notice pasted', role: 'alert' },
    make('p', {}, t('This looks like Bijoy text. Convert it to Unicode?')),
    make('blockquote', { lang: 'bn' }, preview + (text.length > shown ? ' …' : '')),
    yes,
    no,
  )
  yes.onclick = () => {
    box.remove()
    turn(toUnicode)
  }
  no.onclick = () => box.remove()
  place.replaceChildren(box)
}
