package screens

import "maps"

// The words about dispatches of one event, in Bangla.
func init() { maps.Copy(banglaWords, banglaClusters) }

var banglaClusters = map[string]string{
	"The dispatches are where they were.": "তারবার্তাগুলো আগের জায়গায় ফিরেছে।",
	"Not this event: put it apart":        "এই ঘটনা নয়: আলাদা করুন",
	"The marked are one event":            "বাছাই করাগুলো একই ঘটনা",
	"Adds:":                               "নতুন যা আছে:",
	"Take that back":                      "ফিরিয়ে নিন",

	"Perhaps the same in Bangla":        "সম্ভবত একই খবর, বাংলায়",
	"Perhaps the same in English":       "সম্ভবত একই খবর, ইংরেজিতে",
	"The same event: put them together": "একই ঘটনা: একসঙ্গে রাখুন",
	"The first in its language.":        "এই ভাষায় প্রথমটি।",

	"A person said which dispatches are of this event.": "কোন তারবার্তাগুলো এই ঘটনার, তা একজন মানুষ ঠিক করেছেন।",

	"Take separately":                                "আলাদা করে নিন",
	"A story is made of it, on your desk.":           "এটি থেকে আপনার ডেস্কে একটি প্রতিবেদন তৈরি হয়েছে।",
	"The dispatch stands by itself now.":             "তারবার্তাটি এখন আলাদা।",
	"Adds nothing that the earlier ones do not say.": "আগেরগুলোতে নেই এমন কিছু নেই।",
	"said which dispatches are of one event":         "কোন তারবার্তাগুলো একই ঘটনার, ঠিক করেছেন",
	"dispatches of one event":                        "একই ঘটনার তারবার্তা",
	"These dispatches are one event now.":            "এই তারবার্তাগুলো এখন একই ঘটনা।",
	"paused":                                         "থামানো",
	"Follow-up of {story}":                           "{story}-এর পরবর্তী প্রতিবেদন",
	"Take":                                           "নিন",
	"Taken a moment ago":                             "একটু আগেই নেওয়া",
	"{n} found":                                      "{n}টি পাওয়া গেছে",
	"The same event: {n} dispatches":                 "একই ঘটনা: {n}টি তারবার্তা",
	"Join {name}’s story":                            "{name}-এর প্রতিবেদনে যোগ দিন",
	"The first.":                                     "প্রথমটি।",
	"seen":                                           "দেখা",
	"and {n} more sentences":                         "এবং আরও {n}টি বাক্য",
	"no answer yet":                                  "এখনো সাড়া নেই",
	"Mark {what}":                                    "বাছুন: {what}",
	"{name} took {version} at {time}.":               "{name} {time}-এ {version} নিয়েছেন।",
}
