// Underlines in a text field of the browser's own: the same words behind it, unseen, with their
// underlines seen. They move with the text until the next reading.
import { make } from '../dialog.ts'

export interface Mark {
  key: string
  look: string
  start: number
  end: number
  text: string
}

export class Mirror {
  readonly area: HTMLTextAreaElement
  private marks: Mark[] = []
  private was: string
  private readonly back = make('div', { class: 'mirror', 'aria-hidden': 'true' })

  constructor(area: HTMLTextAreaElement) {
    this.area = area
    this.was = area.value
    area.addEventListener('input', () => this.moved())
    document.addEventListener('stet-count', () => this.moved())
    new ResizeObserver(() => this.place()).observe(area)
    area.addEventListener('scroll', () => this.place())
  }

  show(marks: Mark[]): void {
    const was = JSON.stringify([this.was, this.marks])
    this.was = this.area.value
    this.marks = marks.filter((m) => this.was.slice(m.start, m.end) === m.text)
    if (was !== JSON.stringify([this.was, this.marks])) this.draw() // which measures the page
  }

  range(key: string): { from: number; to: number } | undefined {
    const m = this.marks.find((m) => m.key === key)
    return m && { from: m.start, to: m.end }
  }

  // at returns the findings that the caret is in.
  at(): string[] {
    const { selectionStart: from, selectionEnd: to } = this.area
    return this.marks.filter((m) => m.start <= to && from <= m.end).map((m) => m.key)
  }

  // moved lets the marks follow what was typed: what stands before it stays, what stands after it
  // moves, and what it was typed into goes.
  private moved(): void {
    const [was, now] = [this.was, this.area.value]
    if (was === now) return
    const most = Math.min(was.length, now.length)
    let from = 0
    while (from < most && was[from] === now[from]) from++
    let tail = 0
    while (tail < most - from && was[was.length - 1 - tail] === now[now.length - 1 - tail]) tail++
    const by = now.length - was.length
    this.was = now
    this.marks = this.marks.flatMap((m) => {
      if (m.end <= from) return [m]
      return m.start >= was.length - tail ? [{ ...m, start: m.start + by, end: m.end + by }] : []
    })
    this.draw()
  }

  private draw(): void {
    const text = this.area.value
    const nodes: (Node | string)[] = []
    let at = 0
    for (const m of [...this.marks].sort((a, b) => a.start - b.start)) {
      if (!m.look || m.start < at) continue
      nodes.push(
        text.slice(at, m.start),
        make('span', { class: `found ${m.look}` }, text.slice(m.start, m.end)),
      )
      at = m.end
    }
    this.back.replaceChildren(...nodes, text.slice(at))
    if (!this.back.isConnected) this.area.after(this.back) // and in its place at once: nothing is seen to move
    this.place()
  }

  private place(): void {
    const { area, back } = this
    back.lang = area.lang
    const style = getComputedStyle(area)
    Object.assign(back.style, {
      left: `${area.offsetLeft}px`,
      top: `${area.offsetTop}px`,
      width: `${area.offsetWidth}px`,
      height: `${area.offsetHeight}px`,
      font: style.font,
      letterSpacing: style.letterSpacing,
      padding: style.padding,
    })
    back.scrollTop = area.scrollTop
  }
}

// typeInto puts the words in place of those in a field, so that the browser's own undo takes them
// out again.
export function typeInto(
  area: HTMLTextAreaElement | HTMLInputElement,
  from: number,
  to: number,
  words: string,
): void {
  area.focus({ preventScroll: true })
  area.setSelectionRange(from, to)
  if (document.execCommand('insertText', false, words)) return
  area.setRangeText(words, from, to, 'end')
  area.dispatchEvent(new Event('input', { bubbles: true }))
}
