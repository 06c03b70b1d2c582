package plots

import (
	"encoding/binary"
	"hash/crc32"
	"math"
)

// Text is drawn as outlines; title and description in a file's own metadata keep
// a figure findable, and say what it shows to who cannot see it.

// describePNG puts title, description and resolution into a PNG, before its
// first chunk of pixels.
func describePNG(png []byte, dpi int, title, description string) []byte {
	const head = 8 + 12 + 13 // signature, IHDR
	out := append([]byte(nil), png[:head]...)
	perMetre := binary.BigEndian.AppendUint32(nil, uint32(math.Round(float64(dpi)/0.0254)))
	out = appendChunk(out, "pHYs", append(append(perMetre, perMetre...), 1))
	// iTXt is tEXt for Unicode: keyword, not compressed, no language, the text.
	out = appendChunk(out, "iTXt", []byte("Title\x00\x00\x00\x00\x00"+title))
	out = appendChunk(out, "iTXt", []byte("Description\x00\x00\x00\x00\x00"+description))
	return append(out, png[head:]...)
}

func appendChunk(png []byte, kind string, data []byte) []byte {
	png = binary.BigEndian.AppendUint32(png, uint32(len(data)))
	from := len(png)
	png = append(append(png, kind...), data...)
	return binary.BigEndian.AppendUint32(png, crc32.ChecksumIEEE(png[from:]))
}
