package report

import (
	"fmt"
	"html"
	"html/template"
	"sync"
	"time"

	"caloduc/experiments/result"
)

// A page is wholly of one language: its own texts, headings and numbers. What the models
// say of their own quantities and checks is English, and marked so on a French page.

// spoken is the language of the page that is being written, one at a time.
var spoken struct {
	sync.Mutex
	french bool
}

// inLanguage writes a page in a language, "fr" or English.
func inLanguage(lang string, write func() error) error {
	spoken.Lock()
	defer spoken.Unlock()
	spoken.french = lang == "fr"
	defer func() { spoken.french = false }()
	return write()
}

// say is an English text in the page's language.
func say(english string) string {
	if spoken.french {
		if text, ok := french[english]; ok {
			return text
		}
	}
	return english
}

// phrase marks an English text that is kept in a variable and said later.
func phrase(english string) string { return english }

// functions are those of the pages' templates.
var functions = template.FuncMap{"say": say, "sayHTML": func(english string, values ...any) template.HTML {
	for i, v := range values {
		if text, ok := v.(string); ok {
			values[i] = html.EscapeString(text)
		}
	}
	return template.HTML(fmt.Sprintf(say(english), values...))
}}

// frenchMonths are the months of dates.
var frenchMonths = []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}

// day is a day in words.
func day(t time.Time) string {
	if spoken.french {
		return fmt.Sprintf("%d %s %d", t.Day(), frenchMonths[t.Month()-1], t.Year())
	}
	return t.Format("2 January 2006")
}

// languageOf is the language of figures, where all have the same.
func languageOf(figures []result.Figure) string {
	for _, f := range figures {
		if f.Lang != "fr" {
			return ""
		}
	}
	if len(figures) == 0 {
		return ""
	}
	return "fr"
}
