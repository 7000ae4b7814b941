import { chromium } from '@playwright/test'
import { readFileSync } from 'node:fs'
const log = readFileSync('/tmp/pane/log', 'utf8').replace(/\r/g, '\n')
const get = (k) => new RegExp(`^\\s*${k}\\s+(.*)$`, 'm').exec(log)[1].trim()
const staff = get('staff').replace(/\/n$/, '')
const token = get('token')
const [email, ...pw] = get('sign in').split(/\s{2,}/)
const password = pw.join(' ')
const api = async (m, p, b) => {
  const r = await fetch(`${staff}/api/v1${p}`, { method: m, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, body: b && JSON.stringify(b) })
  const t = await r.text(); if (!r.ok) throw new Error(p + t); return JSON.parse(t)
}
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const enter = async (o) => {
  const c = await browser.newContext(o); const page = await c.newPage()
  page.on('pageerror', (e) => console.log('ERR', e.message)); page.on('console', (m) => m.type() === 'error' && console.log('CON', m.text()))
  await page.goto(`${staff}/n/sign-in`); await page.fill('input[name=email]', 'imran@stet.test'); await page.fill('input[name=password]', password)
  await page.locator('main form button').first().click(); await page.waitForURL(/\/n\/?(\?.*)?$/); return page
}
const make = async (page, words, lang, head, stand, paras) => {
  const all = (await api('GET', '/dispatches?limit=200')).items
  const d = all.find((d) => d.headline.includes(words))
  await page.goto(`${staff}/n/wires/d/${d.id}`); await page.keyboard.press('e'); await page.waitForURL(/\/n\/s\/\d+/)
  const n = Number(/\/s\/(\d+)/.exec(page.url())[1]); const k = await api('GET', `/stories/${n}`)
  const body = { type: 'doc', content: paras.map((t) => ({ type: 'paragraph', content: [{ type: 'text', text: t }] })) }
  await api('PUT', `/stories/${n}`, { base: k.revision, content: { ...k.content, language: lang, headline: head, standfirst: stand, section: 'business', body } })
  return n
}
const what = process.argv[2] ?? 'all'
const en = ['Tea auction', 'en', 'Tea fetches highest average in five years', 'Tk 218.40 a kilogram at Chattogram as 94 per cent of the leaf sells.', [
  'CHATTOGRAM: Tea sold at an average of Tk 281.40 a kilogram at the weekly auction in Chattogram on Friday, the highest in four years, as packeteers competed for leaf from well-kept gardens in Sylhet and Moulvibazar.',
  'Brokers offered 2.1 million kilograms and sold 84 per cent of it. A lot of 550 kilograms of golden broken orange pekoe from an invited garden made Tk 421.',
  '“Dry leaf is clean this season and there is less of it,” said Ashfaq Rahim of Bayview Brokers. Output in the first nine months was 3 per cent below last year’s because of of a late start to the rains. Analysts in the capital organisation expect exports to fall sharply next year.',
  'A late start to the rains cut output by about a third, traders in London said.',
]]
const bn = ['পাটুরিয়ায়', 'bn', 'পাটুরিয়ায় যানজট কমে ৩০০ গাড়িতে', '', ['কুয়াশা কাটার পর ৪১টি ফেরি একটানা ৬১ বার পারাপার করায় পাটুরিয়া ঘাটে অপেক্ষমাণ গাড়ির সংখ্যা বিকেলে প্রায় ২০০–তে নেমে এসেছে।', 'সন্ধ্যার মধ্যে চলাচল স্বাভাবিক হবে না বলে আশা করছে ঘাট কর্তৃপক্ষ।']]
const shot = async (page, name) => { await page.waitForTimeout(1200); await page.screenshot({ path: `/tmp/pane/${name}.png` }) }
const laptop = { viewport: { width: 1366, height: 768 } }
const page = await enter(laptop)
const n = await make(page, ...en)
const r = await page.evaluate(async (n) => { const s = await (await fetch(`/api/v1/stories/${n}/reading`)).json(); return s }, n)
console.log(r.counts, r.findings.map((f) => `${f.level} ${f.kind} ${f.part} «${f.text}» → «${f.source_text}» fix=${f.fix ?? ''}`).join('\n'), r.style.map((f) => `${f.part} ${f.rule} «${f.text}» fix=${f.fix}`))
await page.goto(`${staff}/n/s/${n}`); await page.waitForSelector('[data-live]')
await shot(page, 'light')
await page.keyboard.press('F8'); await page.keyboard.press('F8'); await shot(page, 'f8')
const c = page.locator('#reading .finding').nth(1)
await page.keyboard.press('Alt+Enter'); const st = c.getByRole('button', { name: 'Stet…' }); if (await st.count()) { await st.click() }
await shot(page, 'stet')
const os = c.getByRole('button', { name: 'Open source' }); if (await os.count()) await os.click()
await shot(page, 'source')
await page.keyboard.press('Escape'); await page.keyboard.press('Escape')
const fp = r.findings.find((f) => f.level === 'certain').fingerprint
await page.evaluate(async ([n, fp]) => { const a = await fetch(`/api/v1/stories/${n}/stets`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Stet': '1' }, body: JSON.stringify({ fingerprint: fp, reason: 'own reporting', note: 'Rahman, brokers’ association, by telephone' }) }); if (!a.ok) console.error(await a.text()) }, [n, fp])
await page.reload(); await page.waitForSelector('[data-live]'); await page.waitForTimeout(800)
await page.locator('#reading [role=switch]').check()
await page.locator('#reading summary', { hasText: 'Let stand' }).click(); await page.locator('#reading details .finding-head').last().click(); await page.locator('#reading details .finding-head').last().scrollIntoViewIfNeeded()
await shot(page, 'stood')
await page.locator('#text').evaluate((e) => { e.scrollTop = 400 }); await shot(page, 'dotted')
await page.keyboard.press('Control+k'); await page.keyboard.type('finding'); await shot(page, 'palette'); await page.keyboard.press('Escape')
const no = await browser.newContext({ ...laptop, javaScriptEnabled: false, storageState: await page.context().storageState() }); const np = await no.newPage(); await np.goto(`${staff}/n/s/${n}`); await np.screenshot({ path: '/tmp/pane/noscript.png', fullPage: true })
const dark = await enter({ ...laptop, colorScheme: 'dark' }); await dark.goto(`${staff}/n/s/${n}`); await dark.waitForSelector('[data-live]'); await shot(dark, 'dark')
const phone = await enter({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }); await phone.goto(`${staff}/n/s/${n}`); await phone.waitForSelector('[data-live]', { state: 'attached' }); await shot(phone, 'phone'); await phone.locator('.panes [data-pane=checks]').tap(); await shot(phone, 'phone-checks'); 
const b = await enter(laptop)
await b.evaluate(async () => { await fetch('/api/v1/me/screens', { method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-Stet': '1' }, body: JSON.stringify({ language: 'bn', keys: {} }) }) })
const m = await make(b, ...bn); await b.goto(`${staff}/n/s/${m}`); await b.waitForSelector('[data-live]'); await b.keyboard.press('F8'); await shot(b, 'bangla')
await b.evaluate(async () => { await fetch('/api/v1/me/screens', { method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-Stet': '1' }, body: JSON.stringify({ language: 'en', keys: {} }) }) })
await browser.close()
