// Command mutants finds the physical constants that no test of their own package
// notices. It changes each by a tenth, one at a time, in a build of its own that leaves
// the tree untouched, and runs the package's tests: a constant is noticed where they
// fail. Constants are those declared with a number, and the numbers of tables at
// package level; files named *_gen.go are left out.
//
//	go run ./tools/mutants [flags] [packages]
//
// The file reasons.csv beside this one names constants, or whole tables, that need no
// test, and why: they are left alone. The exit code is 1 where a constant goes unnoticed.
package main

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

var (
	only    = flag.String("name", "", "regular expression of the constants' names; ^[^[]*$ leaves out tables")
	at      = flag.Int("n", runtime.NumCPU(), "packages built and tested at once")
	timeout = flag.Duration("timeout", 10*time.Minute, "time after which a package's tests count as failed")
	list    = flag.Bool("list", false, "list the constants and change none")
)

//go:embed reasons.csv
var reasonsCSV string

// constant is one number in the source.
type constant struct {
	pkg, file, name, text string
	line, from, to        int // from and to are offsets in the file
}

// verdict is what the tests made of a changed constant.
type verdict int

const (
	noticed   verdict = iota // a test failed
	unnoticed                // all tests passed
	unbuilt                  // a count or an index, which cannot grow by a tenth
)

func main() {
	flag.Parse()
	patterns := flag.Args()
	if len(patterns) == 0 {
		patterns = []string{"./cooling/...", "./models/...", "./grid/..."}
	}
	switch missed, err := run(patterns); {
	case err != nil:
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(2)
	case missed > 0:
		os.Exit(1)
	}
}

// run changes every constant of the packages that has no reason, prints those that go
// unnoticed and returns how many they are.
func run(patterns []string) (int, error) {
	constants, err := find(patterns)
	if err != nil {
		return 0, err
	}
	if *list {
		for _, c := range constants {
			fmt.Println(c)
		}
		return 0, nil
	}
	if err := baseline(constants); err != nil {
		return 0, err
	}
	var wait errgroup.Group
	wait.SetLimit(*at)
	var mutex sync.Mutex
	var count [3]int
	for _, c := range constants {
		wait.Go(func() error {
			v, err := c.try()
			mutex.Lock()
			defer mutex.Unlock()
			if count[v]++; v == unnoticed && err == nil {
				fmt.Println(c)
			}
			return err
		})
	}
	err = wait.Wait()
	fmt.Printf("%d constants changed: %d noticed, %d not\n", count[noticed]+count[unnoticed], count[noticed], count[unnoticed])
	return count[unnoticed], err
}

// String gives a constant's place, name and value.
func (c constant) String() string {
	file := c.file
	if here, err := os.Getwd(); err == nil {
		file = strings.TrimPrefix(file, here+string(filepath.Separator))
	}
	return fmt.Sprintf("%s:%d: %s = %s", file, c.line, c.name, c.text)
}

// excused tells whether there is a reason why a constant, or its table, needs no test.
func (c constant) excused(reasons [][]string) bool {
	table, _, _ := strings.Cut(c.name, "[")
	return slices.ContainsFunc(reasons, func(r []string) bool { return r[0] == c.pkg && (r[1] == c.name || r[1] == table) })
}

// find lists the constants of packages that have no reason, in the order of their files.
func find(patterns []string) ([]constant, error) {
	reasons, err := csv.NewReader(strings.NewReader(reasonsCSV)).ReadAll()
	if err != nil {
		return nil, err
	}
	wanted, err := regexp.Compile(*only)
	if err != nil {
		return nil, err
	}
	const files = "{{range .GoFiles}}{{$.ImportPath}}\t{{$.Dir}}\t{{.}}\n{{end}}"
	text, err := exec.Command("go", append([]string{"list", "-f", files}, patterns...)...).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var all []constant
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) < 3 || strings.HasSuffix(f[2], "_gen.go") {
			continue
		}
		found, err := inFile(f[0], filepath.Join(f[1], f[2]))
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return slices.DeleteFunc(all, func(c constant) bool { return !wanted.MatchString(c.name) || c.excused(reasons) }), nil
}

