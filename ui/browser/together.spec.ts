// Two people, one story: each is a context of their own.
import { expect, test } from '@playwright/test'
import { enter, phone, plain, text, typeAtEnd, write } from './people.ts'
import { api, password, staff } from './world.ts'

// J9.
test('two editors of one story see, ask and take over, and no word is lost', async ({ browser }) => {
  test.setTimeout(120_000)
  const s = await write(`Ferries halted ${Date.now()}`, ['The first paragraph.'])
  const url = `${staff}/n/s/${s.number}`
  const sadia = await enter(browser, 'sadia')
  await sadia.goto(url)
  await expect(text(sadia)).toBeVisible()
  await typeAtEnd(sadia, ' Ferries stopped at noon.')

  const imran = await enter(browser, 'imran')
  await imran.goto(url)
  await expect(imran.locator('#present')).toContainText('Sadia Afrin is editing the text')
  await expect(text(imran)).toHaveAttribute('contenteditable', 'false')
  await expect(text(imran)).toContainText('Ferries stopped at noon.', { timeout: 15_000 })
  // He sees what she types and not only what is saved: here none of it can be.
  const saves = new RegExp(`/api/v1/stories/${s.number}$`)
  await sadia.route(saves, (r) => (r.request().method() === 'PUT' ? r.abort() : r.continue()))
  await typeAtEnd(sadia, ' Two hundred lorries wait.')
  const typed = Date.now()
  await expect(text(imran)).toContainText('Two hundred lorries wait.', { timeout: 15_000 })
  console.log(`what is typed is seen ${Date.now() - typed} ms later; the aim is 2,000`)
  await sadia.unroute(saves)

  // The headline is another part: he may edit it.
  const headline = `Ferries halted in three districts ${Date.now()}`
  await imran.fill('#headline', headline)
  await expect(imran.locator('#saving')).toContainText(/^Saved \d/, { timeout: 30_000 })
  await expect(sadia.locator('#headline')).toHaveValue(headline, { timeout: 30_000 })
  await expect(sadia.locator('#headline')).toHaveAttribute('readonly', '')

  // She says no.
  await imran.getByRole('button', { name: 'Ask to edit' }).first().click()
  await expect(sadia.getByRole('alert').filter({ hasText: 'Imran Hossain asks to edit' })).toBeVisible()
  await sadia.getByRole('button', { name: 'No, I go on' }).click()
  await expect(imran.getByRole('alert').filter({ hasText: 'said no' })).toBeVisible()

  // A sub-editor may not take over from somebody who is there; a desk editor may.
  await expect(imran.getByRole('button', { name: 'Take over' })).toHaveAttribute('aria-disabled', 'true')
  await expect(text(sadia)).toHaveAttribute('contenteditable', 'true')
  await imran.close()

  // Now the duty editor takes over from imran, mid-word.
  const imran2 = await enter(browser, 'imran')
  await imran2.goto(url)
  await expect(imran2.locator('#locks .held')).toHaveCount(1)
  await sadia.goto(`${staff}/n`) // she leaves the story, and with it what she had of it
  await sadia.close()
  await expect(imran2.locator('#locks .held')).toHaveCount(0, { timeout: 30_000 })
  await expect(text(imran2)).toHaveAttribute('contenteditable', 'true')
  await typeAtEnd(imran2, ' The river is at a rec')
  const duty = await enter(browser, 'sadia')
  await duty.goto(url)
  await expect(duty.locator('#present')).toContainText('Imran Hossain is editing the text')
  await imran2.keyboard.type('ord lev')
  const before = await text(imran2).innerText()
  await duty.getByRole('button', { name: 'Take over' }).click()
  const told = imran2.getByRole('alert').filter({ hasText: 'Sadia Afrin took this over' })
  await expect(told).toContainText(/revision \d+/, { timeout: 15_000 })
  const revision = /revision (\d+)/.exec(await told.innerText())?.[1]
  const kept = await api<{ content: unknown; label: string }>(
    'GET',
    `/stories/${s.number}/revisions/${revision}`,
  )
  expect(JSON.stringify(kept.content)).toContain('The river is at a record lev')
  expect(kept.label).toContain('Taken over by Sadia Afrin')

  // Typing does nothing any more, and the text can be copied.
  await imran2.keyboard.type('XYZ')
  await expect(text(imran2)).not.toContainText('XYZ')
  await imran2.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await told.getByRole('button', { name: 'Copy my text' }).click()
  await expect(told.getByRole('button', { name: 'Copied' })).toBeVisible()
  const copied = await imran2.evaluate(() => navigator.clipboard.readText())
  expect(copied.replace(/\s+/g, ' ').trim()).toBe(before.replace(/\s+/g, ' ').trim())

  // She goes on from his last keystroke, and he sees it.
  await expect(text(duty)).toHaveAttribute('contenteditable', 'true')
  await typeAtEnd(duty, 'el.')
  await expect(text(duty)).toContainText('The river is at a record level.')
  await expect(text(imran2)).toContainText('The river is at a record level.', { timeout: 15_000 })
  await expect(duty.locator('#saving')).toContainText(/^Saved \d/, { timeout: 30_000 })
  const now = await api<{ content: { headline: string } }>('GET', `/stories/${s.number}`)
  expect(now.content.headline).toBe(headline)
  expect(JSON.stringify(now.content)).toContain('Two hundred lorries wait. The river is at a record level.')
})

