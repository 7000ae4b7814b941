import { keep } from './kept.ts'

// themeButton lets the reader choose between light and dark. Before a choice the page
// follows the system; the choice is applied before the first paint by the script in the
// page's head.
export function themeButton(): void {
  const root = document.documentElement
  const button = document.querySelector<HTMLButtonElement>('[data-do=theme]')
  button?.addEventListener('click', () => {
    const chosen = root.dataset.theme
    const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
    root.dataset.theme = dark ? 'light' : 'dark'
    keep('theme', root.dataset.theme)
  })
}
