package fetch

import "net/netip"

// unicast6 is the only part of IPv6 that is given out as public addresses.
var unicast6 = netip.MustParsePrefix("2000::/3")

// special are the ranges that are set aside, by the IANA registries of special-purpose
// addresses, and that a public server never has. Addresses that hold an IPv4 address
// and hand it to some relay (6to4, Teredo; NAT64 and the mapped ones lie outside
// 2000::/3) are refused whatever is in them.
var special = prefixes(
	"0.0.0.0/8",       // "this network"; Linux takes 0.0.0.0 for loopback
	"10.0.0.0/8",      // private
	"100.64.0.0/10",   // shared by a provider's customers; some clouds' metadata
	"127.0.0.0/8",     // loopback
	"169.254.0.0/16",  // link-local; most clouds' metadata
	"172.16.0.0/12",   // private
	"192.0.0.0/24",    // protocol assignments
	"192.0.2.0/24",    // documentation
	"192.31.196.0/24", // AS112
	"192.52.193.0/24", // AMT
	"192.88.99.0/24",  // 6to4 relays
	"192.168.0.0/16",  // private
	"192.175.48.0/24", // AS112
	"198.18.0.0/15",   // benchmarks
	"198.51.100.0/24", // documentation
	"203.0.113.0/24",  // documentation
	"224.0.0.0/4",     // multicast
	"240.0.0.0/4",     // reserved, and broadcast

	"2001::/23",         // protocol assignments: Teredo, benchmarks, ORCHID
	"2001:db8::/32",     // documentation
	"2002::/16",         // 6to4
	"2620:4f:8000::/48", // AS112
	"3fff::/20",         // documentation
)

func prefixes(texts ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(texts))
	for i, t := range texts {
		all[i] = netip.MustParsePrefix(t)
	}
	return all
}

// Public reports whether the address is one that a server on the public internet can
// have. What it does not know is not public.
func Public(a netip.Addr) bool {
	if !a.IsValid() || a.Zone() != "" {
		return false
	}
	a = a.Unmap()
	if a.Is6() && !unicast6.Contains(a) {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
