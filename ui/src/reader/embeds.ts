// embeds opens a video where its card stands, when somebody asks for it and not before:
// until then nobody elsewhere is told of the reader, and no data is used. Whoever may be
// framed is in the page's policy (internal/reader/press/assets.go).
export function embeds(): void {
  document.addEventListener('click', (e) => {
    const link = (e.target as Element).closest<HTMLAnchorElement>('.embed a')
    const player = link && playerOf(link.href)
    if (!player || e.ctrlKey || e.metaKey || e.shiftKey) return
    e.preventDefault()
    const frame = document.createElement('iframe')
    frame.src = player
    frame.title = link.textContent ?? ''
    frame.allow = 'fullscreen; encrypted-media; picture-in-picture'
    frame.sandbox.add('allow-scripts', 'allow-same-origin', 'allow-presentation', 'allow-popups')
    link.replaceWith(frame)
    frame.focus()
  })
}

// playerOf returns the address of the player for the address of a video, "" if there is none.
export function playerOf(address: string): string {
  const { hostname, pathname, searchParams } = new URL(address)
  const host = hostname.replace(/^(www|m)\./, '')
  const id =
    host === 'youtu.be'
      ? pathname.slice(1)
      : host === 'youtube.com'
        ? (searchParams.get('v') ?? /^\/(?:shorts|live|embed)\/(.*)/.exec(pathname)?.[1] ?? '')
        : ''
  if (/^[\w-]{11}$/.test(id)) return `https://www.youtube-nocookie.com/embed/${id}?autoplay=1`
  const film = host === 'vimeo.com' ? /^\/(\d+)$/.exec(pathname)?.[1] : undefined
  return film ? `https://player.vimeo.com/video/${film}?dnt=1&autoplay=1` : ''
}
