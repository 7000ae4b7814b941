// The editor beside its text: how readers would see it, what others say about it, its
// versions, and the settings that one person has at a time.
import { expect, test } from '@playwright/test'
import { enter, phone, plain, ready, startedBy, text, typeAtEnd, write } from './people.ts'
import { api, readers, staff, violations } from './world.ts'

test('a draft is seen on a phone and a laptop as the press prints it, and by nobody outside', async ({
  browser,
}) => {
  const word = `Unseen ${Date.now()}`
  const page = await enter(browser, 'imran')
  const s = await startedBy(page, word, 'The first words.')
  const [picture] = (await api<{ items: { id: string }[] }>('GET', '/pictures?limit=1')).items
  const kept = await api<{ revision: number; content: object }>('GET', `/stories/${s.number}`)
  await api('PUT', `/stories/${s.number}`, {
    base: kept.revision,
    content: { ...kept.content, lead: { picture: picture?.id, alt: 'A boat', caption: 'At dawn' } },
  })
  await page.goto(`${staff}/n/s/${s.number}`)
  await ready(page)
  await typeAtEnd(page, ' And these.')
  await page.keyboard.press('Control+Shift+Digit6')
  const dialog = page.getByRole('dialog', { name: 'Preview' })
  const shown = dialog.frameLocator('iframe')
  await expect(shown.locator('h1')).toHaveText(word)
  await expect(shown.locator('article.story')).toContainText('The first words. And these.')
  const img = shown.locator('img[alt="A boat"]')
  await expect(img).toBeVisible()
  await expect.poll(() => img.evaluate((i: HTMLImageElement) => i.naturalWidth)).toBeGreaterThan(300)
  await expect(shown.locator('article.story figcaption').first()).toContainText('At dawn')
  const width = () => dialog.locator('iframe').evaluate((f: HTMLIFrameElement) => f.offsetWidth)
  expect(await width()).toBeLessThanOrEqual(360)
  await dialog.getByRole('button', { name: 'Laptop' }).click()
  expect(await width()).toBe(1280)
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(text(page)).toBeFocused()

  // Whoever is not signed in gets the sign-in, and nothing on the way may keep it.
  const answer = await page.request.get(`${staff}/n/s/${s.number}/preview/page`)
  expect(answer.headers()['cache-control']).toBe('no-store')
  expect(await answer.text()).toContain(word)
  for (const path of ['/preview', '/preview/page']) {
    const outside = await fetch(`${staff}/n/s/${s.number}${path}`, { redirect: 'manual' })
    expect(outside.headers.get('location')).toContain('/n/sign-in')
    expect(await outside.text()).not.toContain(word)
  }
  for (const path of ['/en/', '/en/world-news/', '/en/feed.rss', `/n/s/${s.number}/preview/page`])
    expect(await (await fetch(readers + path)).text(), path).not.toContain(word)
})

test('an empty Bangla story on a phone is seen as a reader would, without what it lacks', async ({
  browser,
}) => {
  const page = await enter(browser, 'imran', phone)
  const s = await write('', ['ঘাটে দুই শ ট্রাক।'])
  const kept = await api<{ revision: number; content: object }>('GET', `/stories/${s.number}`)
  await api('PUT', `/stories/${s.number}`, {
    base: kept.revision,
    content: { ...kept.content, language: 'bn' },
  })
  await page.goto(`${staff}/n/s/${s.number}`)
  await ready(page)
  await page.getByRole('link', { name: 'Preview' }).click()
  const shown = page.getByRole('dialog', { name: 'Preview' }).frameLocator('iframe')
  await expect(shown.locator('html')).toHaveAttribute('lang', 'bn')
  await expect(shown.locator('article.story')).toContainText('ঘাটে দুই শ ট্রাক।')
  await expect(shown.locator('article.story figure')).toHaveCount(0)
})

test('a note is written beside the text, and answered, without leaving it', async ({ browser }) => {
  const page = await enter(browser, 'nusrat')
  const s = await startedBy(page, `Noted ${Date.now()}`, 'Text.')
  await page.goto(`${staff}/n/s/${s.number}`)
  await ready(page)
  await typeAtEnd(page, ' Half a sent')
  await page.keyboard.press('Control+Shift+Digit5')
  const pane = page.locator('#notes')
  await expect(pane).toBeFocused()
  await pane.getByLabel('A note to the others').fill('Is 14 right, @Imran Hossain?')
  await pane.getByLabel('It is a question').check()
  await page.keyboard.press('Control+Enter')
  await expect(pane.locator('li')).toContainText('Is 14 right')
  await expect(page.locator('.panes [data-pane=notes] .count')).toHaveText('1')
  await expect(text(page)).toContainText('Half a sent')
  await page.keyboard.press('Control+Shift+Digit5') // the same again puts it away
  await expect(pane).toBeHidden()

  const imran = await enter(browser, 'imran')
  await imran.goto(`${staff}/n/s/${s.number}#notes`)
  await ready(imran)
  await imran.locator('#notes').getByRole('link', { name: 'Answer' }).click()
  await imran.locator('#notes').getByLabel('Your answer').fill('It is 41.')
  await imran.locator('#notes').getByRole('button', { name: 'Write' }).click()
  await expect(imran.locator('#notes li').first()).toContainText('answered')
  await page.keyboard.press('Control+Shift+Digit5')
  await expect(pane.locator('li')).toHaveCount(2)
  expect(await violations(page)).toEqual([])
})

