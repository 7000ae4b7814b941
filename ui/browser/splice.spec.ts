// A page that was there before a flash carries it in its HTML without being printed again:
// what the server puts together must be taken apart by browsers, by curl and by zlib.
import { execFileSync } from 'node:child_process'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { api, readers, storyPath } from './world.ts'

interface Flash {
  id: string
}

// raw returns the page as it is sent, and how it is encoded.
async function raw(path: string, accept: string): Promise<{ encoding: string; body: Buffer }> {
  const { get } = await import('node:http')
  return new Promise((resolve, reject) => {
    get(readers + path, { headers: { 'accept-encoding': accept } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ encoding: response.headers['content-encoding'] ?? '', body: Buffer.concat(chunks) }),
      )
      response.on('error', reject)
    }).on('error', reject)
  })
}

test('a flash is in pages that were printed before it, whoever takes them apart', async ({ browser }) => {
  const path = await storyPath('en')
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(readers + path)
  const headline = await page.locator('h1').textContent()
  const text = `Put into a page that was there, ${Date.now()}`
  const { id } = await api<Flash>('POST', '/ticker', { language: 'en', text })

  const encodings = new Set<string>()
  await expect(async () => {
    const response = await page.goto(readers + path)
    encodings.add(response?.headers()['content-encoding'] ?? '')
    await expect(page.locator('.tk li').first()).toContainText(text, { timeout: 100 })
  }).toPass()
  expect(await page.locator('h1').textContent()).toBe(headline)
  await expect(page.locator('footer.foot')).toBeVisible()

  const plain = (await raw(path, 'identity')).body.toString()
  expect(plain).toContain(text)
  const zipped = await raw(path, 'gzip')
  expect(zipped.encoding).toBe('gzip')
  expect(gunzipSync(zipped.body).toString()).toBe(plain)
  const curled = execFileSync('curl', ['-sS', '--compressed', '-H', 'Accept-Encoding: gzip', readers + path])
  expect(curled.toString()).toBe(plain)

  await expect(async () => expect((await raw(path, 'br, gzip')).encoding).toBe('br')).toPass()
  expect(brotliDecompressSync((await raw(path, 'br')).body).toString()).toBe(plain)
  const response = await page.goto(readers + path)
  encodings.add(response?.headers()['content-encoding'] ?? '')
  await expect(page.locator('.tk li').first()).toContainText(text)
  expect([...encodings].every((e) => e === 'gzip' || e === 'br')).toBe(true)

  await api('DELETE', `/ticker/${id}`)
  await expect(async () => {
    await page.goto(readers + path)
    await expect(page.getByText(text)).toHaveCount(0, { timeout: 100 })
  }).toPass()
  expect(await page.locator('h1').textContent()).toBe(headline)
  await context.close()
})
