// The cropper of a picture's page. The picture is there once: what each crop shows is a view of the
// same image, so that all of them follow each move. The numbers are the form's own fields: what the
// mouse and the arrow keys do, they do to the fields.
import {
  type Box,
  cuts,
  drawn,
  type Focus,
  focused,
  grown,
  moved,
  narrow,
  type Ratio,
  ratioOf,
  sized,
} from './newsroom/cropping.ts'

const stage = document.getElementById('stage')
const box = document.getElementById('box')
if (stage && box) start(stage, box)

type Part = { set: HTMLElement; ratio: Ratio; name: string; box: Box; auto: HTMLInputElement }

function start(stage: HTMLElement, handle: HTMLElement): void {
  const form = handle.closest('form') as HTMLFormElement
  const size = { width: Number(stage.dataset.width), height: Number(stage.dataset.height) }
  const faces: Box[] =
    JSON.parse(stage.dataset.faces || '[]')?.map(
      (f: { x: number; y: number; width: number; height: number }) => ({
        x: f.x,
        y: f.y,
        w: f.width,
        h: f.height,
      }),
    ) ?? []
  const input = (name: string) => form.elements.namedItem(name) as HTMLInputElement
  const numberOf = (name: string) => Number(input(name).value) || 0
  const said = document.getElementById('boxat') as HTMLOutputElement
  const q = <E extends Element>(of: Element, what: string) => of.querySelector(what) as E
  const frame = q<SVGRectElement>(stage, '.frame')
  const dim = q<SVGPathElement>(stage, '.dim')
  const thirds = q<SVGPathElement>(stage, '.thirds')
  const focal = q<SVGSVGElement>(stage, '.focal')
  let tool = 'focus'

  const parts = new Map<string, Part>()
  for (const set of form.querySelectorAll<HTMLElement>('fieldset[data-ratio]')) {
    const name = set.dataset.tool as string
    parts.set(name, {
      set,
      name,
      ratio: ratioOf(set.dataset.ratio as string),
      auto: input(`crop_${name}_auto`),
      box: {
        x: numberOf(`crop_${name}_x`),
        y: numberOf(`crop_${name}_y`),
        w: numberOf(`crop_${name}_w`),
        h: numberOf(`crop_${name}_h`),
      },
    })
  }

  const focus = (): Focus => ({ x: numberOf('focus_x') / 100, y: numberOf('focus_y') / 100 })
  const put = (field: HTMLInputElement, n: number) => {
    if (document.activeElement !== field || Number(field.value) !== n) field.value = String(n)
  }

  // shows draws a part as it is: its numbers, its preview, what is wrong with it.
  function shows(p: Part): void {
    const b = p.box
    put(input(`crop_${p.name}_x`), b.x)
    put(input(`crop_${p.name}_y`), b.y)
    put(input(`crop_${p.name}_w`), b.w)
    put(input(`crop_${p.name}_h`), b.h)
    q(p.set, '.cropview').setAttribute('viewBox', `${b.x} ${b.y} ${b.w} ${b.h}`)
    q<HTMLElement>(p.set, '.toonarrow').hidden = b.w >= narrow
    q<HTMLElement>(p.set, '.facecut').hidden = !cuts(b, faces)
  }

  // look draws what is on the picture itself.
  function look(): void {
    const at = focus()
    focal.setAttribute('x', String(at.x * size.width))
    focal.setAttribute('y', String(at.y * size.height))
    const p = parts.get(tool)
    const b = p?.box ?? { x: 0, y: 0, w: 0, h: 0 }
    for (const [k, n] of Object.entries({ x: b.x, y: b.y, width: b.w, height: b.h }))
      frame.setAttribute(k, String(n))
    const whole = `M0 0H${size.width}V${size.height}H0Z`
    dim.setAttribute('d', p ? `${whole}M${b.x} ${b.y}V${b.y + b.h}H${b.x + b.w}V${b.y}Z` : '')
    const v = [1, 2].map((n) => `M${b.x + (b.w * n) / 3} ${b.y}v${b.h}M${b.x} ${b.y + (b.h * n) / 3}h${b.w}`)
    thirds.setAttribute('d', p ? v.join('') : '')
  }

  const digits = new Intl.NumberFormat(document.documentElement.lang === 'bn' ? 'bn-BD' : 'en', {
    maximumFractionDigits: 1,
    useGrouping: false,
  })
  const say = () => {
    const b = parts.get(tool)?.box
    const at = focus()
    said.textContent = b
      ? `x ${digits.format(b.x)} · y ${digits.format(b.y)} · ${digits.format(b.w)} × ${digits.format(b.h)}`
      : `⊕ ${digits.format(at.x * 100)} % · ${digits.format(at.y * 100)} %`
  }

  // set gives a crop by hand.
  function set(p: Part, b: Box): void {
    p.box = b
    p.auto.checked = false
    shows(p)
    look()
    say()
  }

  function setFocus(x: number, y: number): void {
    const share = (n: number) => Math.round(Math.min(1, Math.max(0, n)) * 1000) / 10
    put(input('focus_x'), share(x))
    put(input('focus_y'), share(y))
    follow()
    say()
  }

  // follow cuts what follows the focus anew.
  function follow(): void {
    for (const p of parts.values()) {
      if (p.auto.checked) p.box = focused(size, p.ratio, focus())
      shows(p)
    }
    look()
  }

  function choose(next: string): void {
    tool = next
    for (const f of form.querySelectorAll<HTMLElement>('fieldset[data-tool]'))
      f.classList.toggle('chosen', f.dataset.tool === tool)
    for (const r of form.querySelectorAll<HTMLInputElement>('input[name=tool]')) r.checked = r.value === tool
    look()
    say()
  }

  form.addEventListener('input', (e) => {
    const t = e.target as HTMLInputElement
    if (t.name.startsWith('focus_')) {
      follow()
      return
    }
    const [, name = '', which = ''] = /^crop_(\w+?)_(\w+)$/.exec(t.name) ?? []
    const p = parts.get(name)
    if (!p || which === 'auto') return
    const n = Number(t.value) || 0
    if (which === 'x') set(p, moved(size, { ...p.box, x: n }, 0, 0))
    if (which === 'y') set(p, moved(size, { ...p.box, y: n }, 0, 0))
    // While digits are typed the number is not yet what is meant: the fields wait for the end.
  })
  form.addEventListener('change', (e) => {
    const t = e.target as HTMLInputElement
    if (t.name === 'tool') {
      choose(t.value)
      return
    }
    const [, name = '', which = ''] = /^crop_(\w+?)_(\w+)$/.exec(t.name) ?? []
    const p = parts.get(name)
    if (!p) return
    if (which === 'auto') {
      if (t.checked) follow()
      say()
      return
    }
    const n = Number(t.value) || 0
    if (which === 'w') set(p, sized(size, p.ratio, p.box, n))
    if (which === 'h') set(p, sized(size, p.ratio, p.box, Math.round((n * p.ratio.w) / p.ratio.h)))
    shows(p)
  })
  for (const p of parts.values()) q(p.set, '.cropview').addEventListener('click', () => choose(p.name))

  handle.addEventListener('keydown', (e) => {
    const by = e.shiftKey ? 10 : 1
    const way: Record<string, [number, number]> = {
      ArrowLeft: [-by, 0],
      ArrowRight: [by, 0],
      ArrowUp: [0, -by],
      ArrowDown: [0, by],
    }
    const step = way[e.key]
    const p = parts.get(tool)
    if (step && p) set(p, moved(size, p.box, ...step))
    else if (step) setFocus(focus().x + step[0] / size.width, focus().y + step[1] / size.height)
    else if (p && /^[+=]$/.test(e.key)) set(p, grown(size, p.ratio, p.box, by * p.ratio.w))
    else if (p && /^[-−_]$/.test(e.key)) set(p, grown(size, p.ratio, p.box, -by * p.ratio.w))
    else return
    e.preventDefault()
  })

  pointer(handle, size, {
    down: (at) => {
      const p = parts.get(tool)
      if (!p) setFocus(at.x / size.width, at.y / size.height)
      return p && { ...p.box }
    },
    move: (was, from, to) => {
      const p = parts.get(tool)
      if (!p) setFocus(to.x / size.width, to.y / size.height)
      else if (was) set(p, dragged(size, p.ratio, was, from, to))
    },
  })
  handle.hidden = false
  choose('focus')
  follow()
}

