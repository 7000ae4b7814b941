// A picture that was the wrong one is replaced in every story at once, and another is chosen for a text where it is written.
import { expect, type Page, test } from '@playwright/test'
import { exif, html, live, type Picture, shot, uploaded, withLead } from './frames.ts'
import { enter, laptop } from './people.ts'
import { api, staff, violations } from './world.ts'

interface Known extends Picture {
  renditions: { name: string }[]
}

const frame = async (page: Page, caption: string, of = 'river-dusk'): Promise<Known> => {
  const p = await uploaded(page, shot(of, exif(new Date(Date.now() - 3600_000))), caption)
  return api<Known>('GET', `/pictures/${p.id}`)
}

test('a picture of two live stories is replaced by another, readers have it, and the log says why', async ({
  browser,
}) => {
  const page = await enter(browser, 'sadia', laptop)
  const now = Date.now()
  const was = await frame(page, `A ferry of another year ${now}`)
  const is = await frame(page, `The ferry of today ${now}`, 'river-boats')
  const one = await withLead(`Ferries run in the south ${now}`, 'en', was, `South ${now}`)
  const two = await withLead(`Ferries run in the north ${now}`, 'en', was, `North ${now}`)
  const draft = await withLead(`Ferries may run ${now}`, 'en', was, `Draft ${now}`)
  const addresses = [await live(one), await live(two)]
  for (const at of addresses) await expect.poll(() => html(at)).toContain('A. Rahman')

  await page.goto(`${staff}/n/pictures/${was.id}`)
  await page.getByRole('link', { name: 'Replace everywhere' }).click()
  const lines = page.locator('.lines > li')
  await expect(lines).toHaveCount(3)
  await expect(lines.filter({ hasText: 'readers get it again' })).toHaveCount(2)
  await expect(lines.filter({ hasText: draft.content.headline })).toContainText('only its copy')
  expect(await violations(page)).toEqual([])

  // Without the other picture nothing happens, and what was typed stays.
  await page.fill('input[name=why]', 'It shows the ferry of 2024')
  await page.fill('textarea[name=note]', 'An earlier picture showed another ferry.')
  await page.getByRole('button', { name: 'Replace everywhere' }).click()
  await expect(page.locator('.trouble')).toBeVisible()
  await expect(page.locator('input[name=why]')).toHaveValue('It shows the ferry of 2024')
  await page.locator(`input[name=with][value="${is.id}"]`).check()
  await page.getByRole('button', { name: 'Replace everywhere' }).click()
  await expect(page).toHaveURL(new RegExp(`/n/pictures/${is.id}`))
  await expect(page.locator('.notice')).toContainText('The other picture is in its place everywhere.')

  for (const at of addresses) {
    await expect.poll(() => html(at)).toContain(`The ferry of today ${now}`)
    const text = await html(at)
    expect(text).toContain('An earlier picture showed another ferry.')
    expect(text).not.toContain('ferry of 2024')
    for (const r of was.renditions) expect(text).not.toContain(r.name)
    const src = /<img[^>]+src="([^"]*\/media\/[^"]+)"/.exec(text)?.[1] ?? ''
    expect((await fetch(new URL(src, at))).status).toBe(200)
  }
  const kept = await api<{ content: { lead?: { picture: string } } }>('GET', `/stories/${draft.number}`)
  expect(kept.content.lead?.picture).toBe(is.id)

  await page.goto(`${staff}/n/pictures/${was.id}`)
  await expect(page.locator('main')).toContainText('Nowhere yet.')
  await expect(page.locator('.timeline')).toContainText('It shows the ferry of 2024')
  await page.goto(`${staff}/n/log?object=story/${one.number}`)
  await expect(page.locator('main')).toContainText('It shows the ferry of 2024')
  await page.context().close()
})

test('who replaces a picture must see what it changes as it is now', async ({ browser }) => {
  const page = await enter(browser, 'sadia', laptop)
  const now = Date.now()
  const [was, is] = [await frame(page, `First ${now}`), await frame(page, `Second ${now}`)]
  await withLead(`Once ${now}`, 'en', was, `Once ${now}`)
  await page.goto(`${staff}/n/pictures/${was.id}/replace`)
  await withLead(`Twice ${now}`, 'en', was, `Twice ${now}`) // by somebody else, meanwhile
  await page.locator(`input[name=with][value="${is.id}"]`).check()
  await page.fill('input[name=why]', 'Sharper')
  await page.getByRole('button', { name: 'Replace everywhere' }).click()
  await expect(page.locator('.trouble')).toContainText('no longer what you saw')
  await expect(page.locator('.lines > li')).toHaveCount(2)
  await expect(page.locator(`input[name=with][value="${is.id}"]`)).toBeChecked()
  await page.getByRole('button', { name: 'Replace everywhere' }).click()
  await expect(page.locator('.notice')).toContainText('in its place everywhere')
  await page.context().close()
})

test('a picture for the text is looked for by words, warns of what it lacks, and is none that may not be used', async ({
  browser,
}) => {
  const page = await enter(browser, 'sadia', laptop)
  const now = Date.now()
  const [free, denied] = [await frame(page, `Quay free ${now}`), await frame(page, `Quay denied ${now}`)]
  await api('PATCH', `/pictures/${denied.id}`, { base: 0, rights: { use: 'denied', conditions: 'Not ours' } })
  await api('PATCH', `/pictures/${free.id}`, {
    base: 0,
    rights: { use: 'conditional', conditions: 'Not beside an advertisement' },
  })
  const story = await withLead(`A quay ${now}`, 'en', free, `Quay ${now}`)
  await page.goto(`${staff}/n/s/${story.number}`)
  await page.locator('.ProseMirror').click()
  await page.getByRole('button', { name: 'Picture', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Picture' })
  await expect(dialog.getByRole('radio').first()).toBeVisible()
  await dialog.getByRole('searchbox').fill(`${now} quay`)
  await expect(dialog.getByRole('radio')).toHaveCount(2)
  await expect(dialog.locator(`input[value="${denied.id}"]`)).toBeDisabled()
  await expect(dialog.locator('label', { has: page.locator(`input[value="${denied.id}"]`) })).toContainText(
    'Not ours',
  )
  await expect(dialog.locator('label', { has: page.locator(`input[value="${free.id}"]`) })).toContainText(
    'Not beside an advertisement',
  )
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('searchbox').fill(`nothing is called ${now}x`)
  await expect(dialog.getByRole('status')).toHaveText('No picture is like that.')
  await dialog.getByRole('searchbox').fill(`${now} quay`)
  await dialog.locator(`input[value="${free.id}"]`).check()
  await dialog.getByRole('button', { name: 'Put it in the text' }).click()
  await expect(page.locator('.ProseMirror figure.in-text')).toHaveCount(1)
  await expect(page.locator('body')).toContainText(/Saved \d/)
  const kept = await api<{ content: { body: unknown } }>('GET', `/stories/${story.number}`)
  expect(JSON.stringify(kept.content.body)).toContain(free.id)
  await page.context().close()
})
