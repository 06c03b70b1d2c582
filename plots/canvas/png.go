package canvas

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	imagepng "image/png"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// png is gonum's canvas of pixels, with letters as outlines, the same on every
// machine.
type png struct {
	*vgimg.Canvas
	page Page
}

// newPNG has the upper edge of the page lie on that of the pixels, as other programs
// do; vgimg has the lower ones meet, where the height is no whole number of pixels.
func newPNG(p Page) png {
	c := png{vgimg.NewWith(vgimg.UseWH(p.Width, p.Height), vgimg.UseDPI(p.DPI)), p}
	pixels := vg.Length(c.Image().Bounds().Dy())
	c.Translate(vg.Point{Y: pixels*vg.Inch/vg.Length(p.DPI) - p.Height})
	return c
}

// bytes implements file: vgimg writes neither the resolution, by which a journal
// judges a picture, nor title and description.
func (c png) bytes() ([]byte, error) {
	var out bytes.Buffer
	if err := (&imagepng.Encoder{CompressionLevel: imagepng.BestSpeed}).Encode(&out, c.Image()); err != nil {
		return nil, err
	}
	const head = 8 + 12 + 13 // signature, IHDR
	data := append([]byte(nil), out.Bytes()[:head]...)
	perMetre := binary.BigEndian.AppendUint32(nil, uint32(math.Round(float64(c.page.DPI)/0.0254)))
	data = appendChunk(data, "pHYs", append(append(perMetre, perMetre...), 1))
	// iTXt is tEXt for Unicode: keyword, not compressed, no language, the text.
	data = appendChunk(data, "iTXt", []byte("Title\x00\x00\x00\x00\x00"+c.page.Title))
	data = appendChunk(data, "iTXt", []byte("Description\x00\x00\x00\x00\x00"+c.page.Description))
	return append(data, out.Bytes()[head:]...), nil
}

func appendChunk(png []byte, kind string, data []byte) []byte {
	png = binary.BigEndian.AppendUint32(png, uint32(len(data)))
	from := len(png)
	png = append(append(png, kind...), data...)
	return binary.BigEndian.AppendUint32(png, crc32.ChecksumIEEE(png[from:]))
}
