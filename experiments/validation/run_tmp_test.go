package validation
import ("testing";"os";"time")
func TestTmp(t *testing.T){ s:=time.Now(); rows,err:=Run(Options{Full: os.Getenv("FULL")!=""}); if err!=nil{t.Fatal(err)}; WriteText(os.Stdout,rows); t.Log(time.Since(s)) }
