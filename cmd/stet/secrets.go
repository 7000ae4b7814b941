package main

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

// addresses reads a flag with type:"address". Such an address may hold a password, and whoever
// lists the processes of a machine sees what is on the command line: so "@FILE" is the address
// in that file.
var addresses = kong.MapperFunc(func(ctx *kong.DecodeContext, target reflect.Value) error {
	var value string
	if err := ctx.Scan.PopValueInto("address", &value); err != nil {
		return err
	}
	if path, ok := strings.CutPrefix(value, "@"); ok {
		text, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("its address cannot be read: %w", err)
		}
		if value = strings.TrimSpace(string(text)); value == "" {
			return fmt.Errorf("there is no address in %s", path)
		}
	}
	target.SetString(value)
	return nil
})

// password finds the password of an address.
var password = regexp.MustCompile(`://[^/?#@:]*:[^/?#@]+@`)

// exposed returns the first flag whose address has its password on the command line, "" for
// none.
func exposed(args []string) string {
	for i, arg := range args {
		if !password.MatchString(arg) {
			continue
		}
		if flag, _, ok := strings.Cut(arg, "="); ok && strings.HasPrefix(flag, "--") {
			return flag
		}
		if i > 0 && strings.HasPrefix(args[i-1], "--") {
			return args[i-1]
		}
	}
	return ""
}

// warnOfPassword says what to do about a password that others on the machine can see.
func warnOfPassword(args []string, std streams) {
	if flag := exposed(args); flag != "" {
		env := "STET_" + strings.ToUpper(strings.ReplaceAll(strings.TrimPrefix(flag, "--"), "-", "_"))
		fmt.Fprintf(std.err, "stet: Everybody on this machine who lists its processes sees the password in %s: put the address into a file and give %s @FILE, or into the environment as %s.\n", flag, flag, env)
	}
}
