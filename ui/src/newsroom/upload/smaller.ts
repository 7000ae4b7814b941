// A smaller copy of a photograph, for lines that are dear. What the camera and the photographer
// wrote into the file goes with it: the desk needs that.

const edge = 2560
const quality = 0.85

// smaller returns a JPEG whose longer side has 2,560 pixels, or the file itself if that is no
// smaller or this browser cannot read it.
export async function smaller(file: Blob): Promise<Blob> {
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, edge / Math.max(image.width, image.height))
    const [width, height] = [Math.round(image.width * scale), Math.round(image.height * scale)]
    const made = await drawn(image, width, height)
    image.close()
    const head = noted(new Uint8Array(await file.arrayBuffer()))
    const small = new Blob([made.slice(0, 2), ...head, made.slice(2)], { type: 'image/jpeg' })
    return small.size < file.size ? small : file
  } catch {
    return file // the newsroom's own machine may know what it is
  }
}

async function drawn(image: ImageBitmap, width: number, height: number): Promise<Blob> {
  const type = 'image/jpeg'
  if ('OffscreenCanvas' in window) {
    const canvas = new OffscreenCanvas(width, height)
    canvas.getContext('2d')?.drawImage(image, 0, 0, width, height)
    return canvas.convertToBlob({ type, quality })
  }
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height)
  return new Promise((done, fail) =>
    canvas.toBlob((b) => (b ? done(b) : fail(new Error('no picture'))), type, quality),
  )
}

// noted returns the segments of a JPEG that say something of it: EXIF and XMP, and IPTC. The
// pixels of the copy are upright, and EXIF says so.
export function noted(data: Uint8Array): Uint8Array<ArrayBuffer>[] {
  const found: Uint8Array<ArrayBuffer>[] = []
  if (data[0] !== 0xff || data[1] !== 0xd8) return found
  for (let at = 2; at + 4 <= data.length && data[at] === 0xff; ) {
    const marker = data[at + 1] as number
    const end = at + 2 + (((data[at + 2] as number) << 8) | (data[at + 3] as number))
    if (marker === 0xda || end > data.length || end < at + 4) break
    if (marker === 0xe1 || marker === 0xed) {
      const segment = new Uint8Array(data.slice(at, end))
      upright(segment)
      found.push(segment)
    }
    at = end
  }
  return found
}

// upright sets the orientation in an EXIF segment to that of a picture that stands upright.
function upright(segment: Uint8Array<ArrayBuffer>): void {
  const start = 4 + 6 // the marker and its length, then "Exif" and two zeros
  if (String.fromCharCode(...segment.slice(4, 8)) !== 'Exif' || segment.length < start + 8) return
  const view = new DataView(segment.buffer, start)
  const little = view.getUint16(0) === 0x4949
  const at = view.getUint32(4, little)
  if (at + 2 > view.byteLength) return
  for (let i = 0, n = view.getUint16(at, little); i < n; i++) {
    const entry = at + 2 + 12 * i
    if (entry + 12 > view.byteLength) return
    if (view.getUint16(entry, little) === 0x0112) view.setUint16(entry + 8, 1, little)
  }
}
