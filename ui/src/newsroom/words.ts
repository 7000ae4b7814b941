// The words of the scripts, in the language of the page. What is not here is in English.
const bangla: Record<string, string> = {
  'Saved %': 'সংরক্ষিত %',
  'Saving…': 'সংরক্ষণ হচ্ছে…',
  Changed: 'পরিবর্তিত',
  'On this device, not sent yet': 'এই যন্ত্রে আছে, এখনও পাঠানো হয়নি',
  'Not sent: offline. Your text is on this device.': 'পাঠানো হয়নি: সংযোগ নেই। লেখা এই যন্ত্রে আছে।',
  'Offline. What you type stays on this device.': 'সংযোগ নেই। যা লিখছেন তা এই যন্ত্রে থাকছে।',
  'Show % new': 'নতুন %টি দেখুন',
  'Not sent yet: it is on this phone and goes by itself.': 'এখনো পাঠানো হয়নি: লেখা এই ফোনে আছে, নিজে থেকেই যাবে।',
  'The desk has the words.': 'ডেস্ক লেখা পেয়েছে।',
  'The desk has the words. The picture is on its way.': 'ডেস্ক লেখা পেয়েছে। ছবি যাচ্ছে।',
  'New: %': 'নতুন: %',
  words: 'শব্দ',
  min: 'মি.',
  Bold: 'মোটা',
  Italic: 'বাঁকা',
  Link: 'লিংক',
  'Sub-heading': 'উপশিরোনাম',
  Quote: 'উদ্ধৃতি',
  'Pull quote': 'বড় উদ্ধৃতি',
  'Bullet list': 'তালিকা',
  'Numbered list': 'ক্রমিক তালিকা',
  Table: 'সারণি',
  Picture: 'ছবি',
  Embed: 'এমবেড',
  Cancel: 'থাক',
  Undo: 'আগের মতো',
  Redo: 'আবার',
  'Not sent: offline. Nothing was changed.': 'পাঠানো যায়নি: সংযোগ নেই। কিছু বদলায়নি।',
  'Placed at %': 'বসানো হয়েছে: %',
  'Done: %': 'হয়েছে: %',
  'Place into': 'যেখানে বসবে',
  Launched: 'পাঠকের কাছে গেছে',
  'Somebody changed this front': 'আরেকজন এই পাতা বদলেছেন',
}

const digits = '০১২৩৪৫৬৭৮৯'

export const lang = typeof document === 'undefined' ? 'en' : document.documentElement.lang

// t returns the words in the page's language, with % replaced.
export function t(words: string, value: string | number = ''): string {
  const said = (lang === 'bn' && bangla[words]) || words
  return said.replace('%', local(String(value)))
}

// local returns s with the digits of the page's language.
export function local(s: string): string {
  return lang === 'bn' ? s.replace(/[0-9]/g, (d) => digits[Number(d)] as string) : s
}
