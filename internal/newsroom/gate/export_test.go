package gate

// Size is how many texts are remembered.
func (m *Memory) Size() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.young) + len(m.old)
}

// MarkerNames are what hits of each hold marker are called.
func MarkerNames() (names []string) {
	for _, m := range markers {
		names = append(names, m.name)
	}
	return names
}
