import assert from 'node:assert/strict'
import { test } from 'node:test'
import { looksBijoy, toUnicode } from './bijoy.ts'

const cases: [string, string][] = [
  ['Avgvi †mvbvi evsjv', 'আমার সোনার বাংলা'],
  ['evsjv‡`k', 'বাংলাদেশ'],
  ['wZb †Rjvq evo‡Q b`xi cvwb', 'তিন জেলায় বাড়ছে নদীর পানি'],
  ['cÖavbgš¿x', 'প্রধানমন্ত্রী'],
  ['gš¿Yvjq', 'মন্ত্রণালয়'],
  ['wk¶v', 'শিক্ষা'],
  ['Kg©KZ©v', 'কর্মকর্তা'],
  ['†gŠmywg', 'মৌসুমি'],
  ['e¨e¯’v', 'ব্যবস্থা'],
  ['26 gvP©', '২৬ মার্চ'],
  ['miKvi e‡j‡Q|', 'সরকার বলেছে।'],
  ['we`y¨r', 'বিদ্যুৎ'],
  ['A_©bxwZ', 'অর্থনীতি'],
  ['Rvbyqvwi', 'জানুয়ারি'],
  ['weÁvb', 'বিজ্ঞান'],
  ['m½xZ', 'সঙ্গীত'],
  ['bZyb', 'নতুন'],
  ['hy×', 'যুদ্ধ'],
]

for (const [old, want] of cases)
  test(`${want} comes out of the old encoding`, () => assert.equal(toUnicode(old), want.normalize('NFC')))

test('nothing of the old encoding is left over', () => {
  const out = toUnicode(cases.map(([old]) => old).join(' '))
  assert.match(out, /^[\u0980-\u09ff\u0964\s]+$/)
})

test('the old encoding is known, and other writing is not taken for it', () => {
  assert.ok(looksBijoy('wZb †Rjvq evo‡Q b`xi cvwb, miKvi e‡j‡Q|'))
  assert.ok(looksBijoy('Avgvi †mvbvi evsjv'))
  for (const other of [
    'Ferries on the Jamuna were halted on Thursday.',
    'তিন জেলায় বাড়ছে নদীর পানি',
    'Le café « Où êtes-vous ? » coûte 3 €',
    'An iPhone and a MacBook on eBay | McDonald said so',
    'https://example.org/a~b?c=d&e=f',
    '',
  ])
    assert.equal(looksBijoy(other), false, other)
})
