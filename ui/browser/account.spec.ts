import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { email, password, staff, violations } from './world.ts'

// A passkey is bound to a name, and a number is none.
const named = staff.replace('127.0.0.1', 'localhost')

// key puts an authenticator into the browser: one that its person unlocks.
async function key(page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { cdp, id: authenticatorId }
}

async function withPassword(page: Page): Promise<void> {
  await page.goto(`${named}/n/sign-in`)
  await page.fill('input[name=email]', email)
  await page.fill('input[name=password]', password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

// leave signs out, and waits until that has led to the sign-in: another way there would cut it off.
async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
  await expect(page).toHaveURL(/\/n\/sign-in/)
}

test('a passkey is added, signs in alone and as a second step, and goes again', async ({ page }) => {
  const { cdp, id } = await key(page)
  await withPassword(page)
  await expect(page).toHaveURL(/\/n\/?$/)
  await page.goto(`${named}/n/me/factors`)
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  expect(await page.locator('.codes code').count()).toBe(10)
  expect(await violations(page)).toEqual([])

  await page.goto(`${named}/n/me`)
  expect(await violations(page)).toEqual([])
  await leave(page)
  await page.goto(`${named}/n/sign-in`)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page).toHaveURL(/\/n\/?$/)

  await leave(page)
  await withPassword(page)
  await expect(page.getByRole('heading', { name: /Second step/ })).toBeVisible()
  await page.goto(`${named}/n`)
  await expect(page).toHaveURL(/sign-in/) // a password alone is not enough any more
  await withPassword(page)

  // Somebody who does not unlock it does not get in.
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false })
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await expect(page.getByText('The passkey was not used.')).toBeVisible()
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: true })
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await expect(page).toHaveURL(/\/n\/?$/)

  // As a fresh proof, and away with it: others sign in with the password.
  await page.goto(`${named}/n/fresh?next=/n/me/factors`)
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await expect(page).toHaveURL(/\/n\/me\/factors$/)
  await page
    .getByRole('button', { name: /Take away/ })
    .first()
    .click()
  await expect(page.getByText('It is taken away.')).toBeVisible()
})
