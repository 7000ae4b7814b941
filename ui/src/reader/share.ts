// shareRow adds to the row's links the device's own way of sharing, where it has one, and
// copying the address. Some apps' own browsers have neither.
export function shareRow(): void {
  const row = document.querySelector<HTMLElement>('[data-share]')
  const list = row?.querySelector('ul')
  if (!row || !list) return
  const { url = '', title = '', native = '', copy = '', copied = '' } = row.dataset
  const add = (words: string, what: (button: HTMLButtonElement) => Promise<void>): void => {
    const li = document.createElement('li')
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = words
    button.onclick = () => void what(button).catch(() => {}) // somebody thought better of it
    li.append(button)
    list.append(li) // at the end: nothing that is there moves
  }
  if (navigator.share) add(native, () => navigator.share({ title, url }))
  if (navigator.clipboard) {
    add(copy, async (button) => {
      await navigator.clipboard.writeText(url)
      button.textContent = copied
      setTimeout(() => {
        button.textContent = copy
      }, 2000)
    })
  }
}
