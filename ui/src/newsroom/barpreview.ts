// The bar on a phone beside the form for one more line: with what is typed, and a sentence
// if readers would not see all of it. The bar is the press's own (screens/banner.go).

const WAIT = 400

export function barPreview(): void {
  const frame = document.querySelector<HTMLIFrameElement>('[data-bar-preview]')
  const form = document.querySelector<HTMLFormElement>('.flash-form')
  const says = form?.querySelector<HTMLElement>('[data-clamps]')
  if (!frame || !form || !says) return
  let timer = 0
  const show = (): void => {
    const data = new FormData(form)
    const asks = new URLSearchParams()
    for (const name of ['language', 'text', 'breaking']) asks.set(name, String(data.get(name) ?? ''))
    frame.src = `/n/ticker/preview?${asks}`
    const language = asks.get('language') ?? ''
    says.textContent = clamps(asks.get('text') ?? '', language) ? (says.dataset.clamps ?? '') : ''
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = window.setTimeout(show, WAIT)
  })
}

// clamps reports whether a line has more than two rows in the bar of a phone 360 pixels wide,
// with its time before it: the measures are those of the readers' stylesheet.
function clamps(text: string, language: string): boolean {
  const box = document.createElement('div')
  box.lang = language
  Object.assign(box.style, {
    position: 'absolute',
    visibility: 'hidden',
    width: '248px', // less 16 before, 4 after, and 92 for the controls
    font: `500 ${language === 'bn' ? 16 : 15}px/20px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Kohinoor Bangla", "Nirmala UI", "Noto Sans Bengali", sans-serif`,
  })
  box.textContent = `${language === 'bn' ? '০০:০০' : '00:00'}  ${text.trim()}`
  document.body.append(box)
  const rows = box.offsetHeight / 20
  box.remove()
  return rows > 2
}
