// A choice that is kept on this device, where that is allowed. Without, as in some
// private windows, it lasts for the page.

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // see above
  }
}

export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
