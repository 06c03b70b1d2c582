package result

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
)

// WriteManifest writes the manifest into dir, whole or not at all.
func WriteManifest(dir string, m *Manifest) error {
	var text bytes.Buffer
	out := json.NewEncoder(&text)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(m); err != nil {
		return err
	}
	path := filepath.Join(dir, ManifestFile)
	if err := writeSynced(path+partial, text.Bytes()); err != nil {
		return err
	}
	return os.Rename(path+partial, path)
}

// writeSynced writes a file and waits until it is on disk.
func writeSynced(path string, text []byte) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	if _, err = file.Write(text); err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}
