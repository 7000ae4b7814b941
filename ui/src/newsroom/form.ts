// The editor's form as a story's content, and back.
import type { Content, Doc } from './content.ts'
import { type AnyPart, partOf } from './parts.ts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

export const form = document.getElementById('story') as HTMLFormElement

export function field(name: string): Field | null {
  const f = form.elements.namedItem(name)
  return f instanceof HTMLInputElement || f instanceof HTMLTextAreaElement || f instanceof HTMLSelectElement
    ? f
    : null
}

const value = (name: string) => field(name)?.value ?? ''

const line = (name: string) => value(name).replace(/\s*\n\s*/g, ' ')

const list = (name: string) =>
  value(name)
    .split(/[,،;\n]/)
    .map((s) => s.trim())
    .filter((s) => s !== '')

// numbers reads story numbers, in the digits of either language.
const numbers = (name: string) =>
  (
    value(name)
      .replace(/[০-৯]/g, (d) => String(d.charCodeAt(0) - 0x09e6))
      .match(/\d+/g) ?? []
  )
    .map(Number)
    .filter((n) => n > 0)

function ticked(name: string): HTMLInputElement | null {
  const f = form.elements.namedItem(name)
  return f instanceof HTMLInputElement ? f : null
}

// leadId returns the picture that is chosen as lead.
export function leadId(): string {
  const f = form.elements.namedItem('lead_picture')
  return f instanceof RadioNodeList || f instanceof HTMLInputElement ? f.value : ''
}

// read returns what the form says, over what it cannot say.
export function read(was: Content, body: Doc, zone: string): Content {
  const filed = value('filed')
  const place = line('place')
  const kept = was.dateline?.filed
  const dateline: Content['dateline'] = {}
  if (place) dateline.place = place
  if (filed) dateline.filed = kept && inZone(kept, zone) === filed ? kept : fromZone(filed, zone)
  const byline: Content['byline'] = {}
  if (value('byline_desk')) byline.desk = value('byline_desk')
  if (list('byline_people').length > 0) byline.people = list('byline_people')
  const content: Content = {
    ...was,
    language: value('language'),
    section: value('section'),
    topics: list('topics'),
    kicker: line('kicker'),
    headline: line('headline'),
    standfirst: line('standfirst'),
    slug: line('slug'),
    credit: line('credit'),
    contributors: line('contributors'),
    label: value('label'),
    related: numbers('related'),
    translates: numbers('translates')[0],
    byline,
    dateline,
    body,
  }
  const picture = leadId()
  if (picture)
    content.lead = {
      picture,
      alt: line('lead_alt'),
      caption: line('lead_caption'),
      credit: line('lead_credit'),
      file: ticked('lead_old')?.checked ?? false,
      decorative: ticked('lead_decorative')?.checked ?? false,
      graphic: line('lead_graphic'),
    }
  else delete content.lead
  return content
}

// write puts the content into the form.
export function write(c: Content, zone: string): void {
  const set = (name: string, v: string | undefined) => {
    const f = field(name)
    if (f) f.value = v ?? ''
  }
  set('language', c.language)
  set('section', c.section)
  set('topics', c.topics?.join(', '))
  set('kicker', c.kicker)
  set('headline', c.headline)
  set('standfirst', c.standfirst)
  set('slug', c.slug)
  set('credit', c.credit)
  set('contributors', c.contributors)
  set('label', c.label)
  set('related', c.related?.join(', '))
  set('translates', c.translates ? String(c.translates) : '')
  set('byline_desk', c.byline.desk)
  set('byline_people', c.byline.people?.join(', '))
  set('place', c.dateline?.place)
  set('filed', c.dateline?.filed ? inZone(c.dateline.filed, zone) : '')
  set('lead_alt', c.lead?.alt)
  set('lead_caption', c.lead?.caption)
  set('lead_credit', c.lead?.credit)
  set('lead_graphic', c.lead?.graphic)
  const tick = (name: string, on: boolean | undefined) => {
    const f = ticked(name)
    if (f) f.checked = on ?? false
  }
  tick('lead_old', c.lead?.file)
  tick('lead_decorative', c.lead?.decorative)
  const lead = form.elements.namedItem('lead_picture')
  if (lead instanceof RadioNodeList) lead.value = c.lead?.picture ?? ''
}

// freeze says whether the fields of a part can be typed in, and its buttons pressed.
export function freeze(part: AnyPart, on: boolean): void {
  for (const f of form.querySelectorAll<HTMLInputElement>('#text [name], #publish [name]')) {
    if (partOf(f) !== part && !(part === 'publish' && sets.includes(f.value))) continue
    if (f instanceof HTMLTextAreaElement || /^(text|url|search|datetime-local)$/.test(f.type)) f.readOnly = on
    else f.disabled = on
  }
}

const sets = ['schedule', 'embargo', 'unschedule'] // what the buttons of the publish settings do

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  clocks.set(zone, clock)
  return clock
}

// inZone returns a time as an input of the kind datetime-local has it, in the zone.
export function inZone(at: string, zone: string): string {
  const parts = clockOf(zone).formatToParts(new Date(at))
  const get = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  return `${get('year')}-${get('month')}-${get('day')}T${get('hour')}:${get('minute')}`
}

// fromZone returns the time that such an input says, in UTC.
export function fromZone(text: string, zone: string): string {
  const wanted = Date.parse(`${text}:00Z`)
  if (Number.isNaN(wanted)) return ''
  let at = wanted
  for (let i = 0; i < 3; i++) at += wanted - Date.parse(`${inZone(new Date(at).toISOString(), zone)}:00Z`)
  return new Date(at).toISOString().replace('.000Z', 'Z')
}
