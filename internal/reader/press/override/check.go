package override

import (
	"fmt"
	"html/template"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
)

// check walks a template along the type of what it gets and returns every field that is
// not there, as "story.html:12:7: …". What cannot be known before it runs is passed over.
func check(t *template.Template, data reflect.Type) []string {
	c := &checker{template: t}
	for _, d := range t.Templates() {
		if d.Tree != nil && d.Name() == t.Name() {
			c.tree = d.Tree
			c.list(d.Tree.Root, scope{dot: data, vars: map[string]reflect.Type{"$": data}})
		}
	}
	slices.Sort(c.faults)
	return slices.Compact(c.faults)
}

type checker struct {
	template *template.Template
	tree     *parse.Tree
	called   []string // templates that are being walked, to end recursion
	faults   []string
}

// scope is what dot and the variables are; a nil type is not known.
type scope struct {
	dot  reflect.Type
	vars map[string]reflect.Type
}

// with returns the scope with another dot, and variables of its own.
func (s scope) with(dot reflect.Type) scope {
	vars := make(map[string]reflect.Type, len(s.vars))
	for k, v := range s.vars {
		vars[k] = v
	}
	return scope{dot, vars}
}

func (c *checker) list(l *parse.ListNode, s scope) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			c.pipe(n.Pipe, s)
		case *parse.IfNode:
			c.pipe(n.Pipe, s)
			c.list(n.List, s.with(s.dot))
			c.list(n.ElseList, s.with(s.dot))
		case *parse.WithNode:
			inner := s.with(s.dot)
			inner.dot = c.pipe(n.Pipe, inner)
			c.list(n.List, inner)
			c.list(n.ElseList, s.with(s.dot))
		case *parse.RangeNode:
			inner := s.with(s.dot)
			inner.dot = elementOf(c.pipe(n.Pipe, inner))
			for i, v := range n.Pipe.Decl { // of two, the second is the element
				inner.vars[v.Ident[0]] = nil
				if i == len(n.Pipe.Decl)-1 {
					inner.vars[v.Ident[0]] = inner.dot
				}
			}
			c.list(n.List, inner)
			c.list(n.ElseList, s.with(s.dot))
		case *parse.TemplateNode:
			c.call(n, s)
		}
	}
}

// call walks a template that is called with what it gets there.
func (c *checker) call(n *parse.TemplateNode, s scope) {
	var data reflect.Type
	if n.Pipe != nil {
		data = c.pipe(n.Pipe, s)
	}
	called := c.template.Lookup(n.Name)
	if called == nil || called.Tree == nil {
		c.fault(n, "there is no template %q in this file", n.Name)
		return
	}
	if slices.Contains(c.called, n.Name) {
		return
	}
	c.called = append(c.called, n.Name)
	c.list(called.Tree.Root, scope{data, map[string]reflect.Type{"$": data}})
	c.called = c.called[:len(c.called)-1]
}

// pipe checks a pipeline and returns the type of its value, nil if that is not known.
func (c *checker) pipe(p *parse.PipeNode, s scope) (t reflect.Type) {
	if p == nil {
		return nil
	}
	for _, cmd := range p.Cmds {
		t = nil
		for i, arg := range cmd.Args {
			is := c.value(arg, s)
			if i == 0 && len(cmd.Args) == 1 {
				t = is
			}
		}
	}
	for _, v := range p.Decl {
		s.vars[v.Ident[0]] = t
	}
	return t
}

func (c *checker) value(n parse.Node, s scope) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return s.dot
	case *parse.FieldNode:
		return c.fields(n, s.dot, n.Ident)
	case *parse.VariableNode:
		return c.fields(n, s.vars[n.Ident[0]], n.Ident[1:])
	case *parse.ChainNode:
		return c.fields(n, c.value(n.Node, s), n.Field)
	case *parse.PipeNode:
		return c.pipe(n, s)
	default:
		return nil
	}
}

// fields follows the names from a type.
func (c *checker) fields(n parse.Node, t reflect.Type, names []string) reflect.Type {
	for _, name := range names {
		if t == nil {
			return nil
		}
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			c.fault(n, "there is no field .%s in a %s", name, t)
			return nil
		}
		f, ok := t.FieldByName(name)
		if !ok {
			c.fault(n, "there is no field .%s in %s; it has %s", name, t.Name(), strings.Join(fieldsOf(t), ", "))
			return nil
		}
		t = f.Type
	}
	return t
}

func fieldsOf(t reflect.Type) (names []string) {
	for _, f := range reflect.VisibleFields(t) {
		names = append(names, f.Name)
	}
	return names
}

func elementOf(t reflect.Type) reflect.Type {
	if t == nil {
		return nil
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Pointer:
		return t.Elem()
	default:
		return nil
	}
}

func (c *checker) fault(n parse.Node, format string, args ...any) {
	at, _ := c.tree.ErrorContext(n)
	c.faults = append(c.faults, at+": "+fmt.Sprintf(format, args...))
}
