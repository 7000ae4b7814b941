// The newsroom's screens.
export {}
