// The words of the scripts, in the language of the page. What is not here is in English.
export const bangla: Record<string, string> = {
  'Saved %': 'সংরক্ষিত %',
  'Saving…': 'সংরক্ষণ হচ্ছে…',
  'On this phone, not sent': 'এই ফোনে আছে, পাঠানো হয়নি',
  'On this computer, not sent': 'এই কম্পিউটারে আছে, পাঠানো হয়নি',
  '% change': '%টি বদল',
  '% changes': '%টি বদল',
  'Not saved — storage full': 'সংরক্ষিত হয়নি — জায়গা নেই',
  'Read only': 'শুধু পড়া যাবে',
  'the text': 'লেখা',
  'the headline and the other fields': 'শিরোনাম ও অন্য ঘরগুলো',
  'the pictures': 'ছবি',
  'the publish settings': 'প্রকাশের ব্যবস্থা',
  'is editing %': '% সম্পাদনা করছেন',
  'is reading': 'পড়ছেন',
  '% is editing': '% সম্পাদনা করছেন',
  'since %': '% থেকে',
  'You can read it.': 'আপনি পড়তে পারেন।',
  Watch: 'দেখুন',
  'Ask to edit': 'সম্পাদনা করতে চান',
  'Take over': 'নিজের হাতে নিন',
  'Asking…': 'জিজ্ঞেস করা হচ্ছে…',
  Asked: 'জিজ্ঞেস করা হয়েছে',
  'Asked. The answer comes within 20 seconds.': 'জিজ্ঞেস করা হয়েছে। ২০ সেকেন্ডের মধ্যে উত্তর আসবে।',
  'You are editing % now.': 'এখন আপনি সম্পাদনা করছেন: %।',
  '% said no and keeps editing.': '% না বলেছেন, সম্পাদনা চালিয়ে যাচ্ছেন।',
  '% did not answer and keeps editing.': '% উত্তর দেননি, সম্পাদনা চালিয়ে যাচ্ছেন।',
  'Nothing was typed for ten minutes, so others may edit %. Type on to take it up again.':
    'দশ মিনিট কিছু লেখা হয়নি, তাই অন্যরাও এটি সম্পাদনা করতে পারেন: %। আবার ধরতে লিখতে থাকুন।',
  'What you typed is kept beside the story.': 'আপনার লেখা প্রতিবেদনের পাশে রাখা আছে।',
  'Your text, to the last keystroke, is revision %.': 'শেষ অক্ষর পর্যন্ত আপনার লেখা % নম্বর সংস্করণে আছে।',
  'Your text, to the last keystroke, is kept beside the story.':
    'শেষ অক্ষর পর্যন্ত আপনার লেখা প্রতিবেদনের পাশে রাখা আছে।',
  '% edits this now': 'এখন % সম্পাদনা করছেন',
  '% took this over': '% নিজের হাতে নিয়েছেন',
  'Copy my text': 'আমার লেখা কপি করুন',
  'Ask back': 'ফেরত চান',
  Copied: 'কপি হয়েছে',
  'It could not be copied': 'কপি করা গেল না',
  '% asks to edit': '% সম্পাদনা করতে চান',
  'Yes, hand it over': 'হ্যাঁ, দিন',
  'No, I go on': 'না, আমি লিখছি',
  'Put away': 'সরান',
  'You are signed out': 'আপনার প্রবেশের মেয়াদ শেষ',
  'Your text is here and on this device. Sign in and it is saved.':
    'লেখা এখানে ও এই যন্ত্রে আছে। প্রবেশ করলেই সংরক্ষিত হবে।',
  'Somebody else is signed in now. Your text is on this device: sign in as yourself to send it.':
    'এখন অন্য কেউ ঢুকে আছেন। আপনার লেখা এই যন্ত্রে আছে: পাঠাতে নিজের নামে প্রবেশ করুন।',
  'That was not done, because your text could not be sent. It is on this device; try again when it says Saved.':
    'কাজটি হয়নি, কারণ আপনার লেখা পাঠানো যায়নি। লেখা এই যন্ত্রে আছে; “সংরক্ষিত” দেখালে আবার চেষ্টা করুন।',
  'The rich text could not be loaded; the plain field works.': 'সাজানো লেখার ঘর আনা যায়নি; সাধারণ ঘরে লেখা যাবে।',
  'One is on this device, from %; the other is the newest in the newsroom.':
    'একটি এই যন্ত্রে, % সময়ের; অন্যটি নিউজরুমের সর্বশেষ।',
  'One text that was not sent is safe on this device. Sign in to send it.':
    'একটি লেখা পাঠানো হয়নি, এই যন্ত্রে নিরাপদে আছে। পাঠাতে প্রবেশ করুন।',
  '% texts that were not sent are safe on this device. Sign in to send them.':
    '%টি লেখা পাঠানো হয়নি, এই যন্ত্রে নিরাপদে আছে। পাঠাতে প্রবেশ করুন।',
  'The newsroom answered %.': 'নিউজরুম উত্তর দিয়েছে: %।',
  'The picture was not sent: there is no connection. Try again when there is.':
    'ছবি পাঠানো যায়নি: সংযোগ নেই। সংযোগ এলে আবার চেষ্টা করুন।',
  'There is no connection.': 'সংযোগ নেই।',
  'Sending the picture…': 'ছবি যাচ্ছে…',
  'No picture.': 'ছবি নেই।',
  Caption: 'ক্যাপশন',
  Credit: 'কৃতজ্ঞতা',
  'E-mail': 'ই-মেইল',
  Password: 'পাসওয়ার্ড',
  'Sign in': 'প্রবেশ করুন',
  'Sign in another way, in a new tab': 'নতুন ট্যাবে অন্যভাবে প্রবেশ করুন',
  Later: 'পরে',
  'There is no connection. Try again when there is.': 'সংযোগ নেই। সংযোগ এলে আবার চেষ্টা করুন।',
  'That did not work.': 'হলো না।',
  'This account has a second step. Sign in in a new tab, then come back here.':
    'এই অ্যাকাউন্টে আরেকটি ধাপ আছে। নতুন ট্যাবে প্রবেশ করে এখানে ফিরে আসুন।',
  'You are signed out: your text is on this device and not sent.':
    'আপনার প্রবেশের মেয়াদ শেষ: লেখা এই যন্ত্রে আছে, পাঠানো হয়নি।',
  'Compare and choose': 'মিলিয়ে বাছুন',
  '% changed the same paragraphs. Your text is kept beside the story, not in it.':
    '% একই অনুচ্ছেদ বদলেছেন। আপনার লেখা প্রতিবেদনের পাশে রাখা আছে, ভেতরে নয়।',
  'Somebody else changed other paragraphs meanwhile. Both changes are in the text now; see the history.':
    'এর মধ্যে আরেকজন অন্য অনুচ্ছেদ বদলেছেন। দুজনের বদলই এখন লেখায় আছে; ইতিহাসে দেখুন।',
  Convert: 'রূপান্তর করুন',
  'Leave it': 'যেমন আছে থাক',
  'This looks like Bijoy text. Convert it to Unicode?': 'লেখাটি বিজয়ের মনে হচ্ছে। ইউনিকোডে রূপান্তর করবেন?',
  Commands: 'নির্দেশ',
  'Do or go to': 'করুন বা যান',
  'Do or go to: words, # a story, > what can be done here': 'করুন বা যান: শব্দ, # প্রতিবেদন, > এখানে যা করা যায়',
  'Nothing is called that.': 'এ নামে কিছু নেই।',
  'On this page': 'এই পাতায়',
  'Go to': 'যান',
  Help: 'সহায়তা',
  Keys: 'কি-বোর্ডের চাবি',
  Stories: 'প্রতিবেদন',
  'not possible now': 'এখন করা যাবে না',
  'Use it': 'এটি নিন',
  Compare: 'মিলিয়ে দেখুন',
  Discard: 'ফেলে দিন',
  'This phone has newer text from %': 'এই ফোনে % সময়ের নতুন লেখা আছে',
  'This computer has newer text from %': 'এই কম্পিউটারে % সময়ের নতুন লেখা আছে',
  '% words differ': '%টি শব্দ আলাদা',
  'this device': 'এই যন্ত্র',
  'the newsroom': 'নিউজরুম',
  'Two texts of this story': 'এই প্রতিবেদনের দুটি লেখা',
  'Insert as quote': 'উদ্ধৃতি হিসেবে বসান',
  'Offline. What you type stays on this device.': 'সংযোগ নেই। যা লিখছেন তা এই যন্ত্রে থাকছে।',
  'Show % new': 'নতুন %টি দেখুন',
  'Not sent yet: it is on this phone and goes by itself.': 'এখনো পাঠানো হয়নি: লেখা এই ফোনে আছে, নিজে থেকেই যাবে।',
  'The desk has the words.': 'ডেস্ক লেখা পেয়েছে।',
  'The desk has the words. The picture is on its way.': 'ডেস্ক লেখা পেয়েছে। ছবি যাচ্ছে।',
  'New: %': 'নতুন: %',
  'New notice: %': 'নতুন বার্তা: %',
  'You are signed out.': 'আপনি বেরিয়ে গেছেন।',
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
