// J24: without a mouse, on a keyboard of either script, with names for whoever hears them.
import { expect, type Page, test } from '@playwright/test'
import { enter, plain, text } from './people.ts'
import { staff } from './world.ts'

// press is a key as a Bangla layout sends it: its place is known, its letter is not Latin.
async function press(page: Page, key: string, code: string, control = false): Promise<void> {
  await page.evaluate(
    ({ key, code, control }) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, code, ctrlKey: control, bubbles: true, cancelable: true }),
      ),
    { key, code, control },
  )
}

test('a dispatch becomes a submitted story by the keyboard alone', async ({ browser }) => {
  const page = await enter(browser, 'imran')
  await page.keyboard.press('g')
  await page.keyboard.press('w')
  await expect(page).toHaveURL(/\/n\/wires/)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/n\/wires\/d\//)
  await page.keyboard.press('e')
  await expect(page).toHaveURL(/\/n\/s\/\d+/)
  const number = Number(/\/s\/(\d+)/.exec(page.url())?.[1])
  await expect(text(page)).toBeVisible()

  // Single letters are letters in a text.
  await page.locator('#headline').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('g w n ? / Kept as letters')
  await expect(page.locator('#headline')).toHaveValue('g w n ? / Kept as letters')

  await text(page).focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('Written without a mouse.')
  // Panes by their keys, and round them with F6; the focus is always somewhere that is seen.
  await page.keyboard.press('F6')
  await page.keyboard.press('Shift+F6')
  const seen = await page.evaluate(() => {
    const r = document.activeElement?.getBoundingClientRect()
    return !!r && r.width > 0 && r.bottom > 0 && r.top < innerHeight
  })
  expect(seen).toBe(true)
  await page.keyboard.press('Control+s')
  await expect(page.locator('#saving')).toContainText(/^Saved \d/, { timeout: 8000 })
  await page
    .locator('select[name=section]')
    .evaluate((s: HTMLSelectElement) => s.closest('details')?.setAttribute('open', ''))
  await page.locator('select[name=section]').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.story-head')).toContainText('With desk', { timeout: 10_000 })
  expect((await plain(number)).join(' ')).toContain('Written without a mouse.')

  // Everything that can be done has a name.
  const nameless = await page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, a[href], input:not([type=hidden]), select, textarea, [role=textbox]',
      ),
    ]
      .filter((e) => e.offsetParent !== null)
      .filter(
        (e) =>
          !(
            e.getAttribute('aria-label') ||
            e.textContent?.trim() ||
            (e as HTMLInputElement).labels?.length ||
            e.title
          ),
      )
      .map((e) => e.outerHTML.slice(0, 120)),
  )
  expect(nameless).toEqual([])
  await page.context().close()
})

test('the palette does and goes, on a Bangla layout too, and says why not', async ({ browser }) => {
  const page = await enter(browser, 'imran')
  await page.goto(`${staff}/n/s/1`)
  await press(page, 'ক', 'KeyK', true)
  const input = page.getByRole('combobox', { name: 'Do or go to' })
  await expect(input).toBeFocused()
  await page.keyboard.type('>publish')
  await expect(page.locator('#palette-list [role=option]').first()).toHaveAttribute('aria-disabled', 'true')
  await expect(page.locator('#palette-list [role=option]').first()).toContainText('—')
  await page.keyboard.press('Control+a')
  const began = Date.now()
  await page.keyboard.type('tick')
  await expect(page.locator('#palette-list [role=option]', { hasText: 'Ticker' }).first()).toBeVisible()
  expect(Date.now() - began).toBeLessThan(2000)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/n\/ticker/)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('#১')
  await expect(page.locator('#palette-list [role=option]').first()).toContainText('#1 ')
  await page.keyboard.press('Escape')
  await expect(input).toHaveCount(0)

  // One letter on a Bangla layout; and none once they are switched off.
  await press(page, 'গ', 'KeyG')
  await press(page, 'ত', 'KeyT')
  await expect(page).toHaveURL(/\/n$/)
  await page.keyboard.press('?')
  await page.getByLabel('Keys of one letter work').press('Space')
  await expect(page.locator('dialog [role=status]')).toHaveText('Kept with your account.')
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('w')
  await page.waitForTimeout(500)
  await expect(page).toHaveURL(/\/n$/)
  await page.evaluate(() =>
    // the person is one of all the tests
    fetch('/api/v1/me/screens', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: '{"language":"en"}',
    }),
  )
  await page.context().close()
})
