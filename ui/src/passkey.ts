// Passkeys: asks the server for a challenge, the browser for an answer, and sends the form
// that takes it home. Where the browser has no passkeys the buttons stay hidden.

type Options = {
  challenge: string
  user?: { id: string }
  excludeCredentials?: Descriptor[]
  allowCredentials?: Descriptor[]
}
type Descriptor = { id: string }

function bytes(text: string): ArrayBuffer {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (c) => c.charCodeAt(0)).buffer
}

function text(buffer: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}

// opened returns the options with their base64 as bytes.
function opened(o: Options): PublicKeyCredentialRequestOptions & PublicKeyCredentialCreationOptions {
  const list = (all?: Descriptor[]) => all?.map((d) => ({ ...d, id: bytes(d.id) }))
  return {
    ...o,
    challenge: bytes(o.challenge),
    user: o.user && { ...o.user, id: bytes(o.user.id) },
    excludeCredentials: list(o.excludeCredentials),
    allowCredentials: list(o.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions & PublicKeyCredentialCreationOptions
}

// answer asks the browser, and returns what it said as the server reads it.
async function answer(how: string, options: Options): Promise<string> {
  const publicKey = opened(options)
  const got = await (how === 'create'
    ? navigator.credentials.create({ publicKey })
    : navigator.credentials.get({ publicKey }))
  const key = got as PublicKeyCredential
  const said: Record<string, unknown> = {}
  if (key.response instanceof AuthenticatorAttestationResponse) {
    said.attestationObject = text(key.response.attestationObject)
    said.transports = key.response.getTransports?.() ?? []
  } else {
    const r = key.response as AuthenticatorAssertionResponse
    said.authenticatorData = text(r.authenticatorData)
    said.signature = text(r.signature)
    if (r.userHandle) said.userHandle = text(r.userHandle)
  }
  said.clientDataJSON = text(key.response.clientDataJSON)
  return JSON.stringify({
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    clientExtensionResults: key.getClientExtensionResults(),
    response: said,
  })
}

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement
}

async function use(form: HTMLFormElement): Promise<void> {
  const asked = await fetch(form.dataset.options ?? '', {
    method: 'POST',
    body: new URLSearchParams([...new FormData(form)].map(([k, v]) => [k, String(v)])),
  })
  if (asked.status === 403) {
    // It wants a fresh proof: the page behind this address asks for it.
    location.href = `/n/fresh?next=${encodeURIComponent(location.pathname)}`
    return
  }
  if (!asked.ok) throw new Error(`${asked.status}`)
  const { ceremony, options } = (await asked.json()) as { ceremony: string; options: Options }
  field(form, 'passkey').value = await answer(form.dataset.passkey ?? '', options)
  field(form, 'answers').value = ceremony
  form.submit()
}

if ('PublicKeyCredential' in window) {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    const said = form.querySelector<HTMLElement>('.trouble')
    form.hidden = false
    form.querySelector('button')?.addEventListener('click', () => {
      if (said) said.hidden = true
      use(form).catch(() => {
        if (said) said.hidden = false
      })
    })
  }
}
