// Files that are dropped onto the page or pasted into it.

const filesOf = (d: DataTransfer | null) => [...(d?.files ?? [])]

// takes hands over files that come from anywhere on the page. While some are held over it, the place has the class "over".
export function takes(place: HTMLElement, take: (files: File[]) => void): void {
  document.addEventListener('paste', (e) => {
    const files = filesOf(e.clipboardData)
    if (files.length === 0) return
    e.preventDefault()
    take(files)
  })
  document.addEventListener('dragover', (e) => {
    if (!e.dataTransfer?.types.includes('Files')) return
    e.preventDefault()
    place.classList.add('over')
  })
  document.addEventListener('dragleave', (e) => {
    if (!e.relatedTarget) place.classList.remove('over')
  })
  document.addEventListener('drop', (e) => {
    place.classList.remove('over')
    const files = filesOf(e.dataTransfer)
    if (files.length === 0) return
    e.preventDefault()
    take(files)
  })
}
