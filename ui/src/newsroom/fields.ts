// Fields: those that count characters, those of one line, selects that send their form.
import { graphemes } from './content.ts'
import { local } from './words.ts'

export function fields(): void {
  for (const out of document.querySelectorAll<HTMLOutputElement>('[data-count-of]')) {
    const of = document.getElementById(out.dataset.countOf ?? '') as HTMLTextAreaElement | null
    if (!of) continue
    // A line's measure may depend on the language that it is in.
    const measures = new Map(
      (out.dataset.mostIn ?? '').split(' ').map((m) => m.split(':') as [string, string]),
    )
    const count = () => {
      const most = Number(measures.get(of.lang) ?? out.dataset.most)
      const n = graphemes(of.value.trim())
      out.textContent = n === 0 ? '' : `${local(String(n))}/${local(String(most))}`
      out.classList.toggle('over', n > most)
    }
    of.addEventListener('input', count)
    document.addEventListener('stet-count', count)
    count()
  }
  for (const area of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-oneline]')) {
    area.addEventListener('keydown', (e) => {
      if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey && !e.isComposing) e.preventDefault()
    })
    area.addEventListener('input', () => {
      if (!area.value.includes('\n')) return
      const at = area.selectionStart
      area.value = area.value.replace(/\s*\n\s*/g, ' ')
      area.setSelectionRange(at, at)
    })
  }
  if (!CSS.supports('field-sizing', 'content')) {
    for (const area of document.querySelectorAll('textarea')) {
      const grow = () => {
        area.style.height = 'auto'
        area.style.height = `${area.scrollHeight + 2}px`
      }
      area.addEventListener('input', grow)
      if (area.offsetParent) grow()
    }
  }
  for (const select of document.querySelectorAll<HTMLSelectElement>('select[data-submit]'))
    select.onchange = () => select.form?.requestSubmit()
  for (const select of document.querySelectorAll<HTMLSelectElement>('select[data-lang-of]')) {
    select.onchange = () => {
      const of = document.getElementById(select.dataset.langOf ?? '')
      if (of) of.lang = select.value
      of?.dispatchEvent(new Event('input'))
    }
  }
}
