package screens

import "maps"

// The words about the files of dispatches, and for how long these are kept, in Bangla.
func init() { maps.Copy(banglaWords, banglaWireMedia) }

var banglaWireMedia = map[string]string{
	"Pictures and files": "ছবি ও ফাইল", "Download": "নামান", "(no name)": "(নাম নেই)", "not to be used": "ব্যবহার করা যাবে না",
	"named by the wire; it has not come": "উৎস নাম বলেছে, ফাইল আসেনি", "From the wire": "তারবার্তা থেকে", "removed old dispatches of": "পুরোনো তারবার্তা সরিয়েছে:",
	"Days that its dispatches are kept": "তারবার্তা কত দিন রাখা হয়",

	"Those of which nothing was made are removed after that, with their files. Empty is {n} days; 0 is for ever.": "যেগুলো থেকে কিছু করা হয়নি, এরপর সেগুলো ফাইলসহ সরানো হয়। খালি মানে {n} দিন; 0 মানে চিরকাল।",

	"As received, all of it": "যেমন এসেছে, পুরোটা",
}
