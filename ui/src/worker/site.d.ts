// What the press writes before the worker's script (internal/reader/press/offline.go).
interface Words {
  since: string // "You are offline since %."
  copy: string // "This copy is from %."
  slow: string
  again: string
  saved: string // over the list of what is kept
  none: string
}

declare const site: {
  version: string // of the shell: another one replaces it
  zone: string
  assets: string[]
  words: Record<string, Words> // by language
}
