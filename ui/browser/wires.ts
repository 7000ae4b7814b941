// Wires to which the tests push copy, signed as Standard Webhooks has it.
import { createHmac, randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { api, type House, staff } from './world.ts'

// Copy is what is said of a dispatch in ninjs.
export interface Copy {
  uri: string
  headline: string
  body_text: string
  urgency?: number
  version?: string
  embargoed?: string
  language?: string
  versioncreated?: string
}

export interface PushWire {
  id: string
  push: (copy: Copy) => Promise<void>
  // send sends a document of any kind that Stet reads.
  send: (document: string | Buffer, type: string) => Promise<void>
}

const secret = 'a secret of this test and its wire'

// pushWire adds a wire of the name to the house, and returns how copy is sent over it.
export async function pushWire(name: string, language = 'en', house?: House): Promise<PushWire> {
  // A test that is walked again has a wire of its own again.
  const again = process.env.TEST_WORKER_INDEX ?? ''
  const wire = {
    name: `${name} ${again}`,
    kind: 'push',
    address: '',
    language,
    login: { how: 'signature' },
    secret,
  }
  const { id } = await api<{ id: string }>('POST', '/wires', wire, house)
  const send = async (document: string | Buffer, type: string) => {
    const now = new Date()
    const body = Buffer.from(document)
    const message = randomUUID()
    const at = String(Math.floor(now.getTime() / 1000))
    const sign = createHmac('sha256', secret).update(`${message}.${at}.`).update(body).digest('base64')
    const answer = await fetch(`${house?.staff ?? staff}/wire/${id}`, {
      method: 'POST',
      headers: {
        'Content-Type': type,
        'Webhook-Id': message,
        'Webhook-Timestamp': at,
        'Webhook-Signature': `v1,${sign}`,
      },
      body,
    })
    expect(answer.status, await answer.text()).toBe(204)
  }
  const push = (copy: Copy) =>
    send(
      JSON.stringify({ versioncreated: new Date().toISOString(), language, type: 'text', ...copy }),
      'application/json',
    )
  return { id, push, send }
}

interface Dispatch {
  id: string
  guid: string
  headline: string
}

// dispatchOf returns the dispatch that came as the URI.
export async function dispatchOf(uri: string, house?: House): Promise<Dispatch> {
  const { items } = await api<{ items: Dispatch[] }>('GET', '/dispatches?limit=50', undefined, house)
  const found = items.find((d) => d.guid.includes(uri))
  expect(found, `${uri} has come`).toBeDefined()
  return found as Dispatch
}
