// The arithmetic of crops: the same as internal/news/crop.go, in whole pixels.

export type Box = { x: number; y: number; w: number; h: number }
export type Size = { width: number; height: number }
export type Focus = { x: number; y: number }
export type Ratio = { w: number; h: number }

// narrow is the width below which a crop is soft where it is shown large.
export const narrow = 1280
const least = 40

const within = (at: number, most: number): number => Math.min(Math.max(0, at), Math.max(0, most))

export function ratioOf(shape: string): Ratio {
  const [w = 1, h = 1] = shape.split(':').map(Number)
  return { w, h }
}

// heightOf is the height of a crop that is so wide.
export function heightOf(width: number, r: Ratio): number {
  return Math.max(1, Math.floor((width * r.h + Math.floor(r.w / 2)) / r.w))
}

// focused is the largest crop with the focus as near to its middle as the edges allow.
export function focused(p: Size, r: Ratio, focus: Focus): Box {
  let w = p.width
  let h = Math.floor((p.width * r.h) / r.w)
  if (h > p.height) {
    w = Math.floor((p.height * r.w) / r.h)
    h = p.height
  }
  w = Math.max(1, w)
  h = Math.max(1, h)
  const at = (share: number, whole: number, part: number) =>
    within(Math.round(share * whole) - Math.floor(part / 2), whole - part)
  return { x: at(focus.x, p.width, w), y: at(focus.y, p.height, h), w, h }
}

// sized is a crop of the width that is asked for, or the nearest that the picture has room for, with its
// corner where it was as far as it can be.
export function sized(p: Size, r: Ratio, b: Box, width: number): Box {
  let w = Math.min(Math.max(Math.round(width) || 0, Math.min(least, p.width, p.height)), p.width)
  while (w > 1 && heightOf(w, r) > p.height) w--
  const h = heightOf(w, r)
  return { x: within(b.x, p.width - w), y: within(b.y, p.height - h), w, h }
}

// grown is the crop larger by so many pixels, about its middle.
export function grown(p: Size, r: Ratio, b: Box, by: number): Box {
  const next = sized(p, r, b, b.w + by)
  return moved(p, { ...next, x: b.x, y: b.y }, Math.round((b.w - next.w) / 2), Math.round((b.h - next.h) / 2))
}

// moved is the crop moved, as far as the picture goes.
export function moved(p: Size, b: Box, dx: number, dy: number): Box {
  return {
    ...b,
    x: within(Math.round(b.x + dx), p.width - b.w),
    y: within(Math.round(b.y + dy), p.height - b.h),
  }
}

// drawn is the crop of the shape between two points, of which the first is fixed.
export function drawn(p: Size, r: Ratio, from: Focus, to: Focus): Box {
  const right = to.x >= from.x
  const down = to.y >= from.y
  const roomX = right ? p.width - from.x : from.x
  const roomY = down ? p.height - from.y : from.y
  const want = Math.max(Math.abs(to.x - from.x), (Math.abs(to.y - from.y) * r.w) / r.h)
  const b = sized(p, r, { x: 0, y: 0, w: 0, h: 0 }, Math.min(want, roomX, (roomY * r.w) / r.h))
  return moved(p, b, right ? from.x : from.x - b.w, down ? from.y : from.y - b.h)
}

// cuts is whether a face is not whole in the crop.
export function cuts(b: Box, faces: Box[]): boolean {
  return faces.some((f) => f.x < b.x || f.y < b.y || f.x + f.w > b.x + b.w || f.y + f.h > b.y + b.h)
}