// J10.
test('two edits of one paragraph are chosen between, and both stay in the history', async ({ browser }) => {
  const eight = [...'12345678'].map((n) => `Paragraph ${n} as it was.`)
  const s = await write(`Offline and online ${Date.now()}`, eight)
  const url = `${staff}/n/s/${s.number}`
  const field = await enter(browser, 'sadia', phone)
  await field.goto(url)
  const area = field.locator('#body')
  await expect(area).toBeVisible()
  await field.context().setOffline(true)
  const old = await area.inputValue()
  await area.fill(
    old.replace('Paragraph 3 as it was.', 'There are 41 shelters.').replace('Paragraph 7 as it was.\n\n', ''),
  )
  await expect(field.locator('#saving')).toContainText('On this phone, not sent')

  const imran = await enter(browser, 'imran')
  await imran.goto(url)
  await text(imran).locator('p').nth(2).click()
  await imran.keyboard.press('Home')
  await imran.keyboard.press('Shift+End')
  await imran.keyboard.type('There are forty-one shelters.')
  await text(imran).locator('p').nth(6).click()
  await imran.keyboard.press('End')
  await imran.keyboard.type(' Fourteen teams were added.')
  await expect(imran.locator('#saving')).toContainText(/^Saved \d/, { timeout: 30_000 })
  await imran.close()

  await field.context().setOffline(false)
  await field.getByRole('button', { name: 'Compare and choose' }).click({ timeout: 35_000 })
  await expect(field).toHaveURL(/\/merge\//)
  await expect(field.locator('fieldset.overlap')).toHaveCount(2)
  await expect(field.locator('legend')).toHaveText([/Paragraph\s+3/, /Paragraph\s+7/])
  await field.locator('fieldset.overlap').nth(0).locator('input[value=theirs]').check()
  await field.locator('fieldset.overlap').nth(1).locator('input[value=mine]').check()
  await field.getByRole('button', { name: 'Save the result' }).click()
  await expect(field).toHaveURL(/\/n\/s\/\d+/)
  const want = eight.with(2, 'There are forty-one shelters.').filter((p) => !p.startsWith('Paragraph 7'))
  expect(await plain(s.number)).toEqual(want)
  const asides = await api<{ items: { content: unknown }[] }>('GET', `/stories/${s.number}/asides`)
  expect(JSON.stringify(asides.items[0]?.content)).toContain('There are 41 shelters.')
  const revisions = await api<{ items: { content: unknown }[] }>('GET', `/stories/${s.number}/revisions`)
  expect(JSON.stringify(revisions.items)).toContain('Fourteen teams were added.')
})

// J12.
test('a session that ends mid-sentence leaves the text and the caret where they are', async ({ browser }) => {
  const s = await write(`Signed out ${Date.now()}`, ['Before the session ended.'])
  const page = await enter(browser, 'sadia')
  await page.goto(`${staff}/n/s/${s.number}`)
  await typeAtEnd(page, ' The first half of')
  await page.context().clearCookies()
  await page.keyboard.type(' a sentence')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('You are signed out', { timeout: 30_000 })
  await expect(text(page)).toContainText('The first half of a sentence')
  await expect(page.locator('#saving')).toContainText(/^On this computer, not sent \(\d+ changes?\)$/)
  await dialog.locator('input[name=email]').fill('sadia@stet.test')
  await dialog.locator('input[name=password]').fill('a wrong password')
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog.getByRole('alert')).not.toBeEmpty()
  await dialog.locator('input[name=password]').fill(password)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.locator('#saving')).toContainText(/^Saved \d/, { timeout: 30_000 })
  await page.keyboard.type(' that ends here.')
  await expect(text(page)).toContainText('The first half of a sentence that ends here.')
  await expect(page.locator('#saving')).toContainText(/^Saved \d/, { timeout: 30_000 })
  await expect
    .poll(() => plain(s.number))
    .toEqual(['Before the session ended. The first half of a sentence that ends here.'])
})
