package report

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// browser is a headless Chromium driven over its debugging pipe: messages of
// JSON that end in a zero byte, without any network.
type browser struct {
	t       *testing.T
	to      *os.File
	session string // of the page

	mu     sync.Mutex
	last   int
	wait   map[int]chan message
	events []message
	news   chan struct{}
}

// message is a message of the DevTools protocol.
type message struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// startBrowser starts Chromium with one empty page for the time of a test, and
// skips the test where there is none.
func startBrowser(t *testing.T) *browser {
	t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			program = p
			break
		}
	}
	if program == "" {
		t.Skip("no chromium found: the page is not tried in a browser")
	}
	childIn, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	from, childOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
		"--disable-dev-shm-usage", "--remote-debugging-pipe", "--user-data-dir="+filepath.Join(t.TempDir(), "profile"))
	c.ExtraFiles = []*os.File{childIn, childOut} // descriptors 3 and 4
	if err := c.Start(); err != nil {
		t.Skip("chromium does not start:", err)
	}
	childIn.Close()
	childOut.Close()
	b := &browser{t: t, to: to, wait: map[int]chan message{}, news: make(chan struct{}, 1)}
	go b.read(from)
	t.Cleanup(func() {
		b.write("Browser.close", nil)
		to.Close()
		ended := make(chan struct{})
		go func() { c.Wait(); close(ended) }()
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			c.Process.Kill()
			<-ended
		}
		from.Close()
	})
	var target struct {
		TargetID string `json:"targetId"`
	}
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var session struct {
		SessionID string `json:"sessionId"`
	}
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &session)
	b.session = session.SessionID
	for _, domain := range []string{"Page", "Runtime", "Network", "Log"} {
		b.call(domain+".enable", nil, nil)
	}
	return b
}

// read takes in what the browser says until its end.
func (b *browser) read(from *os.File) {
	in := bufio.NewReaderSize(from, 1<<20)
	for {
		text, err := in.ReadBytes(0)
		if err != nil {
			return
		}
		var m message
		if json.Unmarshal(text[:len(text)-1], &m) != nil {
			continue
		}
		b.mu.Lock()
		if m.ID != 0 {
			b.wait[m.ID] <- m
		} else {
			b.events = append(b.events, m)
			select {
			case b.news <- struct{}{}:
			default:
			}
		}
		b.mu.Unlock()
	}
}

// write sends a command and returns where its answer will come.
func (b *browser) write(method string, params any) chan message {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.last++
	answer := make(chan message, 1)
	b.wait[b.last] = answer
	m := map[string]any{"id": b.last, "method": method}
	if params != nil {
		m["params"] = params
	}
	if b.session != "" && method != "Browser.close" {
		m["sessionId"] = b.session
	}
	text, err := json.Marshal(m)
	if err == nil {
		_, err = b.to.Write(append(text, 0))
	}
	if err != nil {
		b.t.Log(method, err)
	}
	return answer
}

// call runs a command and decodes its result.
func (b *browser) call(method string, params, result any) {
	b.t.Helper()
	var m message
	select {
	case m = <-b.write(method, params):
	case <-time.After(time.Minute):
		b.t.Fatalf("%s: no answer", method)
	}
	if m.Error != nil {
		b.t.Fatalf("%s: %s", method, m.Error.Message)
	}
	if result != nil {
		if err := json.Unmarshal(m.Result, result); err != nil {
			b.t.Fatal(err)
		}
	}
}

// happened lists the parameters of all events of a method so far.
func (b *browser) happened(method string) (out []json.RawMessage) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.events {
		if e.Method == method {
			out = append(out, e.Params)
		}
	}
	return out
}

// open loads a file and waits until it is there.
func (b *browser) open(path string) {
	b.t.Helper()
	before := len(b.happened("Page.loadEventFired"))
	b.call("Page.navigate", map[string]any{"url": "file://" + path}, nil)
	deadline := time.After(time.Minute)
	for len(b.happened("Page.loadEventFired")) == before {
		select {
		case <-b.news:
		case <-deadline:
			b.t.Fatal("the page does not load")
		}
	}
}

// screen sets the size of the window in CSS pixels, and the colours wished for.
func (b *browser) screen(width, height int, colours string) {
	b.t.Helper()
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}, nil)
	b.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": colours}}}, nil)
}

// eval runs a script in the page and decodes its value.
func (b *browser) eval(script string, value any) {
	b.t.Helper()
	var out struct {
		Result struct {
			Value json.RawMessage `json:"value"`
		} `json:"result"`
		Exception *struct {
			Text      string `json:"text"`
			Exception struct {
				Description string `json:"description"`
			} `json:"exception"`
		} `json:"exceptionDetails"`
	}
	b.call("Runtime.evaluate", map[string]any{"expression": script, "returnByValue": true, "awaitPromise": true}, &out)
	if out.Exception != nil {
		b.t.Fatalf("%s: %s %s", script, out.Exception.Text, out.Exception.Exception.Description)
	}
	if value != nil {
		if err := json.Unmarshal(out.Result.Value, value); err != nil {
			b.t.Fatalf("%s: %v", script, err)
		}
	}
}

// press types a key into what has the focus.
func (b *browser) press(key string) {
	b.t.Helper()
	for _, kind := range []string{"rawKeyDown", "keyUp"} {
		b.call("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": key, "code": key,
			"windowsVirtualKeyCode": map[string]int{"Enter": 13, "ArrowLeft": 37, "ArrowRight": 39, "End": 35, "Tab": 9}[key]}, nil)
		if kind == "rawKeyDown" && key == "Enter" {
			b.call("Input.dispatchKeyEvent", map[string]any{"type": "char", "text": "\r", "key": key}, nil)
		}
	}
}

// drawn waits until the page as it stands now is on the screen: a click is given to
// what the screen shows, not to what the page has become since.
func (b *browser) drawn() {
	b.t.Helper()
	b.eval(`new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))`, nil)
}

// mouse moves through points of the window with the button down; one point is a
// click.
func (b *browser) mouse(points ...[2]float64) {
	b.t.Helper()
	b.drawn()
	send := func(kind string, p [2]float64) {
		b.call("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": p[0], "y": p[1], "button": "left", "buttons": 1, "clickCount": 1}, nil)
	}
	send("mousePressed", points[0])
	for _, p := range points[1:] {
		send("mouseMoved", p)
	}
	send("mouseReleased", points[len(points)-1])
	b.drawn()
}

// shot writes a picture of the page's first height pixels.
func (b *browser) shot(path string, width, height int) error {
	var out struct {
		Data string `json:"data"`
	}
	b.call("Page.captureScreenshot", map[string]any{"format": "png", "captureBeyondViewport": true,
		"clip": map[string]any{"x": 0, "y": 0, "width": width, "height": height, "scale": 1}}, &out)
	return writeDecoded(path, out.Data)
}

// pdf prints the page.
func (b *browser) pdf(path string) error {
	var out struct {
		Data string `json:"data"`
	}
	b.call("Page.printToPDF", map[string]any{"preferCSSPageSize": false, "paperWidth": 8.27, "paperHeight": 11.69, "printBackground": false}, &out)
	return writeDecoded(path, out.Data)
}

func writeDecoded(path, data string) error {
	raw, err := base64.StdEncoding.DecodeString(data)
	if err == nil && len(raw) == 0 {
		err = errors.New("empty")
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.WriteFile(path, raw, 0o644)
}
