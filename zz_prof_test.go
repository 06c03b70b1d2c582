package main
import ("testing";"context";"os";"caloduc/experiments")
func TestProfileFlagship(t *testing.T){
 dir:=t.TempDir()
 _,err:=experiments.Run(context.Background(),"experiments/france-3gw.toml",experiments.Options{Out:dir+"/r",Sets:[]string{"years=10"},Progress:experiments.NewProgress(os.Stderr,true)})
 if err!=nil{t.Fatal(err)}
}
