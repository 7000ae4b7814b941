// What every screen of the newsroom must be for somebody who works in Bangla: no English word
// of its own, nothing that scrolls sideways on a phone or moves by itself, nothing that axe finds.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { sideways } from './checks.ts'
import { enter, phone } from './people.ts'
import { pictureScreens } from './picturescreens.ts'
import { api, password, shift, staff, violations } from './world.ts'

// names are what the house's own people, pictures and stories are called: the newsroom says
// them as they are.
async function names(): Promise<string> {
  const kept = [
    'name',
    'names',
    'headline',
    'kicker',
    'caption',
    'credit',
    'alt',
    'people',
    'topics',
    'place',
    'desk',
    'title',
    'author',
    'guid',
    'wire_name',
    'texts',
    'role',
    'beat',
    'bio',
  ]
  const said: string[] = []
  const walk = (value: unknown, of: string): void => {
    if (typeof value === 'string') {
      if (kept.includes(of)) said.push(value)
    } else if (Array.isArray(value)) for (const v of value) walk(v, of)
    else if (value) for (const [k, v] of Object.entries(value)) walk(v, kept.includes(of) ? of : k)
  }
  for (const path of ['/house', '/stories?limit=200', '/pictures', '/wires', '/dispatches?limit=200'])
    walk(await api<unknown>('GET', path), '')
  return said.join('\n')
}

// same are words that are no English ones: names of formats and of programs, keys, addresses.
const same =
  /\b(Stet|WebSub|IndexNow|FTPS?|SFTP|IMAP|SMTP|HTTP|INBOX|Bearer|ninjs|NewsML|NITF|IPTC|ANPA|PDF|HTML|XML|JPEG|PNG|GIF|WebP|AVIF|HEIC|SVG|TIFF|MP3|MP4|M4A|Ogg|WebM|WebVTT|Shift|RSS|Atom|JSON|Feed|LCP|INP|CLS|https?|localhost|robots\.txt|English|EN|Ctrl|Chrome|Linux|HeadlessChrome|demo|ethics|Enter)\b|\d (ms|s)\b|\S*@\S+|(s?ftp|ftpe?s|imaps?):\/\/\S*|--smtp\b|\/\S+|\b\S+\.(jpg|png)\b|\b[A-Z]{2}\b/g