// inFile lists the constants of a file.
func inFile(pkg, path string) ([]constant, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var found []constant
	add := func(name string, e ast.Expr) {
		p := set.Position(e.Pos())
		from, to := p.Offset, set.Position(e.End()).Offset
		found = append(found, constant{pkg: pkg, file: path, name: name, text: string(src[from:to]), line: p.Line, from: from, to: to})
	}
	ast.Inspect(file, func(n ast.Node) bool {
		d, ok := n.(*ast.GenDecl)
		if !ok || d.Tok != token.CONST && !(d.Tok == token.VAR && slices.Contains(file.Decls, ast.Decl(d))) {
			return true
		}
		for _, s := range d.Specs {
			v := s.(*ast.ValueSpec)
			for i, e := range v.Values {
				if numeric(e) {
					add(v.Names[i].Name, e)
				} else if d.Tok == token.VAR {
					entries(e, v.Names[i].Name, add)
				}
			}
		}
		return true
	})
	return found, nil
}

// numeric tells whether an expression is a number other than 0, or made of such and of
// other constants.
func numeric(e ast.Expr) bool {
	number := false
	only := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			number = number || (n.Kind == token.FLOAT || n.Kind == token.INT) && strings.Trim(n.Value, "0.") != ""
			only = only && (n.Kind == token.FLOAT || n.Kind == token.INT)
		case nil, *ast.Ident, *ast.SelectorExpr, *ast.BinaryExpr, *ast.UnaryExpr, *ast.ParenExpr:
		default:
			only = false
		}
		return only
	})
	return number && only
}

// entries adds the numbers of a table, in order: name[0], name[1] and so on.
func entries(table ast.Expr, name string, add func(string, ast.Expr)) {
	i := 0
	ast.Inspect(table, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.ArrayType:
			return false
		case *ast.KeyValueExpr:
			if _, index := n.Key.(*ast.BasicLit); index {
				entries(n.Value, name+"["+n.Key.(*ast.BasicLit).Value+"]", add)
				return false
			}
		case *ast.BasicLit:
			if numeric(n) {
				add(fmt.Sprintf("%s[%d]", name, i), n)
				i++
			}
		}
		return true
	})
}

// baseline fails where tests fail with nothing changed.
func baseline(constants []constant) error {
	var pkgs []string
	for _, c := range constants {
		pkgs = append(pkgs, c.pkg)
	}
	pkgs = slices.Compact(pkgs)
	if text, err := exec.Command("go", append([]string{"test"}, pkgs...)...).CombinedOutput(); err != nil {
		return fmt.Errorf("the tests fail with nothing changed: %w\n%s", err, text)
	}
	return nil
}

// try runs the tests of the constant's package with the constant a tenth larger.
func (c constant) try() (verdict, error) {
	dir, err := os.MkdirTemp("", "mutant")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	src, err := os.ReadFile(c.file)
	if err != nil {
		return 0, err
	}
	changed, overlay := filepath.Join(dir, "changed.go"), filepath.Join(dir, "overlay.json")
	text := fmt.Sprintf("%s(1.1*(%s))%s", src[:c.from], c.text, src[c.to:])
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {c.file: changed}})
	if err = errors.Join(err, os.WriteFile(changed, []byte(text), 0o600), os.WriteFile(overlay, replace, 0o600)); err != nil {
		return 0, err
	}
	result, err := exec.Command("go", "test", "-overlay", overlay, "-vet=off", "-failfast", "-count=1", "-timeout", timeout.String(), c.pkg).CombinedOutput()
	switch {
	case err == nil:
		return unnoticed, nil
	case bytes.Contains(result, []byte("[build failed]")), bytes.Contains(result, []byte("[setup failed]")):
		return unbuilt, nil
	}
	return noticed, nil
}
