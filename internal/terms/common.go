package terms

// common are the words that nearly every story has.
var common = wordSet(`a an and are as at be been but by for from had has have he her his i in is it its not of on or
	said she that the their there they this to was were which who will with would
	এ এই এক একটি এবং এর ও কি কিন্তু কে জন্য তা তার তাঁর তাকে তিনি তারা থেকে না নিয়ে পর পরে বা বলে বলেন মধ্যে যে সে সঙ্গে
	হয় হয়েছে হবে হয়ে ছিল আছে করে করা করেন করেছে আর ওই কোনো দিয়ে জানান হিসেবে যা সব`)
