// Signing in over the editor when a session has ended: the text and the caret stay where
// they are. What needs more than a password is done in another tab.
import { make } from './dialog.ts'
import { t } from './words.ts'

let open = false

// signIn asks until somebody has signed in, or puts it away. It resolves to who that is.
export function signIn(): Promise<string> {
  if (open) return Promise.resolve('')
  open = true
  const email = make('input', { type: 'email', name: 'email', autocomplete: 'username', required: true })
  const password = make('input', {
    type: 'password',
    name: 'password',
    autocomplete: 'current-password',
    required: true,
  })
  const said = make('p', { role: 'alert' })
  const other = make(
    'a',
    { href: '/n/sign-in', target: '_blank', class: 'button quiet' },
    t('Sign in another way, in a new tab'),
  )
  const later = make('button', { type: 'button', class: 'quiet' }, t('Later'))
  const form = make(
    'form',
    { method: 'dialog', class: 'stack' },
    make('h2', { id: 'again-title' }, t('You are signed out')),
    make('p', {}, t('Your text is here and on this device. Sign in and it is saved.')),
    make('label', {}, t('E-mail'), email),
    make('label', {}, t('Password'), password),
    said,
    make('div', { class: 'actions' }, make('button', { class: 'main' }, t('Sign in')), other, later),
  )
  const dialog = make('dialog', { 'aria-labelledby': 'again-title' }, form)
  document.body.append(dialog)
  return new Promise((resolve) => {
    let who = ''
    const check = async () => {
      who = await me()
      if (who) dialog.close()
      return who !== ''
    }
    const back = () => void check()
    addEventListener('focus', back)
    later.onclick = () => dialog.close()
    form.onsubmit = async (e) => {
      e.preventDefault()
      said.textContent = ''
      const answer = await fetch('/n/sign-in', {
        method: 'POST',
        body: new URLSearchParams({ email: email.value, password: password.value, next: '/n/me' }),
      }).catch(() => undefined)
      if (!answer) said.textContent = t('There is no connection. Try again when there is.')
      else if (await check()) return
      else if (answer.url.includes('/n/sign-in/second'))
        said.textContent = t('This account has a second step. Sign in in a new tab, then come back here.')
      else {
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
        said.textContent = page.querySelector('.trouble')?.textContent?.trim() || t('That did not work.')
        password.value = ''
        password.focus()
      }
    }
    dialog.onclose = () => {
      removeEventListener('focus', back)
      dialog.remove()
      open = false
      resolve(who)
    }
    dialog.showModal()
  })
}

async function me(): Promise<string> {
  const r = await fetch('/api/v1/me').catch(() => undefined)
  return r?.ok ? ((await r.json()) as { id: string }).id : ''
}