test('a note that is half written is in its field again after the story was submitted, and gone once it is sent', async ({
  browser,
}) => {
  const page = await enter(browser, 'nusrat')
  const s = await startedBy(page, `Half noted ${Date.now()}`, 'Text.')
  await page.goto(`${staff}/n/s/${s.number}`)
  await ready(page)
  await page.keyboard.press('Control+Shift+Digit5')
  const note = page.locator('#notes').getByLabel('A note to the others')
  const question = page.locator('#notes').getByLabel('It is a question')
  await note.fill('Is 14 right, and who')
  await question.check()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Submit' }).click()
  await expect(page.locator('.story-head .chip')).toContainText('With desk')
  await expect(note).toHaveValue('Is 14 right, and who')
  await expect(question).toBeChecked()

  // Somebody else at this device, and another story, have nothing of it.
  const other = await startedBy(page, `Not noted ${Date.now()}`, 'Text.')
  await page.goto(`${staff}/n/s/${other.number}`)
  await ready(page)
  await expect(page.locator('#note-label')).toBeAttached()
  await expect(page.locator('[name=note_text]')).toHaveValue('')

  await page.goto(`${staff}/n/s/${s.number}#notes`)
  await ready(page)
  await expect(note).toHaveValue('Is 14 right, and who')
  await note.fill('Is 14 right, and who says so, @Imran Hossain?')
  await page.locator('#notes').getByRole('button', { name: 'Write' }).click()
  await expect(page.locator('#notes li').first()).toContainText('and who says so')
  await expect(note).toHaveValue('')
  await page.reload()
  await ready(page)
  await expect(page.locator('[name=note_text]')).toHaveValue('')
  await expect(page.locator('[name=note_question]')).not.toBeChecked()
})

test("the publish settings are one person's at a time, until they are given or taken", async ({
  browser,
}) => {
  const s = await write(`Settings ${Date.now()}`, ['Text.'])
  for (const verb of ['submit', 'ready']) await api('POST', `/stories/${s.number}/${verb}`, {})
  const url = `${staff}/n/s/${s.number}`
  const rashed = await enter(browser, 'rashed')
  await rashed.goto(url)
  await ready(rashed)
  const sadia = await enter(browser, 'sadia')
  await sadia.goto(url)
  await ready(sadia)
  const when = (page: typeof rashed) => page.locator('[name=schedule_at]')
  await when(rashed).fill('2031-03-26T18:00')
  const line = sadia.locator('#locks [data-part=publish]')
  await expect(line).toContainText('Rashed Hasan is editing: the publish settings')
  await expect(when(sadia)).toHaveAttribute('readonly', '')
  await expect(sadia.locator('button[value=schedule]')).toBeDisabled()
  await expect(text(sadia)).toHaveAttribute('contenteditable', 'true') // only that part

  await line.getByRole('button', { name: 'Ask to edit' }).click()
  await rashed.getByRole('button', { name: 'No, I go on' }).click()
  await expect(sadia.getByRole('alert').filter({ hasText: 'said no' })).toBeVisible()
  await line.getByRole('button', { name: 'Take over' }).click()
  const told = rashed
    .getByRole('alert')
    .filter({ hasText: 'Sadia Afrin took this over: the publish settings' })
  await expect(told).toContainText('is still in its fields')
  await expect(when(rashed)).toHaveAttribute('readonly', '')
  await expect(when(rashed)).toHaveValue('2031-03-26T18:00')
  await expect(when(sadia)).not.toHaveAttribute('readonly', '')
  await when(sadia).fill('2031-03-26T19:00')
  await sadia.locator('button[value=schedule]').click()
  await expect(sadia.locator('.story-head .chip')).toContainText('Scheduled')
})

test('undo goes on after a reload', async ({ browser }) => {
  const page = await enter(browser, 'nusrat')
  const s = await startedBy(page, `Undone ${Date.now()}`, 'First.')
  await page.goto(`${staff}/n/s/${s.number}`)
  await ready(page)
  const saved = (words: string) =>
    expect.poll(async () => (await plain(s.number)).join(' '), { timeout: 30_000 }).toContain(words)
  await typeAtEnd(page, ' Second.')
  await saved('Second.')
  await typeAtEnd(page, ' Third.')
  await saved('Third.')
  await expect(page.locator('#saving')).toContainText(/^Saved \d/)
  await page.reload()
  await ready(page)
  await text(page).click()
  await expect(text(page)).toHaveText('First. Second. Third.')
  for (let left = 12; left > 0 && (await text(page).innerText()).trim() !== 'First. Second.'; left--)
    await page.keyboard.press('Control+z')
  await expect(text(page)).toHaveText('First. Second.')
  for (let left = 12; left > 0 && (await text(page).innerText()).trim() !== 'First.'; left--)
    await page.keyboard.press('Control+z')
  await expect(text(page)).toHaveText('First.')
  await page.keyboard.press('Control+y')
  await expect(text(page)).not.toHaveText('First.')
})
