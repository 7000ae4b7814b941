package partner

import (
	"regexp"
	"strconv"
	"strings"
)

// object is a JSON object of the document.
type object = map[string]any

var pathParameter = regexp.MustCompile(`\{(\w+)\}`)

// parameters are what stands in paths and queries.
var parameters = map[string]object{
	"product": {"type": "string"},
	"story":   {"type": "integer", "minimum": 1, "description": "its number"},
	"after":   {"type": "integer", "minimum": 0, "default": 0, "description": "the \"next\" of the page before"},
	"since":   {"type": "string", "format": "date-time", "description": "only what changed since then"},
	"limit":   {"type": "integer", "minimum": 1, "maximum": mostPage, "default": usualPage},
}

// openAPI returns the OpenAPI 3.1 document of the table.
func openAPI(table []route) object {
	text := object{"type": "string"}
	problem := object{"description": "What went wrong, in a sentence (RFC 9457)", "content": object{"application/problem+json": object{"schema": object{"type": "object"}}}}
	tooOften := object{"description": "Too often", "headers": object{"Retry-After": object{"schema": object{"type": "integer"}, "description": "seconds"}}, "content": problem["content"]}
	ninjs := object{"type": "object", "description": "An item of IPTC ninjs 3.1; https://iptc.org/std/ninjs/"}
	bodies := map[string]object{
		"/products": {"type": "object", "required": []string{"products"}, "properties": object{"products": object{"type": "array", "items": object{"type": "object", "required": []string{"id", "name", "items"}, "properties": object{"id": text, "name": text, "items": text}}}}},
		"/products/{product}/items": {"type": "object", "required": []string{"items", "next", "more"}, "properties": object{
			"items": object{"type": "array", "items": ninjs}, "next": text, "more": object{"type": "boolean"},
		}},
		"/products/{product}/items/{story}": ninjs,
	}
	paths := object{}
	for _, r := range table {
		params := []any{}
		for _, m := range pathParameter.FindAllStringSubmatch(r.path, -1) {
			params = append(params, object{"name": m[1], "in": "path", "required": true, "schema": parameters[m[1]]})
		}
		for _, q := range r.query {
			params = append(params, object{"name": q, "in": "query", "schema": parameters[q]})
		}
		responses := object{"default": problem, "429": tooOften}
		for status, words := range r.answers {
			answer := object{"description": words}
			if status != 304 {
				answer["content"] = object{"application/json": object{"schema": bodies[r.path]}}
			}
			responses[strconv.Itoa(status)] = answer
		}
		paths[base+r.path] = object{"get": object{
			"summary": r.summary, "operationId": "get" + strings.NewReplacer("/", "-", "{", "", "}", "").Replace(r.path), "parameters": params, "responses": responses,
		}}
	}
	return object{
		"openapi": "3.1.0",
		"info": object{
			"title": "Stet: content for partners", "version": "1",
			"description": "What is published, for clients with a key. It only reads. Ask with If-None-Match and get 304 for what you have.",
		},
		"paths":      paths,
		"security":   []any{object{"key": []any{}}},
		"components": object{"securitySchemes": object{"key": object{"type": "http", "scheme": "bearer", "description": "Made in the newsroom, for one client"}}},
	}
}
