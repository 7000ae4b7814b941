// The words of the live copy check, which only pages that have it load.
import { lang, local, t as others } from '../words.ts'

export const bangla: Record<string, string> = {
  'Certainly otherwise': 'নিশ্চিত গরমিল',
  'Likely otherwise': 'সম্ভবত গরমিল',
  'To check': 'মিলিয়ে দেখুন',
  'For information': 'জানার জন্য',
  'Own reporting': 'নিজস্ব প্রতিবেদন',
  'Background knowledge': 'আগে থেকে জানা তথ্য',
  'The source was corrected': 'সূত্রে সংশোধন এসেছে',
  'House style': 'ভাষারীতি',
  'The check is wrong': 'যাচাই ভুল ধরেছে',
  'The story': 'প্রতিবেদন',
  'version %': '% নম্বর সংস্করণ',
  'Choose a reason': 'কারণ বাছুন',
  'No reason given': 'কারণ দেওয়া হয়নি',
  'Say why: what is certainly otherwise stands only with a reason.': 'কারণ বলুন: নিশ্চিত গরমিল কারণ ছাড়া রাখা যায় না।',
  'Let it stand': 'এভাবেই থাক',
  'Why it may stand': 'কেন থাকতে পারে',
  'Note, for whoever reads it next': 'নোট, পরে যিনি পড়বেন তাঁর জন্য',
  Cancel: 'থাক',
  'Use source wording': 'সূত্রের কথা বসান',
  'Insert as quote': 'উদ্ধৃতি হিসেবে বসান',
  'Insert fact': 'তথ্য হিসেবে বসান',
  'With the words that are selected': 'বাছা শব্দ নিয়ে',
  'In the story': 'লেখায় দেখুন',
  'Put right': 'ঠিক করুন',
  'Stet…': 'রেখে দিন…',
  'Open source': 'সূত্র দেখুন',
  'Open again: the words here were changed since it was let stand.':
    'আবার খোলা: রেখে দেওয়ার পর এখানকার কথা বদলেছে।',
  'Open again: the source was changed since it was let stand.': 'আবার খোলা: রেখে দেওয়ার পর সূত্র বদলেছে।',
  'It was let stand by': 'রেখে দিয়েছিলেন',
  'Let stand by': 'রেখে দিয়েছেন',
  'Take back': 'ফিরিয়ে নিন',
  'Let stand (%)': 'রেখে দেওয়া (%)',
  'For information (%)': 'জানার জন্য (%)',
  'Show what is to check (%)': 'মিলিয়ে দেখার মতোগুলোও দেখান (%)',
  '% certain': '%টি নিশ্চিত',
  '% likely': '%টি সম্ভাব্য',
  '% to check': '%টি মেলানোর',
  'Copy check': 'কপি যাচাই',
  'no differences': 'গরমিল নেই',
  'Next finding': 'পরের গরমিল',
  'Previous finding': 'আগের গরমিল',
  'As far as words show, it says what its sources say.':
    'কথায় যত দূর বোঝা যায়, সূত্র যা বলে প্রতিবেদনও তা-ই বলে।',
  'The story has no source. Made from an item of a wire, it is read against it here.':
    'প্রতিবেদনের কোনো সূত্র নেই। ওয়্যারের কোনো খবর থেকে লেখা হলে এখানে তার সঙ্গে মিলিয়ে পড়া হয়।',
  'Reading…': 'পড়া হচ্ছে…',
  'The checks did not run. Next try in % s.': 'যাচাই হয়নি। % সেকেন্ড পর আবার চেষ্টা।',
  'The checks did not run': 'যাচাই হয়নি',
  'What is below is of %.': 'নিচে যা আছে তা % সময়ের।',
  'Try now': 'এখনই চেষ্টা করুন',
  'Finding % of ': 'গরমিল %, মোট ',
  'There is no finding.': 'কোনো গরমিল নেই।',
  'The text could not be saved, so nothing was let stand.': 'লেখা সংরক্ষণ করা গেল না, তাই কিছু রাখা হয়নি।',
  'There is no connection. Try again when there is.': 'সংযোগ নেই। সংযোগ এলে আবার চেষ্টা করুন।',
  'The words there are others by now.': 'সেখানকার কথা এর মধ্যে বদলে গেছে।',
  'The passage is not in the version beside the story.': 'পাশে যে সংস্করণ আছে তাতে এই অংশ নেই।',
  'The source’s words are in place.': 'সূত্রের কথা বসানো হলো।',
  'Let stand.': 'রেখে দেওয়া হলো।',
  'Taken back.': 'ফিরিয়ে নেওয়া হলো।',
}

// t returns the words in the page's language, with % replaced.
export function t(words: string, value: string | number = ''): string {
  const said = lang === 'bn' ? bangla[words] : undefined
  return said ? said.replace('%', local(String(value))) : others(words, value)
}
