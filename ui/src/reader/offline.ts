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
  const was = note && document.querySelector('main')?.innerHTML // before any script changes it
  let asked = false
  const again = (): void => {
    asked = false
  }
  return () => {
    if (!note || asked) return
    asked = true
    import('./current.ts').then((m) => m.current(note, was ?? '')).catch(again)
  }
}