// english returns the words of the page's own that are not in Bangla.
async function english(page: Page, known: string): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let n = walker.nextNode(); n; n = walker.nextNode()) {
      const e = n.parentElement
      if (!e || e.closest('script, style, noscript, code, kbd, textarea, .detail, .copy, .preview, .diff'))
        continue
      if (e.closest('[lang]')?.getAttribute('lang') === 'bn') found.push(n.textContent ?? '')
    }
    for (const e of document.querySelectorAll('[aria-label], [placeholder]:not([name=slug])'))
      if (e.closest('[lang]')?.getAttribute('lang') === 'bn')
        found.push(e.getAttribute('aria-label') ?? '', e.getAttribute('placeholder') ?? '')
    return found
  })
  const wrong = new Set<string>()
  for (const text of texts) {
    for (const run of text.replace(same, ' ').match(/[A-Za-z][A-Za-z’'.,:;%$0-9 -]*[A-Za-z]|[A-Za-z]{2,}/g) ??
      []) {
      if (!known.includes(run.trim().replace(/[.,:; ]+$/, '')))
        wrong.add(`English: ${run.trim()} in “${text.trim().slice(0, 80)}”`)
    }
  }
  return [...wrong]
}

// inBangla signs somebody in whose screens are in Bangla: an administrator invites them.
async function inBangla(browser: Browser): Promise<Page> {
  const admin = await enter(browser, 'sadia')
  await admin.goto(`${staff}/n/settings/people/new`)
  await admin.fill('[name=name]', 'রুমানা হক')
  await admin.fill('[name=email]', `rumana${Date.now()}@stet.test`)
  await admin.selectOption('[name=language]', 'bn')
  for (const role of ['duty_editor', 'producer', 'admin']) await admin.check(`[name=roles][value=${role}]`)
  await admin.locator('form.card button.main').click()
  const link = new URL(await admin.locator('input.secret').inputValue())
  const page = await (await browser.newContext(phone)).newPage()
  await page.goto(staff + link.pathname + link.search)
  await page.fill('[name=password]', `${password} monsoon`)
  await page.locator('form.stack button.main').click()
  await expect(page).toHaveURL(/\/n\/me\/factors/)
  await admin.context().close()
  return page
}

// wrongOn opens the screens as somebody who works in Bangla on a phone, and returns what is wrong with them.
async function wrongOn(page: Page, screens: string[]): Promise<string[]> {
  await page.goto(`${staff}/n/people`)
  const people = await page.locator('.list td').allTextContents()
  await page.goto(`${staff}/n/ticker`)
  people.push(...(await page.locator('.flash-text').allTextContents()))
  let known = [await names(), ...people].join('\n')
  const wrong: string[] = []
  page.on('pageerror', (e) => wrong.push(`${page.url()}: ${e.message}`))
  for (const path of screens) {
    await page.goto(`${staff}/n${path}`)
    const moved = await shift(page)
    // A wire may have brought something since the names were asked for.
    if ((await english(page, known)).length > 0) known = [await names(), ...people].join('\n')
    const found = [
      ...(moved < 0.01 ? [] : [`it moves by ${moved} by itself`]),
      ...(await english(page, known)),
      ...(await violations(page)),
      ...(await sideways(page, 360, 100)),
    ]
    for (const what of found) wrong.push(`/n${path}: ${what}`)
  }
  await page.context().close()
  return wrong
}

test('every screen of the newsroom is in Bangla, stands still on a phone, and is in order for axe', async ({
  browser,
}) => {
  test.setTimeout(240_000) // a busy machine: 20 s on a quiet one
  const stories = (await api<{ items: { number: number; status: string }[] }>('GET', '/stories?limit=200'))
    .items
  const of = (status: string) => stories.find((s) => s.status === status)?.number
  const dispatch = (await api<{ items: { id: string }[] }>('GET', '/dispatches?limit=1')).items[0]?.id
  const wire = (await api<{ items: { id: string }[] }>('GET', '/wires')).items[0]?.id
  const live = of('live')
  const screens = [
    '',
    '/new',
    '/flash',
    '/wires',
    `/wires/d/${dispatch}`,
    '/wires/new',
    `/wires/w/${wire}`,
    '/wires/routes',
    '/wires/routes/new',
    '/deliveries',
    '/settings/clients',
    '/desk/city',
    '/desk/city?view=list',
    '/desk/city?view=late',
    `/s/${live}`,
    `/s/${of('writing')}`,
    `/s/${live}/notes`,
    `/s/${of('writing')}/assign`,
    `/s/${live}/r/1`,
    `/s/${live}/compare?a=1&b=1`,
    '/held',
    '/ticker',
    '/fronts',
    `/live/${live}`,
    '/audience',
    '/log',
    '/notices',
    '/me',
    '/me/notices',
    '/me/factors',
    '/fresh',
    '/people',
    '/settings',
    '/settings/look',
    '/settings/pages',
    '/settings/pages/new',
    '/settings/authors',
    '/settings/authors/new',
    '/settings/machines',
    '/settings/people',
    '/settings/people/new',
    '/settings/register',
    '/settings/style',
    '/settings/style?language=en',
    '/settings/style/bn/new?kind=substitution',
    '/settings/style/en/new?kind=conditional',
    '/settings/style/en/new?kind=yaml',
    '/settings/style/bn/r/bn-ikar',
    '/settings/style/en/r/misspelt',
    '/nowhere',
    '/s/999999',
  ]
  expect(await wrongOn(await inBangla(browser), screens)).toEqual([])
})

test('every screen of its pictures, films and sounds is so too', async ({ browser }) => {
  test.setTimeout(240_000)
  const page = await inBangla(browser)
  expect(await wrongOn(page, await pictureScreens(page))).toEqual([])
})

test('an English word on a Bangla screen is found, and a name is not', async ({ page }) => {
  await page.setContent(
    '<html lang="bn"><body><p>কারণ: Reason</p><p>Sadia Afrin, ১০:১৬</p><p lang="en">Save</p>',
  )
  expect(await english(page, 'Sadia Afrin')).toEqual(['English: Reason in “কারণ: Reason”'])
})
