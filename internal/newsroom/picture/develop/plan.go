package develop

// Width is a width at which readers get a picture, in pixels, with the most bytes that it may take there.
type Width struct{ Pixels, Ceiling int }

// Widths are those that pages offer, the smallest first.
var Widths = []Width{{160, 6 << 10}, {240, 10 << 10}, {320, 16 << 10}, {480, 28 << 10}, {640, 42 << 10}, {960, 75 << 10}, {1280, 120 << 10}}
