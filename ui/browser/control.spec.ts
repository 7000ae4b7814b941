// The controls of the gates: a page that has everything wrong is found to have it.
import { expect, test } from '@playwright/test'
import { bangla, brotli, headings, invalid, sideways, smallTargets, styleOf } from './checks.ts'
import { kindOf, links } from './kinds.ts'
import { shift, violations } from './world.ts'

const bad = `<!DOCTYPE html><html lang="bn"><head><title>ক</title><style>p { width: 2000px }</style></head><body>
<main><h1 style="color: #ccc; background: #fff">এক</h1><h3>তিন</h3>
<p>মৃতের সংখ্যা 12</p><p>্কাটা লেখা</p><p>কাটা লেখ্…</p><p>নয় আর নয় কো</p>
<ul><li><a href="/x" style="display: block; width: 10px; height: 10px; overflow: hidden">লিংক</a></li></ul>
<img src="/none.png">
<div><p>খোলা<div></p></div></main></body></html>`

test('a page with everything wrong is found to have it', async ({ page }) => {
  await page.route('**/bad', (route) => route.fulfill({ body: bad, contentType: 'text/html; charset=utf-8' }))
  await page.goto('http://127.0.0.1:1/bad')
  const wrong = (await bangla(page)).join('\n')
  for (const what of [
    'a Latin digit: মৃতের সংখ্যা 12',
    'cut inside a letter: ্কাটা',
    'cut inside a letter: কাটা লেখ্',
  ]) {
    expect(wrong).toContain(what)
  }
  expect(wrong).toContain('not composed')
  expect((await smallTargets(page)).join()).toContain('10 by 10')
  expect((await violations(page)).join()).toContain('image-alt')
  expect((await violations(page, ['color-contrast'])).join()).toContain('color-contrast')
  expect((await sideways(page, 360, 200)).join()).toContain('sideways')
  expect(headings(bad)).toEqual(['an h3 comes after an h1'])
  expect(headings('<main><h2>a</h2></main>')[0]).toContain('exactly one h1')
  expect((await invalid(bad)).join()).toContain('close-order')
})

test('a page that moves is found to', async ({ page }) => {
  await page.setContent('<p id="a">one</p><p>two</p>')
  await page.waitForTimeout(700) // what follows no click or key
  await page.evaluate(() => {
    const a = document.getElementById('a')
    if (a) a.style.height = '300px'
  })
  expect(await shift(page)).toBeGreaterThan(0.01)
})

test('a page that weighs too much is found to, and each page is known for what it is', () => {
  const css = Array.from({ length: 3000 }, () => `.c${Math.random().toString(36)} { color: red }`).join('')
  expect(brotli(styleOf(`<style>${css}</style>`))).toBeGreaterThan(6 * 1024)
  expect(links('<a href="/en/a?b=1&amp;c=2#d">x</a><a class="y" href="//other">y</a>')).toEqual([
    '/en/a?b=1&c=2',
  ])
  const kinds = {
    '/en/': 'home',
    '/bn/sport/': 'front',
    '/bn/sport/2026/03/26/1-a': 'story',
    '/en/t/flood': 'topic',
    '/en/lite/': 'lite home',
    '/en/lite/sport/2026/03/26/1-a': 'lite story',
    '/en/archive/2026/03/26': 'archive day',
    '/en/about/ethics': 'static',
  }
  for (const [path, kind] of Object.entries(kinds)) expect(kindOf(path), path).toBe(kind)
})
