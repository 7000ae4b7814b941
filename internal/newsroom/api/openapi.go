package api

import (
	"encoding/json"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/web"
)

// object is a JSON object of the document.
type object = map[string]any

var pathParameter = regexp.MustCompile(`\{(\w+)\}`)

// openAPI returns the OpenAPI 3.1 document of the table.
func openAPI(table []Route) object {
	s := schemas{all: object{}, types: map[string]reflect.Type{}}
	problem := object{"description": "What went wrong, in a sentence (RFC 9457)", "content": object{"application/problem+json": object{"schema": s.of(reflect.TypeFor[web.Problem]())}}}
	paths := object{}
	for _, r := range table {
		path := base + r.Path
		if paths[path] == nil {
			paths[path] = object{}
		}
		paths[path].(object)[strings.ToLower(r.Method)] = r.operation(s, problem)
	}
	return object{
		"openapi": "3.1.0",
		"info": object{
			"title": "Stet", "version": "1",
			"description": "The newsroom for programs. Every answer comes after what it says is durable. Times are RFC 3339. A story is addressed by its number. " +
				"What is not in a request's schema, or is there twice, is refused.",
		},
		"paths":    paths,
		"security": []any{object{"token": []any{}}},
		"components": object{
			"schemas":         s.all,
			"securitySchemes": object{"token": object{"type": "http", "scheme": "bearer", "description": "Made by: stet token create"}},
		},
	}
}

func (r Route) operation(s schemas, problem object) object {
	params := []any{}
	for _, m := range pathParameter.FindAllStringSubmatch(r.Path, -1) {
		params = append(params, object{"name": m[1], "in": "path", "required": true, "schema": parameter(m[1])})
	}
	for _, q := range r.Query {
		params = append(params, object{"name": q, "in": "query", "schema": parameter(q)})
	}
	if r.Method == "POST" {
		params = append(params, object{
			"name": "Idempotency-Key", "in": "header", "schema": object{"type": "string", "maxLength": mostKey},
			"description": "Makes the request happen once, however often you send it: the same again is answered as the first was, another under the same key is a 409. A refusal is not kept. It is your own: other people's keys do not meet it.",
		})
	}
	answer := object{"description": "Done"}
	switch {
	case r.Status == http.StatusNoContent:
	case r.kind != "":
		answer["content"] = object{r.kind: object{"schema": binary()}}
	default:
		answer["content"] = object{"application/json": object{"schema": s.of(r.out)}}
	}
	if r.out == reflect.TypeFor[news.Story]() {
		answer["headers"] = object{"ETag": object{"description": "The revision, for If-Match", "schema": object{"type": "string"}}}
	}
	op := object{
		"summary": r.Summary, "operationId": strings.ToLower(r.Method) + strings.NewReplacer("/", "-", "{", "", "}", "").Replace(r.Path),
		"x-verb": r.Verb, "responses": object{itoa(r.Status): answer, "default": problem},
	}
	switch {
	case r.raw:
		op["requestBody"] = object{"required": true, "content": object{"application/octet-stream": object{"schema": binary()}, "multipart/form-data": object{"schema": form()}}}
	case r.in == reflect.TypeFor[desk.Draft]():
		params = append(params, object{"name": "If-Match", "in": "header", "schema": object{"type": "string"}, "description": "The ETag that the story came with, instead of base."})
		fallthrough
	case r.in != reflect.TypeFor[none]():
		op["requestBody"] = object{"required": true, "content": object{"application/json": object{"schema": s.input().of(r.in)}}}
	}
	op["parameters"] = params
	return op
}

func binary() object { return object{"type": "string", "format": "binary"} }

// form is the schema of an upload as a form.
func form() object {
	properties := object{"file": binary()}
	for _, name := range []string{"name", "caption", "credit", "alt"} {
		properties[name] = object{"type": "string"}
	}
	return object{"type": "object", "required": []any{"file"}, "additionalProperties": false, "properties": properties}
}

// parameter is the schema of a parameter in a path or a query.
func parameter(name string) object {
	switch name {
	case "number", "revision":
		return object{"type": "integer", "minimum": 1}
	case "limit":
		return object{"type": "integer", "minimum": 1, "maximum": mostPage, "default": usualPage}
	case "status":
		return object{"type": "string", "enum": enum(news.Statuses)}
	case "before", "after":
		return object{"type": "string", "description": "the \"next\" of the page before"}
	}
	return object{"type": "string"}
}

func itoa(n int) string {
	b, _ := json.Marshal(n) // a number always encodes
	return string(b)
}

func enum[T ~string](values []T) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}

