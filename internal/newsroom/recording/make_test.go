package recording

import (
	"encoding/binary"
	"strings"
)

// The files of these tests are made here, byte for byte.

func be32(n ...uint32) (b []byte) {
	for _, v := range n {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}

func box(name string, parts ...[]byte) []byte {
	b := append(be32(0), name...)
	for _, p := range parts {
		b = append(b, p...)
	}
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return b
}

func zero(n int) []byte { return make([]byte, n) }

// canary stands wherever a file could say who made it, and where.
const canary = "+23.7104+090.4074 CANARY Sumaiya's phone"

// trak is a track with its samples at a place of the file.
func trak(handler, codec string, width, height uint32, at, size uint32) []byte {
	entry := append(zero(8), zero(70)...)
	switch handler {
	case "soun":
		entry = zero(28)
	case "vide":
		copy(entry[42:], "\x1e"+canary[:30])
	}
	conf := map[string]string{"avc1": "avcC", "mp4a": "esds"}[codec]
	inside := [][]byte{entry}
	if conf != "" {
		inside = append(inside, box(conf, zero(8)), box("mkrN", []byte(canary)))
	}
	matrix := be32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
	return box("trak",
		box("tkhd", be32(7, 0xd0000000, 0xd0000000, 1, 0, 1000), zero(16), matrix, be32(width<<16, height<<16)),
		box("udta", box("name", []byte(canary))),
		box("mdia",
			box("mdhd", be32(0, 0xd0000000, 0xd0000000, 1000, 1000, 0)),
			box("hdlr", be32(0, 0), []byte(handler), zero(12), []byte(canary)),
			box("minf", box("vmhd", zero(12)), box("dinf", box("dref", be32(0, 1), box("url ", be32(1)))),
				box("stbl",
					box("stsd", be32(0, 1), box(codec, inside...)),
					box("stts", be32(0, 1, 1, 1000)), box("stsc", be32(0, 1, 1, 1, 1)), box("stsz", be32(0, 0, 1, size)), box("stco", be32(0, 1, at)),
				))))
}

// film is an MP4 with a picture, a sound and a track of places, and canaries everywhere.
func film(video string) []byte {
	ftyp := box("ftyp", []byte("isom\x00\x00\x02\x00isomiso2avc1mp41"))
	pictures, sounds, places := []byte(strings.Repeat("PICTURE ", 200)), []byte(strings.Repeat("SOUND ", 100)), []byte(canary)
	at := uint32(len(ftyp)) + 8
	mdat := box("mdat", []byte("gap:"+canary), pictures, sounds, places, []byte(canary))
	at += uint32(len("gap:" + canary))
	moov := box("moov",
		box("mvhd", be32(0, 0xd0000000, 0xd0000000, 1000, 92_000), zero(80)),
		trak("vide", video, 640, 360, at, uint32(len(pictures))),
		trak("soun", "mp4a", 0, 0, at+uint32(len(pictures)), uint32(len(sounds))),
		trak("meta", "mebx", 0, 0, at+uint32(len(pictures)+len(sounds)), uint32(len(places))),
		box("udta", box("\xa9xyz", []byte(canary)), box("meta", []byte(canary))),
		box("meta", zero(4), box("keys", []byte("com.apple.quicktime.location.ISO6709")), box("ilst", []byte(canary))),
	)
	out := append(ftyp, mdat...)
	out = append(out, moov...)
	return append(append(out, box("uuid", []byte(canary))...), box("free", []byte(canary))...)
}

func ebml(id uint32, parts ...[]byte) []byte {
	var b []byte
	for shift := 24; shift >= 0; shift -= 8 {
		if c := byte(id >> shift); len(b) > 0 || c != 0 {
			b = append(b, c)
		}
	}
	var content []byte
	for _, p := range parts {
		content = append(content, p...)
	}
	b = binary.BigEndian.AppendUint64(b, 1<<56|uint64(len(content)))
	return append(b, content...)
}

// webmFilm is a WebM with canaries, of known length or as browsers record.
func webmFilm(live bool) []byte {
	head := ebml(idHeader, ebml(0x4286, []byte{1}), ebml(idDocType, []byte("webm")))
	info := [][]byte{ebml(idScale, []byte{0x0f, 0x42, 0x40}), ebml(0x7ba9, []byte(canary)), ebml(0x4d80, []byte(canary)), ebml(0x5741, []byte(canary)), ebml(0x4461, zero(8))}
	if !live {
		info = append(info, ebml(idDuration, []byte{0x40, 0xb3, 0x88, 0, 0, 0, 0, 0})) // 5000
	}
	tracks := ebml(idTracks,
		ebml(idEntry, ebml(0xd7, []byte{1}), ebml(idKind, []byte{1}), ebml(idCodec, []byte("V_VP9")), ebml(0x536e, []byte("eye")), ebml(0x258688, []byte(canary)),
			ebml(idVideo, ebml(idWidth, []byte{2, 128}), ebml(idHeight, []byte{1, 104}))),
		ebml(idEntry, ebml(0xd7, []byte{2}), ebml(idKind, []byte{2}), ebml(idCodec, []byte("A_OPUS"))),
	)
	cluster := func(at byte) []byte {
		c := ebml(idCluster, ebml(idTime, []byte{at, 0}), ebml(0xa3, []byte("a block of pictures")))
		if live {
			copy(c[4:], []byte{1, 255, 255, 255, 255, 255, 255, 255})
		}
		return c
	}
	tags := ebml(idTags, ebml(0x7373, []byte(canary)))
	segment := ebml(idSegment, ebml(idSeekHead, zero(20)), ebml(idInfo, info...), tracks, cluster(0), cluster(16), tags, ebml(0x1941a469, []byte(canary)))
	if live {
		copy(segment[4:], []byte{1, 255, 255, 255, 255, 255, 255, 255})
	}
	return append(head, segment...)
}

// mp3Sound is n frames of 128 kilobits between tags.
func mp3Sound(n int) []byte {
	tag := append([]byte("ID3\x04\x00\x00\x00\x00\x00\x40"), make([]byte, 64)...)
	copy(tag[12:], canary)
	var b []byte
	for range n {
		f := append([]byte{0xff, 0xfb, 0x90, 0x64}, make([]byte, 413)...)
		b = append(b, f...)
	}
	end := make([]byte, 128)
	copy(end, "TAG"+canary)
	return append(append(tag, b...), end...)
}

// oggPage is one page, summed up.
func oggPage(kind byte, granule uint64, sequence uint32, packets ...[]byte) []byte {
	var lacing, data []byte
	for _, p := range packets {
		n := len(p)
		for ; n >= 255; n -= 255 {
			lacing = append(lacing, 255)
		}
		lacing, data = append(lacing, byte(n)), append(data, p...)
	}
	b := append([]byte("OggS\x00"), kind)
	b = binary.LittleEndian.AppendUint64(b, granule)
	b = binary.LittleEndian.AppendUint32(b, 7)
	b = binary.LittleEndian.AppendUint32(b, sequence)
	b = append(b, 0, 0, 0, 0, byte(len(lacing)))
	b = append(append(b, lacing...), data...)
	binary.LittleEndian.PutUint32(b[22:], oggSum(b))
	return b
}

// opusSound is two seconds of Opus whose comments lie on one page.
func opusSound() []byte {
	head := append([]byte("OpusHead\x01\x01\x38\x01"), 0x80, 0xbb, 0, 0, 0, 0, 0)
	tags := append([]byte("OpusTags"), 0, 0, 0, 0, 1, 0, 0, 0, byte(len(canary)), 0, 0, 0)
	tags = append(append(tags, canary...), zero(300)...)
	b := oggPage(2, 0, 0, head)
	b = append(b, oggPage(0, 0, 1, tags)...)
	return append(b, oggPage(4, 48_000*2+312, 2, []byte("a packet of sound"), []byte("and another"))...)
}
