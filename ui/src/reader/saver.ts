// savesData reports whether the reader has asked their browser to save data.
export function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
}
