// What is asked of a page, each as a list of what is wrong with it. gates.spec.ts asks it of
// every kind of page, control.spec.ts of a page that has everything wrong.
import { createRequire } from 'node:module'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Page } from '@playwright/test'

// sideways returns whether the page scrolls sideways at the width and the size of text.
export async function sideways(page: Page, width: number, percent: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 740 })
  return page.evaluate((percent) => {
    document.documentElement.style.fontSize = percent === 100 ? '' : `${percent}%`
    const over = document.documentElement.scrollWidth - innerWidth
    if (over <= 0) return []
    const wide = [...document.querySelectorAll('body *')].find(
      (e) => e.getBoundingClientRect().right > innerWidth + 1,
    )
    return [
      `at ${innerWidth} px and ${percent} % it scrolls ${over} px sideways: ${wide?.outerHTML.slice(0, 120)}`,
    ]
  }, percent)
}

// smallTargets returns what is too small to be hit with a finger: below 24 by 24 px and not
// in a line of text.
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary')]
      .map((e) => (e.matches('[type=radio], [type=checkbox]') ? (e.closest('label') ?? e) : e)) // its words are hit too
      .filter((e) => {
        const box = e.getBoundingClientRect()
        if (box.width === 0 || box.height === 0 || e.closest('.skip, .vh')) return false
        if (getComputedStyle(e).visibility === 'hidden' || e.matches('[type=hidden]')) return false
        // In a line of text the line gives the size (WCAG 2.5.8, "Inline").
        const inLine =
          getComputedStyle(e).display === 'inline' &&
          e.parentElement?.textContent?.trim() !== e.textContent?.trim()
        // A card is hit anywhere: its link has an area of its own.
        const area = getComputedStyle(e, '::after')
        const spread = area.position === 'absolute' && area.content !== 'none'
        return !inLine && !spread && (box.width < 23.5 || box.height < 23.5)
      })
      .map((e) => {
        const box = e.getBoundingClientRect()
        return `too small: ${Math.round(box.width)} by ${Math.round(box.height)}: ${e.outerHTML.slice(0, 120)}`
      }),
  )
}

// headings returns where the order of headings skips a level, or there is not one h1.
export function headings(html: string): string[] {
  const main = html.replace(/<template.*?<\/template>/gs, '')
  const levels = [...main.matchAll(/<h([1-6])\b/g)].map((m) => Number(m[1]))
  const wrong = levels.filter((l) => l === 1).length === 1 ? [] : ['there is not exactly one h1']
  const inMain = [...(/<main.*<\/main>/s.exec(main)?.[0] ?? '').matchAll(/<h([1-6])\b/g)].map((m) =>
    Number(m[1]),
  )
  for (const [i, level] of inMain.entries()) {
    if (level > (inMain[i - 1] ?? 0) + 1) wrong.push(`an h${level} comes after an h${inMain[i - 1] ?? 0}`)
  }
  return wrong
}

// bangla returns what no Bangla reader should see: a Latin digit in Bangla text, a text cut
// inside a letter, or letters that are not composed as they should be.
export async function bangla(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = []
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      const text = node.textContent ?? ''
      if (!parent || parent.closest('script, style, code, kbd, samp')) continue
      if (parent.closest('[lang]')?.getAttribute('lang') !== 'bn') continue
      const said = text.replace(/https?:\/\/\S+|\S+@\S+/g, '')
      if (/[0-9]/.test(said)) wrong.push(`a Latin digit: ${said.trim().slice(0, 80)}`)
      if (/^\p{M}|[\u09CD\u200C\u200D](…|\.\.\.)/u.test(text))
        wrong.push(`cut inside a letter: ${text.slice(0, 80)}`)
      if (text !== text.normalize('NFC')) wrong.push(`not composed: ${text.slice(0, 80)}`)
    }
    return wrong
  })
}

// brotli returns how many bytes the text takes, compressed as the site does.
export function brotli(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length
}

export function styleOf(html: string): string {
  return [...html.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map((m) => m[1]).join('')
}

interface Report {
  results: { messages: { ruleId: string; message: string; line: number; column: number }[] }[]
}

// invalid returns what the HTML standard forbids and the page has.
export async function invalid(html: string): Promise<string[]> {
  const { HtmlValidate } = createRequire(import.meta.url)('html-validate')
  const report: Report = await new HtmlValidate({ extends: ['html-validate:standard'] }).validateString(html)
  const lines = html.split('\n')
  return report.results
    .flatMap((r) => r.messages)
    .map(
      (m) =>
        `${m.ruleId}: ${m.message}: ${lines[m.line - 1]?.slice(Math.max(0, m.column - 20), m.column + 80)}`,
    )
}
