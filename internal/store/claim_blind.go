//go:build claim_blind

package store

const claim = ``
