// What stands beside the text, brought up to what is saved now.

// freshSide brings what may be done with the story, and its history, up to date. It leaves
// alone a pane that somebody is in or has typed into.
export async function freshSide(): Promise<void> {
  const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } }).catch(() => undefined)
  if (!answer?.ok || answer.redirected) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const id of ['checks', 'publish', 'history', 'pictures']) {
    const pane = document.getElementById(id)
    const next = page.getElementById(id)
    if (!pane || !next || pane.contains(document.activeElement)) continue
    const typed = [...pane.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].some(
      (f) => f.value !== f.defaultValue || (f instanceof HTMLInputElement && f.checked !== f.defaultChecked),
    )
    if (typed) continue
    // What the copy check shows is as new as the text, and not only as what is saved.
    for (const live of pane.querySelectorAll('[data-live]'))
      next.querySelector(`#${live.id}`)?.replaceWith(live)
    pane.replaceChildren(...next.childNodes)
  }
  const head = document.querySelector('.story-head')
  const main = head?.querySelector('button.main')
  const next = page.querySelector('.story-head button.main')
  if (main && next && main !== document.activeElement) main.replaceWith(next)
  else if (!main && next) head?.append(next)
  const about = page.querySelector('.about summary')
  if (about) document.querySelector('.about summary')?.replaceChildren(...about.childNodes)
}
