// Small questions in a dialog of the browser's own: it holds the focus and gives it back.
import { t } from './words.ts'

export interface Field {
  name: string
  label: string
  value?: string
  type?: 'text' | 'url' | 'number' | 'file'
  required?: boolean
  hint?: string
}

// kinds are the kinds of file that are taken as pictures.
const kinds = 'image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,image/gif'

// make returns an element with attributes and children.
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attrs: Record<string, string | boolean> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag)
  for (const [name, value] of Object.entries(attrs)) {
    if (value === true) e.setAttribute(name, '')
    else if (value !== false) e.setAttribute(name, value)
  }
  e.append(...children)
  return e
}

// ask asks for fields and resolves to what was typed, or undefined if it was put away.
export function ask(
  title: string,
  fields: Field[],
  yes: string,
  extra: HTMLElement[] = [],
): Promise<FormData | undefined> {
  const form = make(
    'form',
    { method: 'dialog', class: 'stack' },
    make('h2', { id: 'dialog-title' }, title),
    ...extra,
  )
  for (const f of fields) {
    const input = make('input', {
      name: f.name,
      type: f.type ?? 'text',
      required: f.required ?? false,
      autocomplete: 'off',
    })
    if (f.type === 'file') input.accept = kinds
    else input.value = f.value ?? ''
    form.append(
      make('label', {}, f.label, input, ...(f.hint ? [make('small', { class: 'hint' }, f.hint)] : [])),
    )
  }
  const no = make('button', { type: 'button', class: 'quiet' }, t('Cancel'))
  form.append(make('div', { class: 'actions' }, make('button', { class: 'main' }, yes), no))
  const dialog = make('dialog', { 'aria-labelledby': 'dialog-title' }, form)
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((resolve) => {
    let data: FormData | undefined
    no.onclick = () => dialog.close()
    form.onsubmit = () => {
      data = new FormData(form)
    }
    dialog.onclose = () => {
      dialog.remove()
      resolve(data)
    }
  })
}
