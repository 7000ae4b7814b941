interface Line {
  saveData?: boolean
  effectiveType?: string
}

const line = (): Line => (navigator as { connection?: Line }).connection ?? {}

// savesData reports whether the reader has asked their browser to save data.
export const savesData = (): boolean => line().saveData === true

// slowLine reports whether they have, or the line is from another time.
export const slowLine = (): boolean => savesData() || /2g/.test(line().effectiveType ?? '')
