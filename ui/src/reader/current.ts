// current makes a page which came from the device, where main was what it is given, the
// page that the site has now.
export async function current(note: HTMLElement, was: string): Promise<void> {
  navigator.serviceWorker?.controller?.postMessage('online')
  if ('reload' in note.dataset) return location.reload()
  const answer = await fetch(location.pathname, { cache: 'no-cache' })
  if (!answer.ok) return location.reload()
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const [main, now] = [document.querySelector('main'), page.querySelector('main')]
  if (main && now && now.innerHTML !== was) main.innerHTML = now.innerHTML
  note.remove()
}
