// What every newsroom page has: keys, the state of the line, lists that say when there
// is more, fields that count. Each is a small thing that the page does well without.

import { barPreview } from './newsroom/barpreview.ts'
import { board } from './newsroom/board.ts'
import { make } from './newsroom/dialog.ts'
import { fields } from './newsroom/fields.ts'
import { flashes } from './newsroom/flash.ts'
import { freshen, swap } from './newsroom/fresh.ts'
import { fronts } from './newsroom/fronts.ts'
import { keyOf, keys } from './newsroom/keys.ts'
import { leaving } from './newsroom/leaving.ts'
import { live } from './newsroom/live.ts'
import { unsent } from './newsroom/local.ts'
import { outbox } from './newsroom/outbox.ts'
import { palette } from './newsroom/palette.ts'
import { shelf } from './newsroom/shelf.ts'
import { folds, today } from './newsroom/today.ts'
import { t } from './newsroom/words.ts'

document.documentElement.classList.add('js')

// A sentence about what was done belongs to the page that follows it, not to a reload.
const here = new URL(location.href)
if (here.searchParams.has('said')) {
  here.searchParams.delete('said')
  history.replaceState(null, '', here)
}
document.getElementById('trouble')?.focus()

const net = document.getElementById('net')
if (net) {
  const line = () => {
    net.textContent = navigator.onLine ? '' : t('Offline. What you type stays on this device.')
  }
  addEventListener('online', line)
  addEventListener('offline', line)
  line()
}

// Nobody signs out over a text that is only on this device without being told.
const signOut = document.getElementById('sign-out') as HTMLFormElement | null
signOut?.addEventListener('submit', (e) => {
  indexedDB.deleteDatabase('stet-steps') // of newsroom/past.ts
  if (signOut.dataset.sure) return
  e.preventDefault()
  void unsent()
    .catch(() => [])
    .then((drafts) => {
      if (
        drafts.length > 0 &&
        !confirm(
          `The text of story ${drafts.map((d) => `#${d.number}`).join(', ')} is only on this device, not sent. It stays here until you sign in again. Sign out?`,
        )
      )
        return
      signOut.dataset.sure = '1'
      signOut.requestSubmit()
    })
})

const notSent = document.getElementById('unsent')
if (notSent) {
  void unsent().then(
    (drafts) => {
      if (drafts.length === 0) return
      notSent.hidden = false
      notSent.replaceChildren(
        make(
          'span',
          {},
          drafts.length === 1
            ? t('One text that was not sent is safe on this device. Sign in to send it.')
            : t('% texts that were not sent are safe on this device. Sign in to send them.', drafts.length),
        ),
      )
    },
    () => {},
  )
}

// Phones whose browser has no popover get one of ours.
if (!('popover' in HTMLElement.prototype)) {
  const more = document.getElementById('more')
  document
    .querySelector<HTMLElement>('[popovertarget=more]')
    ?.addEventListener('click', () => more?.classList.toggle('shown'))
}

shelf()
keys()
palette()
fields()
freshen()
fronts()
flashes()
barPreview()
board()
today()
// Few pages are the wire desk, and an editor on a phone has no bytes for it.
const desk =
  document.querySelector('.arrivals') && import('./newsroom/wires.ts').then((m) => m.wires({ swap, keyOf }))
folds()
live()
leaving()
outbox()
// Once every script of the page listens it says so. The editor, whose text comes later, says it itself.
document.addEventListener('DOMContentLoaded', async () => {
  await desk
  if (!document.getElementById('story-data')) document.documentElement.dataset.ready = ''
})
