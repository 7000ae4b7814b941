// The lead picture's fields.
import { pictureSrc, upload } from './api.ts'
import { make } from './dialog.ts'
import { field, form, leadId } from './form.ts'
import { markStays } from './mark.ts'
import { t } from './words.ts'

form.addEventListener('click', (e) => {
  if (e.target instanceof HTMLInputElement && e.target.name === 'lead_old') markStays(e, leadId())
})

// leadFile sends a lead picture at once, so that it is a picture like any other. It
// resolves to whether there is a new one.
export async function leadFile(input: HTMLInputElement): Promise<boolean> {
  const file = input.files?.[0]
  if (!file) return false
  const place = document.getElementById('lead-now') as HTMLElement
  place.replaceChildren(make('p', { role: 'status' }, t('Sending the picture…')))
  const p = await upload(file)
  input.value = ''
  if (typeof p === 'string') {
    place.replaceChildren(make('p', { class: 'trouble', role: 'alert' }, p))
    return false
  }
  const radio = make('input', { type: 'radio', name: 'lead_picture', value: p.id, class: 'vh' })
  form.querySelector('#lead')?.append(radio)
  Object.assign(radio.dataset, { alt: p.alt ?? '', caption: p.caption ?? '', credit: p.credit ?? '' })
  radio.checked = true
  for (const [name, v] of [
    ['lead_alt', p.alt],
    ['lead_caption', p.caption],
    ['lead_credit', p.credit],
  ] as const) {
    const f = field(name)
    if (f && !f.value) f.value = v ?? ''
  }
  showLead()
  return true
}

// leadChosen puts what is known of the picture into the fields. What somebody typed stays; what an earlier choice
// brought does not.
export function leadChosen(target: HTMLInputElement): void {
  for (const name of ['alt', 'caption', 'credit']) {
    const f = field(`lead_${name}`)
    if (!f) continue
    const others = [...form.querySelectorAll<HTMLInputElement>('[name=lead_picture]')].map(
      (r) => r.dataset[name],
    )
    if (f.value && !others.includes(f.value)) continue
    f.value = target.dataset[name] ?? ''
  }
  // What was marked is the picture that was there.
  const mark = form.elements.namedItem('lead_old')
  if (mark instanceof HTMLInputElement) mark.checked = target.defaultChecked && mark.defaultChecked
  showLead()
}

export function showLead(): void {
  const id = leadId()
  const place = document.getElementById('lead-now')
  const alt = field('lead_alt')?.value || 'The lead picture, not described yet'
  place?.replaceChildren(
    id ? make('img', { src: pictureSrc(id, 320), alt }) : make('p', { class: 'empty' }, t('No picture.')),
  )
}
