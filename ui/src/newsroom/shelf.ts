// Lets the story that is open be opened again when the newsroom cannot be reached.
export function shelf(): void {
  if (!('serviceWorker' in navigator)) return
  void navigator.serviceWorker
    .register('/n/sw.js', { scope: '/n' })
    .then(() => navigator.serviceWorker.ready)
    .then((r) => {
      setTimeout(() => {
        const uses = performance
          .getEntriesByType('resource')
          .map((e) => new URL(e.name))
          .filter((u) => u.origin === location.origin)
          .map((u) => u.pathname)
        r.active?.postMessage({ page: location.pathname, uses })
      }, 500)
    })
    .catch(() => {}) // the newsroom does well without
}
