package main

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"caloduc/experiments"
	"caloduc/plots"
	"caloduc/sim/list"
	"caloduc/sim/param"
)

// lookFlags are the keys of a figure's look as flags: xlim as --xlim, size_mm as
// --size-mm, any of them as --set KEY=VALUE.
type lookFlags struct {
	fields []*param.Field
	values []string
	sets   []string
}

func newLookFlags() *lookFlags {
	fields := experiments.LookFields()
	return &lookFlags{fields: fields, values: make([]string, len(fields))}
}

// declare declares the flags.
func (l *lookFlags) declare(cmd *cobra.Command) {
	f := cmd.Flags()
	for i, field := range l.fields {
		name, form := strings.ReplaceAll(field.Key, "_", "-"), map[param.Kind]string{param.Floats: "`A,B`", param.FreeList: "`A,B,...`", param.FreeTable: "`NAME=LABEL,...`",
			param.Float: "`NUMBER`", param.Date: "`YYYY-MM-DD`", param.Choice: "`" + strings.Join(field.Options, "|") + "`", param.Table: "`FILE.csv`"}[field.Kind]
		meaning := strings.ReplaceAll(field.Meaning, "`", "'")
		switch {
		case field.Key == "style":
			meaning, form = meaning+"; or a file of style, FILE.toml", "`column|wide|slide|FILE`"
		case form == "":
			form = "`TEXT`"
		}
		f.StringVar(&l.values[i], name, "", meaning+" "+form)
	}
	f.StringArrayVar(&l.sets, "set", nil, "give a key of [[figure]] another value (repeatable): `KEY=VALUE`, such as data.y=pue")
}

// read puts what has been given into the options.
func (l *lookFlags) read(cmd *cobra.Command, o *plots.Options) (err error) {
	var sets []string
	for i, field := range l.fields {
		if !cmd.Flags().Changed(strings.ReplaceAll(field.Key, "_", "-")) {
			continue
		}
		v := l.values[i]
		if field.Key == "style" && filepath.Ext(v) == ".toml" {
			if o.Shared, err = experiments.StyleOf(v); err != nil {
				return err
			}
			continue
		}
		sets = append(sets, setting(field, v))
	}
	o.Look, err = experiments.LookOf(append(sets, l.sets...))
	return err
}

// setting is the value of a flag as --set takes it.
func setting(field *param.Field, v string) string {
	items := strings.Split(v, ",")
	switch {
	case strings.HasPrefix(v, "[") || strings.HasPrefix(v, "{"):
	case field.Kind == param.Floats:
		v = "[" + v + "]"
	case field.Kind == param.FreeList:
		v = "[" + strings.Join(list.Map(items, func(s string) string { return param.Quote(strings.TrimSpace(s)) }), ", ") + "]"
	case field.Kind == param.FreeTable:
		v = "{ " + strings.Join(list.Map(items, func(s string) string {
			name, label, _ := strings.Cut(s, "=")
			return param.Quote(strings.TrimSpace(name)) + " = " + param.Quote(strings.TrimSpace(label))
		}), ", ") + " }"
	case field.Kind == param.Table:
		return field.Key + ".file=" + param.Quote(v)
	case field.Kind == param.String || field.Kind == param.Choice:
		v = param.Quote(v)
	}
	return field.Key + "=" + v
}
