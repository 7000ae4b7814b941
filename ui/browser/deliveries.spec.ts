// A client and a product made on screens, a story published, and the log that answers who got what and when. The client's receiver is
// started here, on loopback.
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { sideways } from './checks.ts'
import { enter } from './people.ts'
import { another, type Demo } from './server.ts'
import { api, publish, violations } from './world.ts'

interface Got {
  headers: IncomingHttpHeaders
  body: string
}

let house: Demo
let data = ''
let receiver: Server
const got: Got[] = []
let refuse = false

const place = () => `127.0.0.1:${(receiver.address() as AddressInfo).port}`

test.beforeAll(async () => {
  receiver = createServer((ask, answer) => {
    let body = ''
    ask.setEncoding('utf8')
    ask.on('data', (part: string) => {
      body += part
    })
    ask.on('end', () => {
      if (!refuse) got.push({ headers: ask.headers, body })
      answer.writeHead(refuse ? 503 : 204).end()
    })
  })
  await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready))
  data = mkdtempSync(join(tmpdir(), 'stet-deliveries-'))
  house = await another(data, '--receiver', place())
})

test.afterAll(async () => {
  await house?.stop()
  receiver.close()
  rmSync(data, { recursive: true, force: true })
})

// signed reports whether the copy has the signature that the key makes, as Standard Webhooks has it.
function signed({ headers, body }: Got, key: string): boolean {
  const secret = Buffer.from(key.replace(/^whsec_/, ''), 'base64')
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  return headers['webhook-signature'] === `v1,${createHmac('sha256', secret).update(text).digest('base64')}`
}

test('a client orders a product, gets what is published, and the log says so', async ({ browser }) => {
  test.slow()
  const page = await enter(browser, 'sadia', undefined, house.staff)
  await page.goto(`${house.staff}/n/settings/clients`)
  await expect(page.locator('main')).toContainText('There is no client yet.')
  const product = page.locator('details', { hasText: 'Add a product' })
  await product.getByLabel('Name').fill('World in English')
  await product.getByLabel('English', { exact: true }).check()
  await product.getByLabel('World News').check()
  await product.getByRole('button', { name: 'Add the product' }).click()
  await expect(page.locator('main')).toContainText('World in English')
  await expect(page.locator('main')).toContainText('English · World News')
  expect(await violations(page)).toEqual([])

  const client = page.locator('form', { hasText: 'Add a client' })
  await client.getByLabel('Name').fill('Padma Times')
  await client.getByLabel('Contact').fill('desk@padma.example')
  await client.getByRole('button', { name: 'Add the client' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Padma Times')
  const destination = page.locator('form', { hasText: 'Add a destination' })
  await destination.getByLabel('Name', { exact: true }).fill('Their desk')
  await destination.getByLabel(/^Address/).fill(`http://${place()}/copy`)
  await destination.getByRole('button', { name: 'Add the destination' }).click()
  const key = (await page.locator('.notice code').textContent()) ?? ''
  expect(key).toMatch(/^whsec_/)
  await expect(page.locator('.notice')).toContainText('It is not shown again.')
  expect(await violations(page)).toEqual([])
  await page.getByRole('group', { name: 'Ordered for Their desk' }).getByLabel('World in English').check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.locator('main')).not.toContainText(key)

  // It gets what fits, signed, and no story of another language.
  await publish('বন্যার পানি নামছে', 'পানি নামছে', 'bn', house)
  const story = await publish('Ferries cross the Padma again', 'Ferries run', 'en', house)
  await expect(() => expect(got).toHaveLength(1)).toPass({ timeout: 30_000 })
  const first = got[0] as Got
  expect(first.body).toContain('Ferries cross the Padma again')
  expect(first.headers['stet-story']).toBe(String(story.number))
  expect(signed(first, key)).toBe(true)
  expect(signed({ ...first, body: `${first.body} ` }, key)).toBe(false)

  await page.getByRole('link', { name: 'Its deliveries' }).click()
  const row = page.locator('.delivery')
  await expect(async () => {
    await page.reload()
    await expect(row).toHaveCount(1)
    for (const words of [
      'New',
      `#${story.number}`,
      'Padma Times',
      'Their desk',
      'delivered',
      'World in English',
    ])
      await expect(row).toContainText(words, { timeout: 1000 })
  }).toPass({ timeout: 30_000 })
  await row.locator('summary').click()
  await expect(row).toContainText('bytes')
  expect(await violations(page)).toEqual([])
  await page.getByLabel('Number of the story').fill('999999')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.locator('main')).toContainText('Nothing was delivered that is like that.')

  // A receiver that does not take it: the log says what it answered, and when it is tried again.
  refuse = true
  const late = await publish('Cyclone signal is raised', 'Signal raised', 'en', house)
  await expect(async () => {
    await page.goto(`${house.staff}/n/deliveries?story=${late.number}`)
    await expect(row).toContainText('tried once, again', { timeout: 1000 })
    await expect(row.locator('summary')).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 30_000 })
  await row.locator('summary').click()
  await expect(row).toContainText('503')
  refuse = false
  await expect(async () => {
    await page.reload()
    await expect(row).toContainText('delivered', { timeout: 1000 })
  }).toPass({ timeout: 60_000 })
  expect(got.map((g) => g.headers['stet-story'])).toEqual([String(story.number), String(late.number)])

  // A kill follows what was sent.
  const kill = { reason: 'It was about another river', alone: 'nobody else is here' }
  await api('POST', `/stories/${story.number}/kill`, kill, house)
  await expect(async () => {
    await page.goto(`${house.staff}/n/deliveries?story=${story.number}`)
    await expect(row).toHaveCount(2, { timeout: 1000 })
    await expect(row.first()).toContainText('Kill', { timeout: 1000 })
    await expect(row.first()).toContainText('delivered', { timeout: 1000 })
  }).toPass({ timeout: 30_000 })
  expect((got.at(-1) as Got).headers['stet-kind']).toBe('killed')
  expect(await sideways(page, 360, 100)).toEqual([])
})