// dragged is the box after the pointer went from one point to the other: moved, or by one of its corners made larger
// or smaller, or, from outside of it, drawn anew.
function dragged(size: { width: number; height: number }, r: Ratio, was: Box, from: Focus, to: Focus): Box {
  const near = Math.max(size.width, size.height) / 30
  for (const [x, y, ox, oy] of [
    [was.x, was.y, was.x + was.w, was.y + was.h],
    [was.x + was.w, was.y, was.x, was.y + was.h],
    [was.x, was.y + was.h, was.x + was.w, was.y],
    [was.x + was.w, was.y + was.h, was.x, was.y],
  ] as const)
    if (Math.abs(from.x - x) < near && Math.abs(from.y - y) < near)
      return drawn(size, r, { x: ox, y: oy }, to)
  const inside = from.x > was.x && from.x < was.x + was.w && from.y > was.y && from.y < was.y + was.h
  if (inside) return moved(size, was, to.x - from.x, to.y - from.y)
  return drawn(size, r, { x: Math.round(from.x), y: Math.round(from.y) }, to)
}

type Drag = {
  down: (at: Focus) => Box | undefined
  move: (was: Box | undefined, from: Focus, to: Focus) => void
}

// pointer tells of a mouse or a finger on the element, in pixels of the picture.
function pointer(el: HTMLElement, size: { width: number; height: number }, drag: Drag): void {
  let from: Focus | undefined
  let was: Box | undefined
  const at = (e: PointerEvent): Focus => {
    const r = el.getBoundingClientRect()
    const share = (n: number, whole: number) => Math.min(1, Math.max(0, n / whole))
    return {
      x: Math.round(share(e.clientX - r.left, r.width) * size.width),
      y: Math.round(share(e.clientY - r.top, r.height) * size.height),
    }
  }
  el.addEventListener('pointerdown', (e) => {
    if (e.button !== 0) return
    el.setPointerCapture(e.pointerId)
    el.focus({ preventScroll: true })
    from = at(e)
    was = drag.down(from)
    e.preventDefault()
  })
  el.addEventListener('pointermove', (e) => {
    if (from) drag.move(was, from, at(e))
  })
  for (const end of ['pointerup', 'pointercancel'] as const)
    el.addEventListener(end, () => {
      from = undefined
    })
}
