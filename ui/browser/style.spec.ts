// The house's own rules of style: an editor adds one, sees first what it would have found last week, and the open editor of another
// shows what it finds.
import { expect, test } from '@playwright/test'
import { bangla, sideways, smallTargets } from './checks.ts'
import { enter, text, write } from './people.ts'
import { api, staff, violations } from './world.ts'

test('a rule is tried on last week, added without YAML, and seen in the open editor of another', async ({
  browser,
}) => {
  const story = await write('Port talks end without a deal', [
    'All stakeholders met at the port on Thursday.',
    '“The stakeholders must decide,” the minister said.',
  ])
  const imran = await enter(browser, 'imran')
  await imran.goto(`${staff}/n/s/${story.number}`)
  const pane = imran.locator('#reading')
  await expect(pane).toHaveAttribute('data-live', '')
  await expect(pane).not.toContainText('those with an interest')

  const rashed = await enter(browser, 'rashed')
  const errors: string[] = []
  rashed.on('pageerror', (e) => errors.push(e.message))
  await rashed.goto(`${staff}/n/settings/style?language=en`)
  await rashed.getByRole('link', { name: 'Add a rule' }).click()
  await rashed.getByRole('link', { name: 'Write one for another' }).click()
  await rashed.getByLabel('Name of the rule').fill('No stakeholders')
  await rashed.getByLabel('Instead of').first().fill('stakeholders')
  await rashed.getByLabel('write', { exact: true }).first().fill('those with an interest')
  await rashed.getByRole('button', { name: 'What would it have found last week?' }).click()
  const tried = rashed.locator('#tried-result')
  await expect(tried).toContainText('as they are now')
  await expect(tried).toContainText('Port talks end without a deal')
  await expect(tried.locator('mark')).toHaveText(['stakeholders'])
  expect(await violations(rashed)).toEqual([])
  expect(await sideways(rashed, 360, 100)).toEqual([])
  expect(await smallTargets(rashed)).toEqual([])
  await expect(rashed.getByLabel('Name of the rule')).toHaveValue('No stakeholders')
  await rashed.getByLabel('Why this change').fill('Nobody has ever met one.')
  await rashed.getByRole('button', { name: 'Save' }).click()
  await expect(rashed.getByText('The rule is added.')).toBeVisible()
  await expect(rashed.getByText('Nobody has ever met one.')).toBeVisible()

  // Nobody touches the open editor: it is told, and reads again.
  await expect(pane).toContainText('those with an interest')
  await expect(text(imran).locator('.found')).toHaveCount(1)

  await rashed.getByLabel('Off: it is kept, and stories are not read by it').check()
  await rashed.getByRole('button', { name: 'Save' }).click()
  await expect(rashed.getByText('The rule is changed.')).toBeVisible()
  await expect(pane).not.toContainText('those with an interest')
  expect(errors).toEqual([])
})

test('a rule is added as YAML without script, and a bad one is told with its line and field', async ({
  browser,
}) => {
  const rashed = await enter(browser, 'rashed', {
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  })
  await rashed.goto(`${staff}/n/settings/style/en/new?kind=yaml`)
  const yaml = rashed.getByLabel('The rule as YAML')
  await yaml.fill("name: Look back\nextends: existence\nmessage: No.\ntokens: ['(?<=the )crown']\n")
  await rashed.getByRole('button', { name: 'Save' }).click()
  await expect(rashed.locator('.trouble')).toContainText('Line 4, field tokens')
  await expect(yaml).toHaveValue(/Look back/)
  await yaml.fill("name: Look back\nextends: existence\nmessage: No.\ntokens: ['the crowns?']\n")
  await rashed.getByRole('button', { name: 'Save' }).click()
  await expect(rashed.getByText('The rule is added.')).toBeVisible()
  const rule = await api<{ owner: string; kind: string }>('GET', '/style/en/rules/look-back')
  expect(rule.kind).toBe('existence')
  expect(rule.owner).not.toBe('')
})

test('the rules are read in Bangla on a phone', async ({ browser }) => {
  const sadia = await enter(browser, 'sadia')
  await sadia.goto(`${staff}/n/me`)
  for (const path of [
    '/n/settings/style?language=bn',
    '/n/settings/style/bn/new?kind=existence',
    '/n/settings/style/bn/r/bn-ikar',
    '/n/settings/style/bn/vale',
  ]) {
    await sadia.goto(staff + path)
    expect(await sideways(sadia, 360, 100), path).toEqual([])
    expect(await smallTargets(sadia), path).toEqual([])
    expect(await bangla(sadia), path).toEqual([])
    expect(await violations(sadia), path).toEqual([])
  }
})
