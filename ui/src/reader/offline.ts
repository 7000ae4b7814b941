import { savesData } from './saver.ts'

// keptCopies lets the browser keep what is read for when there is no connection: by the
// service worker in ui/src/worker. Who saves data is not asked to load it.
export function keptCopies(): void {
  if (!('serviceWorker' in navigator) || savesData()) return
  addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => {}))
}

// online returns what is to be done when the site answers: a page which came from the
// device becomes the page that the site has now, without its note. A page that is current
// has nothing to do.
export function online(): () => void {
  const note = document.querySelector<HTMLElement>('#kept')
  const main = document.querySelector('main')
  const was = note && main?.innerHTML // before any script changes it
  let asked = false
  return () => {
    if (!note || !main || asked) return
    asked = true
    navigator.serviceWorker?.controller?.postMessage('online')
    if ('reload' in note.dataset) return location.reload()
    fetch(location.pathname, { cache: 'no-cache' })
      .then(async (answer) => {
        if (!answer.ok) return location.reload()
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
        const now = page.querySelector('main')
        if (now && now.innerHTML !== was) main.innerHTML = now.innerHTML
        note.remove()
      })
      .catch(() => {
        asked = false
      })
  }
}
