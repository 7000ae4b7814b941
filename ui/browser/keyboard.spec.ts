// J24: without a mouse, on a keyboard of either script, with names for whoever hears them.
import { expect, type Page, test } from '@playwright/test'
import { arrived, enter, laptop, plain, ready, text } from './people.ts'
import { password, staff } from './world.ts'

interface Stroke {
  key: string
  code: string
  ctrlKey?: boolean
}

// press is keys as a Bangla layout sends them: their places are known, their letters are not Latin. They come with nothing between
// them, since of two that belong together the second is waited for no longer than a person takes.
async function press(page: Page, ...strokes: Stroke[]): Promise<void> {
  await page.evaluate((strokes) => {
    for (const stroke of strokes)
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { ...stroke, bubbles: true, cancelable: true }),
      )
  }, strokes)
}

// unseen says what is wrong with where the focus is: it is nowhere, or on what nobody sees.
async function unseen(page: Page): Promise<string> {
  return page.evaluate(() => {
    const e = document.activeElement as HTMLElement | null
    if (!e || e === document.body) return 'the focus is nowhere'
    const r = e.getBoundingClientRect()
    const html = e.outerHTML.slice(0, 120)
    if (r.width === 0 || r.height === 0) return `no size: ${html}`
    if (r.bottom <= 0 || r.top >= innerHeight || r.right <= 0 || r.left >= innerWidth)
      return `off the screen: ${html}`
    const x = Math.min(Math.max((r.left + r.right) / 2, 1), innerWidth - 2)
    const y = Math.min(
      Math.max((Math.max(r.top, 0) + Math.min(r.bottom, innerHeight)) / 2, 1),
      innerHeight - 2,
    )
    const top = document.elementFromPoint(x, y)
    return !top || e.contains(top) || top.contains(e) || top.closest('label')?.contains(e)
      ? ''
      : `under ${top.outerHTML.slice(0, 80)}: ${html}`
  })
}

// tabTo presses Tab until the element has the focus, which is seen at each step.
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let left = 150; left > 0; left--) {
    if (await page.evaluate((s) => !!document.activeElement?.matches(s), selector)) return
    await page.keyboard.press('Tab')
    if (await page.evaluate(() => document.activeElement !== document.body))
      expect(await unseen(page)).toBe('')
  }
  throw new Error(`Tab does not lead to ${selector}`)
}

const controls = [
  'button',
  'link',
  'textbox',
  'searchbox',
  'combobox',
  'listbox',
  'checkbox',
  'radio',
  'switch',
]

// nameless returns the controls of the page's accessibility tree that have no name.
async function nameless(page: Page): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page)
  const { nodes } = await cdp.send('Accessibility.getFullAXTree')
  await cdp.detach()
  const found = nodes.filter((n) => !n.ignored && controls.includes(n.role?.value))
  expect(found.length, 'the tree has the page in it').toBeGreaterThan(3)
  return found.filter((n) => !n.name?.value?.trim()).map((n) => `${n.role?.value} ${n.backendDOMNodeId}`)
}

test('a dispatch becomes a submitted story by the keyboard alone', async ({ browser }) => {
  test.setTimeout(90_000)
  const context = await browser.newContext(laptop)
  const page = await context.newPage()
  await page.goto(`${staff}/n/sign-in`)
  expect(await nameless(page)).toEqual([])
  await tabTo(page, 'input[name=email]')
  await page.keyboard.type('imran@stet.test')
  await tabTo(page, 'input[name=password]')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await arrived(page, /\/n\/?(\?.*)?$/)
  expect(await nameless(page)).toEqual([])

  await page.keyboard.press('g')
  await page.keyboard.press('w')
  await arrived(page, /\/n\/wires/)
  expect(await nameless(page)).toEqual([])
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  expect(await unseen(page)).toBe('')
  await page.keyboard.press('Enter')
  await arrived(page, /\/n\/wires\/d\//)
  await page.keyboard.press('e')
  await arrived(page, /\/n\/s\/\d+/)
  const number = Number(/\/s\/(\d+)/.exec(page.url())?.[1])
  await expect(text(page)).toBeVisible()

  // Single letters are letters in a text.
  await tabTo(page, '#headline')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('g w n ? / Kept as letters')
  await expect(page.locator('#headline')).toHaveValue('g w n ? / Kept as letters')
  await tabTo(page, '.ProseMirror')
  await page.keyboard.press('Control+End')
  await page.keyboard.type('Written without a mouse. g w n ? / ')
  await press(page, { key: 'গ', code: 'KeyG' }, { key: 'ও', code: 'KeyW' })
  await expect(page).toHaveURL(new RegExp(`/n/s/${number}`))
  await page.keyboard.press('Control+s')
  await expect(page.locator('#saving')).toContainText(/^Saved \d/)

  // The pane with the checks by its key, and round the panes with F6: the focus is always seen.
  await page.keyboard.press('Control+Shift+Digit2')
  await expect(page.locator('#checks')).toBeVisible()
  expect(await unseen(page)).toBe('')
  expect(await nameless(page)).toEqual([])
  for (const key of ['F6', 'F6', 'Shift+F6', 'Shift+F6']) {
    await page.keyboard.press(key)
    expect(await unseen(page), key).toBe('')
  }
  await page.keyboard.press('Control+Shift+Digit2')
  await tabTo(page, 'details.about > summary')
  if (!(await page.locator('details.about').evaluate((d: HTMLDetailsElement) => d.open)))
    await page.keyboard.press('Enter')
  await tabTo(page, 'select[name=section]')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.story-head')).toContainText('With desk')
  expect((await plain(number)).join(' ')).toContain('Written without a mouse. g w n ? /')
  expect(await nameless(page)).toEqual([])
  await context.close()
})

test('the palette does and goes, on a Bangla layout too, and says why not', async ({ browser }) => {
  const page = await enter(browser, 'imran')
  await page.goto(`${staff}/n/s/1`)
  await ready(page)
  await press(page, { key: 'ক', code: 'KeyK', ctrlKey: true })
  const input = page.getByRole('combobox', { name: 'Do or go to' })
  await expect(input).toBeFocused()
  await page.keyboard.type('>publish')
  await expect(page.locator('#palette-list [role=option]').first()).toHaveAttribute('aria-disabled', 'true')
  await expect(page.locator('#palette-list [role=option]').first()).toContainText('—')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('tick')
  await expect(page.locator('#palette-list [role=option]', { hasText: 'Ticker' }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await arrived(page, /\/n\/ticker/)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('#১')
  await expect(page.locator('#palette-list [role=option]').first()).toContainText('#1 ')
  await page.keyboard.press('Escape')
  await expect(input).toHaveCount(0)

  // One letter on a Bangla layout; and none once they are switched off.
  await press(page, { key: 'গ', code: 'KeyG' }, { key: 'ত', code: 'KeyT' })
  await arrived(page, /\/n$/)
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
