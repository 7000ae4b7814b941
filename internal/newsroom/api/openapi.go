package api

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/web"
)

// object is a JSON object of the document.
type object = map[string]any

var pathParameter = regexp.MustCompile(`\{(\w+)\}`)

// openAPI returns the OpenAPI 3.1 document of the table.
func openAPI(table []Route) object {
	s := schemas{object{}}
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
			"description": "The newsroom for programs. Every answer comes after what it says is durable. Times are RFC 3339. A story is addressed by its number.",
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
		params = append(params, object{"name": m[1], "in": "path", "required": true, "schema": object{"type": "string"}})
	}
	for _, q := range r.Query {
		params = append(params, object{"name": q, "in": "query", "schema": object{"type": "string"}})
	}
	if r.Method == "POST" {
		params = append(params, object{
			"name": "Idempotency-Key", "in": "header", "schema": object{"type": "string", "maxLength": mostKey},
			"description": "Makes the request happen once, however often it is sent.",
		})
	}
	success := object{"description": "Done", "content": object{"application/json": object{"schema": s.of(r.out)}}}
	if r.out == reflect.TypeFor[file]() {
		success["content"] = object{"application/octet-stream": object{"schema": object{"type": "string", "format": "binary"}}}
	}
	op := object{
		"summary": r.Summary, "operationId": strings.ToLower(r.Method) + strings.NewReplacer("/", "-", "{", "", "}", "").Replace(r.Path),
		"parameters": params, "x-verb": r.Verb,
		"responses": object{itoa(r.Status): success, "default": problem},
	}
	switch {
	case r.raw:
		op["requestBody"] = object{"required": true, "content": object{"application/octet-stream": object{"schema": object{"type": "string", "format": "binary"}}}}
	case r.in != reflect.TypeFor[none]():
		op["requestBody"] = object{"required": true, "content": object{"application/json": object{"schema": s.of(r.in)}}}
	}
	return op
}

func itoa(n int) string {
	b, _ := json.Marshal(n) // a number always encodes
	return string(b)
}

// schemas makes JSON Schemas of Go types, each struct once under its name.
type schemas struct{ all object }

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

func (s schemas) structure(t reflect.Type) object {
	name := notName.ReplaceAllString(strings.ReplaceAll(t.Name(), "github.com/stet-news/stet/internal/", ""), "_")
	name = strings.Trim(name, "_")
	ref := object{"$ref": "#/components/schemas/" + name}
	if s.all[name] != nil {
		return ref
	}
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
		if !strings.Contains(options, "omit") && strings.HasPrefix(t.PkgPath(), "github.com/stet-news/stet/internal/web") {
			*required = append(*required, name)
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
		types := []any{}
		for _, t := range news.NodeTypes {
			types = append(types, t)
		}
		node["type"], node["required"], node["additionalProperties"] = "object", []any{"type"}, false
		node["properties"] = object{
			"type": object{"enum": types}, "text": text,
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
