package crossmatch

// SaidIn returns the facts of a text in words.
var SaidIn = saidIn
