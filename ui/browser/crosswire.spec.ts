// The same event from two agencies in two languages: each is found from the other, and a person puts them together.
import { expect, type Page, test } from '@playwright/test'
import { sideways, smallTargets } from './checks.ts'
import { enter } from './people.ts'
import { dispatchOf, pushWire } from './wires.ts'
import { api, staff, violations } from './world.ts'

interface Read {
  perhaps_same?: { id: string; headline: string; language: string }[]
}

const english = 'Launch with 140 aboard hits pontoon at Barguna, 31 hurt'
const bangla = 'বরগুনায় পন্টুনে লঞ্চের ধাক্কা, আহত ৩১'

const perhaps = (page: Page, name: string) => page.getByRole('region', { name })

test('an event in the other language is suggested, and put together by hand', async ({ browser }) => {
  const wire = await pushWire('Payra Wire')
  const other = await pushWire('Payra Sangbad', 'bn')
  await wire.push({
    uri: 'payra-1',
    headline: english,
    body_text:
      'BARGUNA - A launch with about 140 passengers rammed the pontoon at Amtali in Barguna at 5am on Friday, injuring 31 people, river police said. Sub-inspector Harunur Talukder said that the master, Nuru Sikder, was detained. The MV Payra Express was on its way from Dhaka.',
  })
  await other.push({
    uri: 'payra-2',
    headline: bangla,
    body_text:
      'বরগুনার আমতলীতে শুক্রবার ভোরে ঘাটের পন্টুনে ধাক্কা দিয়েছে ঢাকা থেকে আসা একটি লঞ্চ। এমভি পায়রা এক্সপ্রেস নামের লঞ্চটির ৩১ যাত্রী আহত হয়েছেন; যাত্রী ছিলেন ১৪০ জনের মতো। নৌ পুলিশ চালক নুরু সিকদারকে আটক করেছে বলে জানান উপপরিদর্শক হারুনুর তালুকদার।',
  })
  await other.push({
    uri: 'payra-3',
    headline: 'আমতলীতে নতুন সেতুর কাজ শুরু',
    body_text: 'বরগুনার আমতলীতে ১৪০ মিটার দীর্ঘ একটি সেতুর কাজ শুরু হয়েছে। ব্যয় হবে ৩১ কোটি টাকা।',
  })
  const [one, two] = [await dispatchOf('payra-1'), await dispatchOf('payra-2')]
  // It is compared in the background.
  const suggested = async () => (await api<Read>('GET', `/dispatches/${one.id}`)).perhaps_same ?? []
  await expect
    .poll(async () => (await suggested()).map((p) => p.headline), { timeout: 20_000 })
    .toEqual([bangla])

  const page = await enter(browser, 'imran')
  await page.goto(`${staff}/n/wires/d/${two.id}`)
  await expect(perhaps(page, 'Perhaps the same in English').getByRole('link')).toHaveText([english])
  await page.goto(`${staff}/n/wires/d/${one.id}`)
  const found = perhaps(page, 'Perhaps the same in Bangla')
  await expect(found.getByRole('link')).toHaveText([bangla])
  await expect(found.getByRole('link')).toHaveAttribute('lang', 'bn')
  expect(await violations(page)).toEqual([])
  expect(await sideways(page, 360, 100)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  await page.setViewportSize({ width: 1366, height: 768 })

  await found.getByRole('button', { name: 'The same event: put them together' }).click()
  await expect(page.getByRole('heading', { name: 'The same event: 2 dispatches' })).toBeVisible()
  await expect(page.getByText('The first in its language.')).toBeVisible()
  await expect(perhaps(page, 'Perhaps the same in Bangla')).toHaveCount(0)
  await page.getByRole('button', { name: 'Take that back' }).click()
  await expect(page.getByRole('region', { name: /Perhaps the same in/ })).toBeVisible()
})
