import { relativeTimes } from './ago.ts'
import { offerLite } from './lite.ts'
import { shareRow } from './share.ts'

// more is what most pages have a use for, and none needs at once.
export function more(): void {
  relativeTimes()
  shareRow()
  offerLite()
}
