// The table of captions: arrows go from cell to cell, sideways once the cursor is at the end of a text; Ctrl+Enter keeps all.
type Cell = HTMLInputElement | HTMLTextAreaElement

export function captions(): void {
  const table = document.querySelector<HTMLElement>('[data-captions]')
  if (!table) return
  const rows = () =>
    [...table.querySelectorAll('[data-row]')].map((r) =>
      [...r.querySelectorAll<Cell>('input, textarea')].filter((c) => c.type !== 'hidden'),
    )
  table.addEventListener('keydown', (e) => {
    const cell = e.target as Cell
    if (e.isComposing || e.altKey || e.shiftKey) return
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
      cell.form?.requestSubmit()
      e.preventDefault()
      return
    }
    if (e.ctrlKey || e.metaKey) return
    const grid = rows()
    const row = grid.findIndex((r) => r.includes(cell))
    const column = grid[row]?.indexOf(cell) ?? -1
    if (row < 0 || column < 0) return
    const to = next(e.key, cell, row, column)
    const there = to && grid[to[0]]?.[to[1]]
    if (!there) return
    e.preventDefault()
    there.focus()
    there.select()
  })
}

// next is the cell that the key leads to from the cell, unless the key is for its text.
function next(key: string, cell: Cell, row: number, column: number): [number, number] | undefined {
  const { selectionStart: from, selectionEnd: to, value } = cell
  const whole = from === 0 && to === value.length
  switch (key) {
    case 'ArrowDown':
    case 'Enter':
      return [row + 1, column]
    case 'ArrowUp':
      return [row - 1, column]
    case 'ArrowRight':
      return whole || (from === to && to === value.length) ? [row, column + 1] : undefined
    case 'ArrowLeft':
      return whole || (from === to && to === 0) ? [row, column - 1] : undefined
  }
  return undefined
}
