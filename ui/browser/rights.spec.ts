// J14, the file photo, and J15, the end of rights.
import { type Browser, expect, test } from '@playwright/test'
import { exif, html, live, type Picture, shot, uploaded, withLead } from './frames.ts'
import { enter } from './people.ts'
import { api, publish, staff } from './world.ts'

for (const [language, mark, who] of [
  ['en', 'File photo', 'sadia'],
  ['bn', 'ফাইল ছবি', 'sadia'],
] as const)
  test(`J14: a frame of 2024 is a file photo until somebody says why not, in ${language}`, async ({
    browser,
  }) => {
    const page = await enter(browser, who)
    const old = await uploaded(page, shot('river-dusk', '2024:03:12 15:11:00'), 'Ferry at the Jamuna quay')
    expect(old.taken).toContain('2024-03-12T09:11')
    const fresh = await uploaded(
      page,
      shot('river-dusk', exif(new Date(Date.now() - 3600_000))),
      'Ferry at the Jamuna quay',
    )
    const s = await withLead(`Ferries run on the Jamuna ${language} ${Date.now()}`, language, old, 'A ferry')
    await page.goto(`${staff}/n/s/${s.number}`)
    const used = page.locator('#pictures .in-use')
    await expect(used.locator('.file-mark')).toContainText('File photo: yes, taken 12 Mar 2024')
    await expect(used.getByRole('link', { name: 'Ferry at the Jamuna quay' }).first()).toBeVisible()
    const at = await live(s)
    // The caption ends with the mark, before the credit.
    await expect.poll(() => html(at)).toMatch(new RegExp(`A ferry[^]{0,60}${mark}[^]{0,90}A\\. Rahman`))

    await page.goto(`${staff}/n/s/${s.number}`)
    await used.locator('.mark-off summary').click()
    await used.getByRole('button', { name: 'Take it off' }).click()
    await expect(page.locator('.troubles')).toContainText('needs a reason')
    expect(await html(at)).toContain(mark)
    await page.goto(`${staff}/n/s/${s.number}`)
    await used.locator('.mark-off summary').click()
    await used.locator('.mark-off input').fill('The clock of the camera was never set')
    await used.getByRole('button', { name: 'Take it off' }).click()
    await expect(used.locator('.file-mark')).toContainText('File photo: no')
    await expect(used).toContainText('The clock of the camera was never set')
    await expect.poll(() => html(at)).not.toContain(`${mark}.`)
    expect(await html(at)).not.toContain('never set')
    await page.goto(`${staff}/n/log?object=story/${s.number}`)
    await expect(page.locator('main')).toContainText('never set')

    const other = await withLead(`Ferries run again ${language} ${Date.now()}`, language, fresh, 'A ferry')
    const today = await live(other)
    await expect.poll(() => html(today)).toContain('A. Rahman')
    expect(await html(today)).not.toMatch(new RegExp(`<strong>${mark}`))
    await page.context().close()
  })

async function rights(p: Picture, until: Date): Promise<void> {
  const now = await api<Picture>('GET', `/pictures/${p.id}`)
  await api('PATCH', `/pictures/${p.id}`, { base: now.revision ?? 0, rights: { until: until.toISOString() } })
}

test('J15: a picture whose rights are over is not put in, and one that readers have needs somebody', async ({
  browser,
}) => {
  const page = await enter(browser as Browser, 'sadia')
  const frame = await uploaded(
    page,
    shot('river-dusk', exif(new Date(Date.now() - 3600_000))),
    'A ferry of the agency',
  )
  const other = await uploaded(
    page,
    shot('river-dusk', exif(new Date(Date.now() - 3600_000))),
    'A ferry of our own',
  )
  const s = await withLead(`Ferries of the agency ${Date.now()}`, 'en', frame, 'A ferry of the agency')
  const at = await live(s)
  await expect.poll(() => html(at)).toContain('A ferry of the agency')
  await page.goto(`${staff}/n`)
  const needs = page.locator('section[aria-labelledby=h-waiting]')
  await expect(needs).not.toContainText('Picture may not be shown') // nothing is wrong yet

  await rights(frame, new Date(Date.now() - 60_000))
  await page.goto(`${staff}/n`)
  const line = needs.locator('li', { hasText: s.content.headline }).first()
  await expect(line).toContainText('Picture may not be shown')
  await expect(line).toContainText('the right to show it ended at')

  const fresh = await publish(`Another story ${Date.now()}`, '')
  await page.goto(`${staff}/n/s/${fresh.number}`)
  await page.locator('#lead details.choose summary').click()
  const choice = page.locator(`input[name=lead_picture][value="${frame.id}"]`)
  await expect(choice).toBeDisabled()
  await expect(page.locator('li', { has: choice })).toContainText(
    'may not be used: the right to show it ended at',
  )

  await page.goto(`${staff}/n/s/${s.number}`)
  await expect(page.locator('#pictures .in-use')).toContainText('may not be used')
  await page.locator('#lead details.choose summary').click()
  await page.locator(`input[name=lead_picture][value="${other.id}"]`).check()
  await page.fill('input[name=lead_caption]', 'A ferry of our own')
  await page.keyboard.press('Control+s')
  await expect(page.locator('#pictures .in-use')).not.toContainText('may not be used')
  await api('POST', `/stories/${s.number}/update`, { note: 'Another picture.' })
  await expect.poll(() => html(at)).toContain('A ferry of our own')
  expect(await html(at)).not.toContain('A ferry of the agency')
  await page.goto(`${staff}/n`)
  await expect(needs.locator('li', { hasText: s.content.headline })).toHaveCount(0)
  await page.context().close()
})
