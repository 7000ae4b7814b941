// covers shows a graphic picture where its cover stands, when somebody opens that and not
// before: until then it is in a template, which fetches nothing. Without this the link in its
// place leads to the file. Posts of live coverage bring covers of their own.
export function covers(): void {
  const show = (cover: HTMLDetailsElement): void => {
    const behind = cover.querySelector('template')
    if (!cover.open || !behind) return
    cover.querySelector(':scope > a')?.replaceWith(behind.content)
    behind.remove()
    cover.classList.add('shown')
  }
  // It does not bubble.
  document.addEventListener(
    'toggle',
    ({ target }) => target instanceof HTMLDetailsElement && target.matches('.cover') && show(target),
    true,
  )
  for (const cover of document.querySelectorAll<HTMLDetailsElement>('.cover')) show(cover)
}
