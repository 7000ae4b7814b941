// What is pasted into a story: clean, and in Unicode if somebody says so.
import { expect, type Page, test } from '@playwright/test'
import { enter, plain, text, typeAtEnd, write } from './people.ts'
import { api, readers, staff } from './world.ts'

async function paste(page: Page, data: Record<string, string>): Promise<void> {
  await text(page).evaluate((e, data) => {
    const clipboardData = new DataTransfer()
    for (const [type, value] of Object.entries(data)) clipboardData.setData(type, value)
    e.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, data)
}

const bijoy = 'wZb †Rjvq evo‡Q b`xi cvwb, miKvi e‡j‡Q|'
const bangla = 'তিন জেলায় বাড়ছে নদীর পানি, সরকার বলেছে।'

// garbage are signs that only text in an old encoding has: Latin letters with marks, and what
// the encoding's fonts draw as joined letters.
const garbage =
  /[\u0080-\u00a0\u00a2-\u00b6\u00b8-\u00ff\u0192\u02c6\u02dc\u2020\u2021\u2022\u2030\u2039\u203a\u0152\u0153\u0160\u0161\u0178]/

// J13.
test('Bijoy text is offered as Unicode, and one undo brings it back', async ({ browser }) => {
  const s = await write(`Bijoy ${Date.now()}`, [])
  const page = await enter(browser, 'sadia')
  await page.goto(`${staff}/n/s/${s.number}`)
  await text(page).click()

  // It is offered, nothing is turned by itself, and what it would be is shown.
  await paste(page, { 'text/plain': bijoy })
  const offer = page.getByRole('alert').filter({ hasText: 'This looks like Bijoy text' })
  await expect(offer.locator('blockquote')).toHaveText(bangla)
  await expect(offer.locator('blockquote')).toHaveAttribute('lang', 'bn')
  expect(bangla).toBe(bangla.normalize('NFC'))
  expect(bangla).not.toMatch(garbage)
  await expect(text(page)).toHaveText(bijoy)

  // One undo restores.
  await offer.getByRole('button', { name: 'Convert' }).click()
  await expect(offer).toHaveCount(0)
  await expect(text(page)).toHaveText(bangla)
  await page.keyboard.press('Control+z')
  await expect(text(page)).toHaveText(bijoy)
  await page.keyboard.press('Control+y')
  await expect(text(page)).toHaveText(bangla)

  // The headline, by the browser's own clipboard. Its counter counts what a reader would, which
  // is neither code points nor UTF-16.
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((words) => navigator.clipboard.writeText(words), bijoy)
  await page.locator('#headline').click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+v')
  await page.getByRole('button', { name: 'Convert' }).click()
  await expect(page.locator('#headline')).toHaveValue(bangla)
  const letters = [...new Intl.Segmenter('bn').segment(bangla)].length
  expect(letters).toBeLessThan([...bangla].length)
  await expect(page.locator('[data-count-of=headline]')).toHaveText(`${letters}/75`)
  await page.locator('#headline').press('Control+z')
  await expect(page.locator('#headline')).toHaveValue(bijoy)
  await page.locator('#headline').press('Control+y')
  await expect(page.locator('#headline')).toHaveValue(bangla)
  await expect(page.locator('#saving')).toContainText(/^Saved \d/, { timeout: 30_000 })
  await expect.poll(() => plain(s.number)).toEqual([bangla])
  await page.context().close()

  // Published, no page that has it has a sign of the old encoding.
  const changed = await api<{ revision: number; content: object }>('GET', `/stories/${s.number}`)
  await api('PUT', `/stories/${s.number}`, {
    base: changed.revision,
    content: { ...changed.content, language: 'bn' },
  })
  for (const verb of ['submit', 'ready', 'publish']) await api('POST', `/stories/${s.number}/${verb}`, {})
  const front = await (await fetch(`${readers}/bn/`)).text()
  const path = new RegExp(`href="(/bn/[^"]+/${s.number}-[^"]+)"`).exec(front)?.[1]
  const published = await (await fetch(`${readers}${path}`)).text()
  const words = published.replace(/<(style|script)[^>]*>[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ')
  expect(words.split(bangla).length).toBeGreaterThan(2) // the headline and the text
  expect(words).not.toContain(bijoy)
  expect(words).not.toContain('†')
  for (const part of words.split(/\s+/).filter((w) => garbage.test(w)))
    expect(part, 'an old sign').toMatch(/^[©×·»«]$/)
})

// What the newsroom's usual programs put on the clipboard, in small.
const cases: { name: string; html: string; want: string }[] = [
  {
    name: 'Word',
    html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body lang=EN-GB>
<!--StartFragment--><p class=MsoNormal style='mso-margin-top-alt:auto'><b style='mso-bidi-font-weight:normal'><span style='font-size:14.0pt;font-family:"Arial"'>Bold words</span></b><span style='color:red'> and plain ones.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>First<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Second<o:p></o:p></p><!--EndFragment--></body></html>`,
    want: '<p><strong>Bold words</strong> and plain ones.</p><ul><li><p>First</p></li><li><p>Second</p></li></ul>',
  },
  {
    name: 'Google Docs',
    html: `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h2 dir="ltr"><span style="font-size:16pt;font-weight:400">A head</span></h2><p dir="ltr" style="line-height:1.38"><span style="font-weight:700">Strong</span><span style="font-weight:400;font-style:italic"> leaning</span></p><br><ol><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400">One</span></p></li></ol></b>`,
    want: '<h2>A head</h2><p><strong>Strong</strong><em> leaning</em></p><ol><li><p>One</p></li></ol>',
  },
  {
    name: 'e-mail',
    html: `<div dir="ltr">Dear desk,<div><br></div><div>The minister <a href="https://example.org/statement?x=1" style="color:blue">said</a> so.</div><blockquote class="gmail_quote" style="margin:0"><div>We have asked.</div></blockquote><img src="https://track.example.org/pixel.gif" width="1" height="1"><script>alert(1)</script></div>`,
    want: '<p>Dear desk,</p><p>The minister <a href="https://example.org/statement?x=1">said</a> so.</p><blockquote><p>We have asked.</p></blockquote>',
  },
  {
    name: 'a page with a script in its address',
    html: '<p><a href="javascript:alert(1)">Click</a> <font color="red" onclick="x()">here</font></p>',
    want: '<p>Click here</p>',
  },
]

test('what Word, Google Docs and e-mail put on the clipboard comes out clean', async ({ browser }) => {
  const page = await enter(browser, 'sadia')
  for (const c of cases) {
    const s = await write(`Pasted from ${c.name} ${Date.now()}`, [])
    await page.goto(`${staff}/n/s/${s.number}`)
    await text(page).click()
    await paste(page, { 'text/html': c.html, 'text/plain': 'x' })
    const got = await text(page).evaluate((e) => {
      const copy = e.cloneNode(true) as HTMLElement
      for (const x of copy.querySelectorAll(
        '.ProseMirror-trailingBreak, .ProseMirror-widget, br, label, figcaption',
      ))
        x.remove()
      for (const x of copy.querySelectorAll('blockquote')) x.replaceChildren(...x.querySelectorAll('p'))
      for (const x of copy.querySelectorAll('*'))
        for (const a of [...x.attributes]) if (a.name !== 'href') x.removeAttribute(a.name)
      for (const x of [...copy.querySelectorAll('p')]) if (!x.textContent) x.remove()
      return copy.innerHTML
    })
    expect(got, c.name).toBe(c.want)
    await typeAtEnd(page, '.')
    await expect(page.locator('#saving')).toContainText(/^Saved \d/)
  }
})
