package result

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
)

// WriteManifest writes the manifest into dir, under its name only when it is
// whole.
func WriteManifest(dir string, m *Manifest) error {
	var text bytes.Buffer
	out := json.NewEncoder(&text)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(m); err != nil {
		return err
	}
	path := filepath.Join(dir, ManifestFile)
	if err := os.WriteFile(path+partial, text.Bytes(), 0o666); err != nil {
		return err
	}
	return os.Rename(path+partial, path)
}
