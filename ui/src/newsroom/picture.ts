// Choosing a picture: one that is here, or a new file.
import { type Picture, upload } from './api.ts'
import type { pick } from './picking.ts'

// choosePicture asks for a picture and resolves to it, or to undefined. What it asks with comes when it is first needed.
export async function choosePicture(): Promise<Picture | undefined> {
  const name = './picking.js'
  const module = (await import(new URL(name, import.meta.url).href)) as { pick: typeof pick }
  const chosen = await module.pick()
  return chosen instanceof File ? uploaded(chosen) : chosen
}

// uploaded sends the file, and says why if it cannot be taken.
export async function uploaded(file: File): Promise<Picture | undefined> {
  const done = await upload(file)
  if (typeof done !== 'string') return done
  document.dispatchEvent(new CustomEvent('stet-trouble', { detail: done }))
  return undefined
}
