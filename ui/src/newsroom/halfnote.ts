// A note that is being written and was not sent: it stays on this device, one a story and
// person, until it is sent or emptied. Whatever is done with the story meanwhile, it is in the
// field again.

export interface Half {
  text: string
  question: boolean
  answers: string
}

interface Kept extends Half {
  at: number // ms
}

const place = 'stet-half-notes'
const most = 40

function all(): Record<string, Kept> {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Record<string, Kept>
  } catch {
    return {}
  }
}

const key = (number: number) => `${document.body.dataset.person ?? ''}/${number}`

export function half(number: number): Half | undefined {
  return all()[key(number)]
}

// keepHalf keeps the note, or forgets it if it says nothing; of many the oldest go.
export function keepHalf(number: number, note: Half): void {
  const { [key(number)]: was, ...others } = all()
  if (!note.text.trim() && !was) return
  const list = Object.entries(others).sort(([, a], [, b]) => b.at - a.at)
  if (note.text.trim()) list.unshift([key(number), { ...note, at: Date.now() }])
  try {
    localStorage.setItem(place, JSON.stringify(Object.fromEntries(list.slice(0, most))))
  } catch {
    // the device is full: the note is in the field all the same
  }
}
