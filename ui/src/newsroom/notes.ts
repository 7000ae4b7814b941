// The notes beside the text: written and answered without leaving it.
import { make } from './dialog.ts'
import { form } from './form.ts'
import { half, keepHalf } from './halfnote.ts'
import { showWaiting, writeNote } from './outbox.ts'
import { local, t } from './words.ts'

const every = 15_000

// notes gives the pane its life; trouble hears what went wrong.
export function notes(number: number, trouble: (words: string) => void): { shown(on: boolean): void } {
  const lines = document.getElementById('note-lines') as HTMLElement
  const text = form.elements.namedItem('note_text') as HTMLTextAreaElement
  const answers = form.elements.namedItem('note_answers') as HTMLInputElement
  const question = form.elements.namedItem('note_question') as HTMLInputElement
  const label = document.getElementById('note-label') as HTMLElement
  const button = form.querySelector<HTMLButtonElement>('button[value=write_note]') as HTMLButtonElement

  async function fresh(): Promise<void> {
    const r = await fetch(`/n/s/${number}/notes?part`).catch(() => undefined)
    if (!r?.ok || r.redirected) return
    const next = new DOMParser().parseFromString(await r.text(), 'text/html').body
    if (next.textContent !== lines.textContent && !lines.contains(document.activeElement))
      lines.replaceChildren(...next.childNodes)
    const n = lines.querySelectorAll('li').length
    const link = document.querySelector('.panes [data-pane=notes]')
    if (n > 0 && link && !link.querySelector('.count')) link.append(' ', make('span', { class: 'count' }))
    for (const count of link?.querySelectorAll('.count') ?? []) count.textContent = local(String(n))
  }

  if (!text.readOnly) showWaiting(label.closest('label') ?? label, number, text)
  document.addEventListener('stet-noted', () => void fresh())

  const answering = (id: string) => {
    answers.value = id
    label.textContent = t(id ? 'Your answer' : 'A note to the others')
    if (question.parentElement) question.parentElement.hidden = id !== ''
  }
  lines.addEventListener('click', (e) => {
    const a = e.target instanceof Element && e.target.closest<HTMLElement>('[data-answers]')
    if (!a) return
    e.preventDefault()
    answering(a.dataset.answers ?? '')
    text.focus()
  })

  // What is written and not sent yet is here again after whatever is done with the story.
  const typed = () => ({ text: text.value, question: question.checked, answers: answers.value })
  const was = text.readOnly || text.value ? undefined : half(number)
  if (was) {
    text.value = was.text
    question.checked = was.question
    answering(was.answers)
  }
  let keeping = 0
  const keep = () => {
    clearTimeout(keeping)
    keeping = 0
    if (!text.readOnly) keepHalf(number, typed())
  }
  for (const f of [text, question])
    f.addEventListener('input', () => {
      keeping ||= window.setTimeout(keep, 300)
    })
  addEventListener('pagehide', () => keeping && keep())

  async function write(): Promise<void> {
    button.setAttribute('aria-disabled', 'true')
    const refused = await writeNote(number, {
      text: text.value,
      question: question.checked && !answers.value,
      answers: answers.value,
    })
    button.removeAttribute('aria-disabled')
    if (refused !== undefined) {
      trouble(refused)
      return
    }
    text.value = ''
    question.checked = false
    answering('')
    keep()
    await fresh()
    text.focus()
  }
  button.addEventListener('click', (e) => {
    e.preventDefault()
    if (button.getAttribute('aria-disabled') !== 'true') void write()
  })
  // What comes next in this pane is to write, and not what comes next with the story.
  document.getElementById('notes')?.addEventListener('keydown', (e) => {
    if (e.key !== 'Enter' || !(e.ctrlKey || e.metaKey)) return
    e.preventDefault()
    e.stopPropagation()
    button.click()
  })

  let looking = 0
  return {
    shown(on) {
      clearInterval(looking)
      if (!on) return
      void fresh()
      looking = window.setInterval(() => !document.hidden && void fresh(), every)
    },
  }
}
