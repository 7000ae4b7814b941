// How readers would see what somebody works on: the page of the press in the frame of a
// phone or of a laptop, over the editor, which stays as it is.
import { make } from './dialog.ts'
import { t } from './words.ts'

// seen opens the preview of a story. It is of what the newsroom has: whoever calls has saved
// before, and says in why if that could not be.
export function seen(number: number, why: string): void {
  const frame = make('iframe', {
    src: `/n/s/${number}/preview/page`,
    sandbox: 'allow-popups',
    title: t('The story as readers would get it'),
  })
  const box = make('div', { class: 'as-seen' }, frame)
  const on = (name: string, laptop: boolean) => {
    const b = make('button', { type: 'button', 'aria-pressed': String(!laptop) }, t(name))
    b.onclick = () => {
      box.classList.toggle('as-seen-laptop', laptop)
      for (const other of b.parentElement?.querySelectorAll('[aria-pressed]') ?? [])
        other.setAttribute('aria-pressed', String(other === b))
    }
    return b
  }
  const close = make('button', { type: 'button', class: 'quiet' }, t('Close'))
  const dialog = make(
    'dialog',
    { class: 'sight', 'aria-label': t('Preview') },
    make('div', { class: 'actions' }, on('Phone', false), on('Laptop', true), close),
    ...(why ? [make('p', { class: 'warn', role: 'status' }, why)] : []),
    box,
  )
  close.onclick = () => dialog.close()
  dialog.onclose = () => dialog.remove()
  document.body.append(dialog)
  dialog.showModal()
}
