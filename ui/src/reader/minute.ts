// everyMinute does it now, each minute while the page is seen, and when it is seen again.
export function everyMinute(what: () => void): void {
  const look = (): void => {
    if (!document.hidden) what()
  }
  setInterval(look, 60_000)
  document.addEventListener('visibilitychange', look)
  look()
}
