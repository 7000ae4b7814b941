// The words of uploads, which only what sends files loads.
import { lang, local, t as others } from '../words.ts'

export const bangla: Record<string, string> = {
  'This device can no longer read the file. Choose it again.': 'এই যন্ত্র ফাইলটি আর পড়তে পারছে না। আবার বেছে নিন।',
  'No connection. It goes on by itself.': 'সংযোগ নেই। এলে নিজে থেকেই যাবে।',
  'You are signed out. Sign in in another tab, and it goes on.':
    'আপনি বেরিয়ে গেছেন। অন্য ট্যাবে প্রবেশ করুন, পাঠানো আবার চলবে।',
  'SVG is refused: it can carry a program. Send JPEG or PNG.':
    'SVG নেওয়া হয় না: তাতে প্রোগ্রাম থাকতে পারে। JPEG বা PNG পাঠান।',
  'TIFF is not taken. Save it as JPEG or PNG and send that.': 'TIFF নেওয়া হয় না। JPEG বা PNG করে পাঠান।',
  'This is no picture.': 'এটি ছবি নয়।',
  'The file is larger than 40 MB. Send a smaller copy.': 'ফাইলটি ৪০ মেগাবাইটের বেশি। ছোট কপি পাঠান।',
  'This is no video or sound that is taken here. Send MP4, WebM, MP3, M4A or Ogg.':
    'এই ভিডিও বা অডিও এখানে নেওয়া হয় না। MP4, WebM, MP3, M4A বা Ogg পাঠান।',
  'The file is larger than 200 MB. Save it with fewer pixels, as 720p, and send it again.':
    'ফাইলটি ২০০ মেগাবাইটের বেশি। কম পিক্সেলে, যেমন 720p, করে আবার পাঠান।',
  'A sound may have 50 MB. Save it as MP3 or M4A with fewer kilobits, and send it again.':
    'অডিও সর্বোচ্চ ৫০ মেগাবাইট। কম কিলোবিটে MP3 বা M4A করে আবার পাঠান।',
  'Ready to send': 'পাঠানোর জন্য তৈরি',
  'Waiting for its turn': 'পালার অপেক্ষায়',
  'Waiting: offline': 'অপেক্ষায়: সংযোগ নেই',
  'Making it smaller…': 'ছোট করা হচ্ছে…',
  'Sending: %': 'যাচ্ছে: %',
  'It is here.': 'এসে গেছে।',
  'It was here already; it is not kept twice.': 'ফাইলটি আগে থেকেই আছে; দুবার রাখা হয়নি।',
  'Looks like these:': 'দেখতে এগুলোর মতো:',
  'Use that one': 'ওটিই নেব',
  'Keep both': 'দুটিই থাক',
  Retry: 'আবার চেষ্টা',
  Remove: 'সরান',
  'Remove %': 'সরান: %',
  'Retry %': 'আবার চেষ্টা: %',
  'Send %': 'পাঠান: %টি',
  Send: 'পাঠান',
  Open: 'খুলুন',
  '% sent': '%টি পাঠানো হয়েছে',
  '% waiting': '%টি অপেক্ষায়',
  '% refused': '%টি নেওয়া হয়নি',
  'Another tab sends them.': 'অন্য ট্যাব থেকে পাঠানো হচ্ছে।',
  'This device has no room to keep them: leave this page open until they are sent.':
    'এই যন্ত্রে রাখার জায়গা নেই: পাঠানো শেষ না হওয়া পর্যন্ত পাতাটি খোলা রাখুন।',
  'Pictures for this story:': 'এই প্রতিবেদনের ছবি:',
  'The story was not told of its pictures: %': 'প্রতিবেদনে ছবির কথা লেখা যায়নি: %',
}

// t returns the words in the page's language, with % replaced.
export function t(words: string, value: string | number = ''): string {
  const said = lang === 'bn' ? bangla[words] : undefined
  return said ? said.replace('%', local(String(value))) : others(words, value)
}
