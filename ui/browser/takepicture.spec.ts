// A picture that came with a dispatch: it is seen beside the copy, taken, and used in the story that is made of it.
import { expect, test } from '@playwright/test'
import { shot } from './frames.ts'
import { enter } from './people.ts'
import { pushWire } from './wires.ts'
import { staff, violations } from './world.ts'

// letter is a partner's letter with a picture and a list attached.
const letter = (picture: Buffer) =>
  [
    'From: Desk <desk@delta.example>',
    'To: wires@stet.test',
    'Subject: Boats wait at Paturia for the fog to lift',
    `Date: ${new Date().toUTCString()}`,
    `Message-ID: <paturia-${Date.now()}@delta.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Boats waited at Paturia on Saturday for the fog over the Padma to lift, the port said.',
    '--part',
    'Content-Type: image/jpeg; name="boats.jpg"',
    'Content-Disposition: attachment; filename="boats.jpg"',
    'Content-Transfer-Encoding: base64',
    '',
    ...(picture.toString('base64').match(/.{1,76}/g) ?? []),
    '--part',
    'Content-Type: text/csv; name="boats.csv"',
    'Content-Disposition: attachment; filename="boats.csv"',
    '',
    'boat,since',
    'Padma 7,04:10',
    '--part--',
    '',
  ].join('\r\n')

test('a picture is taken from a dispatch into the story that is made of it', async ({ browser }) => {
  const wire = await pushWire('Paturia Letters')
  await wire.send(letter(shot('river-dusk', '2026:11:27 06:10:00')), 'message/rfc822')
  const page = await enter(browser, 'imran')
  await page.goto(`${staff}/n/wires?wire=${wire.id}`)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/n\/wires\/d\//)
  const reading = page.locator('.reading')
  // The files stand under the copy: the picture is shown, made small by us, and the list can be saved.
  const small = reading.locator('.media img')
  await small.scrollIntoViewIfNeeded()
  await expect.poll(() => small.evaluate((i: HTMLImageElement) => i.naturalWidth)).toBeGreaterThan(0)
  await expect(reading.locator('.media')).toContainText('boats.csv')
  await expect(reading.getByRole('button', { name: /Take the picture/ })).toHaveCount(1)
  expect(await violations(page)).toEqual([])
  const dispatch = page.url()
  await page.keyboard.press('t')
  await expect(page.locator('.notice').first()).toContainText('A story is made of it')
  const taken = (await reading.locator('.notice a').first().textContent()) ?? ''
  const number = Number(/#(\d+)/.exec(taken)?.[1])

  await page.goto(dispatch)
  await reading.getByRole('button', { name: /Take the picture/ }).click()
  await expect(page).toHaveURL(/\/n\/pictures\/[^/]+/)
  await expect(page.locator('main')).toContainText('Paturia Letters')
  await expect(page.getByRole('link', { name: /Boats wait at Paturia/ })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.locator('input[name=story]').fill(String(number))
  await page.getByRole('button', { name: 'Use', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/n/s/${number}`))
  await expect(page.locator('#pictures .in-use')).toHaveCount(1)
  await expect(page.locator('#source')).toContainText('Boats waited at Paturia')
})