// enums are the types that have a closed list of values.
var enums = map[reflect.Type][]any{
	reflect.TypeFor[news.Status]():         enum(news.Statuses),
	reflect.TypeFor[news.Role]():           enum(news.Roles),
	reflect.TypeFor[news.WireKind]():       enum(news.WireKinds),
	reflect.TypeFor[news.LoginHow]():       enum(news.LoginHows),
	reflect.TypeFor[news.CorrectionKind](): enum([]news.CorrectionKind{news.Corrected, news.Clarified, news.EditorNote}),
}

// schemas makes JSON Schemas of Go types, each struct once under its name. What we send
// has every field that is never left out; what we are sent may lack any, under the name
// with Input behind it.
type schemas struct {
	all   object
	types map[string]reflect.Type // whose schema each is: two types of one name would be one schema
	sent  bool                    // by the caller
}

func (s schemas) input() schemas { return schemas{s.all, s.types, true} }

func (s schemas) of(t reflect.Type) object {
	switch t {
	case reflect.TypeFor[time.Time]():
		return object{"type": "string", "format": "date-time"}
	case reflect.TypeFor[time.Duration]():
		return object{"type": "integer", "description": "nanoseconds"}
	case reflect.TypeFor[json.RawMessage]():
		return object{}
	case reflect.TypeFor[news.Document]():
		return s.document()
	}
	if values, ok := enums[t]; ok {
		return object{"type": "string", "enum": values}
	}
	switch t.Kind() {
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return object{"type": "integer"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.Pointer:
		return s.of(t.Elem())
	case reflect.Slice:
		return object{"type": []any{"array", "null"}, "items": s.of(t.Elem())}
	case reflect.Map:
		return object{"type": []any{"object", "null"}, "additionalProperties": s.of(t.Elem())}
	case reflect.Struct:
		return s.structure(t)
	}
	panic("api: no schema for " + t.String())
}

var notName = regexp.MustCompile(`[^A-Za-z0-9]+`)

// module is left out of the names of generic types.
var module = regexp.MustCompile(`github\.com/[\w./-]+/internal/`)

func (s schemas) structure(t reflect.Type) object {
	name := strings.Trim(notName.ReplaceAllString(module.ReplaceAllString(t.Name(), ""), "_"), "_")
	if s.sent {
		name += "Input"
	}
	ref := object{"$ref": "#/components/schemas/" + name}
	if s.all[name] != nil {
		if s.types[name] != t {
			panic("api: " + t.String() + " and " + s.types[name].String() + " have one name")
		}
		return ref
	}
	s.types[name] = t
	properties, required := object{}, []any{}
	schema := object{"type": "object", "additionalProperties": false, "properties": properties}
	s.all[name] = schema // before its fields, which may refer to it
	s.fields(t, properties, &required)
	if len(required) > 0 {
		schema["required"] = required
	}
	return ref
}

func (s schemas) fields(t reflect.Type, properties object, required *[]any) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			s.fields(f.Type, properties, required)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" || !f.IsExported() {
			continue
		}
		properties[name] = s.of(f.Type)
		switch left := strings.Contains(options, "omit"); {
		case !left && !s.sent:
			*required = append(*required, name)
			if f.Type.Kind() == reflect.Pointer {
				properties[name] = object{"anyOf": []any{s.of(f.Type), object{"type": "null"}}}
			}
		case left && s.sent && f.Type == reflect.TypeFor[time.Time]():
			properties[name] = object{"type": []any{"string", "null"}, "format": "date-time"}
		}
	}
}

// document is the schema of a story's body, which DecodeDocument holds it to more
// strictly than a schema can say.
func (s schemas) document() object {
	if s.all["Node"] == nil {
		node := object{}
		s.all["Node"] = node
		text := object{"type": "string"}
		attrs := object{}
		for _, a := range []string{"attribution", "picture", "caption", "credit", "alt", "provider", "title", "url"} {
			attrs[a] = text
		}
		attrs["ordered"], attrs["header"] = object{"type": "boolean"}, object{"type": "boolean"}
		node["type"], node["required"], node["additionalProperties"] = "object", []any{"type"}, false
		node["properties"] = object{
			"type": object{"enum": enum(news.NodeTypes)}, "text": text,
			"attrs":   object{"type": "object", "additionalProperties": false, "properties": attrs},
			"content": object{"type": "array", "items": object{"$ref": "#/components/schemas/Node"}},
			"marks": object{"type": "array", "items": object{"type": "object", "required": []any{"type"}, "additionalProperties": false, "properties": object{
				"type":  object{"enum": []any{news.Bold, news.Italic, news.Link}},
				"attrs": object{"type": "object", "additionalProperties": false, "properties": object{"href": text}},
			}}},
		}
		s.all["Document"] = object{"type": "object", "required": []any{"type"}, "additionalProperties": false, "properties": object{
			"type": object{"const": "doc"}, "content": object{"type": "array", "items": object{"$ref": "#/components/schemas/Node"}},
		}}
	}
	return object{"$ref": "#/components/schemas/Document"}
}
