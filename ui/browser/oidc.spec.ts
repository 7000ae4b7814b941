// The way in by a provider of OpenID Connect: a real one, which asks its people who they are.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { enter, laptop, phone } from './people.ts'
import { another, type Demo } from './server.ts'
import { violations } from './world.ts'

const dir = mkdtempSync(join(tmpdir(), 'stet-oidc-'))
let provider: ChildProcess
let issuer = ''
let house: Demo

test.beforeAll(async () => {
  const program = join(dir, 'house')
  execFileSync('go', ['build', '-o', program, './internal/newsroom/account/doortest/house'], { cwd: '..' })
  provider = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] })
  const said: Record<string, string> = {}
  for await (const line of createInterface({ input: provider.stdout as NodeJS.ReadableStream })) {
    const [name = '', ...rest] = line.split(' ')
    said[name] = rest.join(' ')
    if (said.issuer && said.secret) break
  }
  const [address = '', client = ''] = (said.issuer ?? '').split(' ')
  issuer = address
  writeFileSync(join(dir, 'secret'), said.secret ?? '')
  const more = ['--oidc-issuer', issuer, '--oidc-client', client, '--oidc-secret-file', join(dir, 'secret')]
  house = await another(join(dir, 'data'), ...more)
})
test.afterAll(async () => {
  await house.stop()
  provider.stdin?.end()
  rmSync(dir, { recursive: true, force: true })
})

// comes opens the sign-in in a browser of its own.
async function comes(browser: Browser, language: string, as = laptop): Promise<Page> {
  const page = await (await browser.newContext(as)).newPage()
  await page.goto(`${house.staff}/n/sign-in?lang=${language}`)
  return page
}

// says shows the provider who is there. It is another site, with a page of its own.
async function says(page: Page, who: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Padma accounts' })).toBeVisible()
  expect(page.url().startsWith(`${issuer}/authorize?`)).toBe(true)
  expect(new URL(page.url()).searchParams.get('code_challenge_method')).toBe('S256')
  await page.getByRole('button', { name: who, exact: true }).click()
}

const words = {
  en: {
    door: 'Sign in with the house’s directory',
    refused: 'Your account at the house’s directory opens none here yet.',
    out: 'Sign out',
  },
  bn: {
    door: 'প্রতিষ্ঠানের অ্যাকাউন্ট দিয়ে ঢুকুন',
    refused: 'আপনার প্রতিষ্ঠানের অ্যাকাউন্ট এখনো এখানকার কোনো অ্যাকাউন্টের সঙ্গে যুক্ত নয়।',
    out: 'বেরিয়ে যান',
  },
}

for (const [language, w] of Object.entries(words)) {
  test(`${language}: whom nobody knows is not let in from elsewhere, whatever address they bring`, async ({
    browser,
  }) => {
    for (const who of ['stranger', 'unproved']) {
      const page = await comes(browser, language, phone)
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: w.door }).click()
      await says(page, who)
      await expect(page.locator('[role=alert]')).toContainText(w.refused)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await expect(page.locator('input[name=password]')).toBeVisible() // the other way in
      expect(await violations(page)).toEqual([])
      await page.goto(`${house.staff}/n/wires`)
      await expect(page).toHaveURL(/\/n\/sign-in/)
      await page.context().close()
    }
  })
}

// again leaves, and comes back as somebody who is signed in elsewhere still.
async function again(page: Page, language: 'en' | 'bn'): Promise<void> {
  const w = words[language]
  await page.getByRole('button', { name: w.out, exact: true }).first().click()
  await expect(page).toHaveURL(/\/n\/sign-in/)
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await page.goto(`${house.staff}/n/me`)
  await expect(page).toHaveURL(/\/n\/sign-in/) // nobody is let in without having asked
  await page.getByRole('button', { name: w.door }).click()
  await expect(page).toHaveURL(/\/n\/me$/)
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await page.context().close()
}

test('an account elsewhere is linked, signs in, and signs out', async ({ browser }) => {
  const first = await enter(browser, 'arif', laptop, house.staff)
  await first.goto(`${house.staff}/n/me`)
  await first.getByRole('button', { name: 'Link it' }).click()
  await says(first, 'arif')
  await expect(first.getByText('Your account there opens this one now.')).toBeVisible()
  await expect(first.getByText('arif@accounts.example', { exact: true })).toBeVisible()
  expect(await violations(first)).toEqual([])
  await first.context().close()

  const page = await comes(browser, 'en')
  await page.getByRole('button', { name: words.en.door }).click()
  await says(page, 'arif')
  await expect(page).toHaveURL(/\/n\/?(\?.*)?$/)
  await again(page, 'en')
})

test('who is invited begins with an account elsewhere, in Bangla', async ({ browser }) => {
  const admin = await enter(browser, 'sadia', laptop, house.staff)
  await admin.goto(`${house.staff}/n/settings/people/new`)
  await admin.fill('input[name=name]', 'রাফি আলম')
  await admin.fill('input[name=email]', 'rafi@stet.test')
  await admin.locator('select[name=language]').selectOption('bn')
  await admin.locator('input[name=roles][value=reporter]').check()
  await admin.locator('main form button.main').first().click()
  const link = await admin.locator('input[readonly]').first().inputValue()
  expect(link).toContain('/n/join?key=')
  await admin.context().close()

  const page = await (await browser.newContext({ ...laptop, locale: 'bn-BD' })).newPage()
  await page.goto(link)
  await expect(page.locator('html')).toHaveAttribute('lang', 'bn')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'প্রতিষ্ঠানের অ্যাকাউন্ট দিয়ে' }).click()
  await says(page, 'rafi')
  await page.goto(`${house.staff}/n/me`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('rafi@accounts.example', { exact: true })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await again(page, 'bn')
})
