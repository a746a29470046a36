/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.yaml.snakeyaml.Yaml;

/** The shipped description of the routes: holds answers against it, and knows which of those it promises were seen. */
public final class OpenApi {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final Map<String, Object> document;
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    public OpenApi() {
        try (InputStream text = OpenApi.class.getResourceAsStream("/org/maildrop/admin/openapi.yaml")) {
            document = new Yaml().load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It is promised, and its body is as promised; what is not described at all is answered 404. James's own is its own. */
    void check(String method, String path, AdminApi.Answer answer) {
        if (!path.startsWith("/pop3")) {
            return;
        }
        if (answer.status() == UNAUTHORIZED) {
            assertThat(document).containsKey("security");
            return;
        }
        String template = paths().keySet().stream()
                .filter(known -> path.matches(known.replaceAll("[{]\\w+[}]", "[^/]+")))
                .findFirst()
                .orElse("");
        Map<String, Object> operation = map(map(paths(), template), method.toLowerCase(Locale.ROOT));
        if (operation.isEmpty()) {
            assertThat(answer.status())
                    .as("%s %s is not described", method, path)
                    .isEqualTo(NOT_FOUND);
            return;
        }
        String status = Integer.toString(answer.status());
        Map<String, Object> responses = map(operation, "responses");
        assertThat(responses).as("%s %s: %s", method, template, answer).containsKey(status);
        seen.add(spelled(method, template, status));
        body(map(resolved(map(responses, status)), "content"), answer);
    }

    private void body(Map<String, Object> content, AdminApi.Answer answer) {
        if (content.isEmpty()) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        assertThat(content).containsKey(answer.type());
        if (answer.type().equals("application/json")) {
            conforms(map(map(content, answer.type()), "schema"), answer.json());
        }
    }

    /** The few words of the schema language that the description has. */
    private void conforms(Map<String, Object> reference, JsonNode value) {
        Map<String, Object> schema = resolved(reference);
        if (value.isNull()) {
            assertThat(schema).as("schema of a null").containsEntry("nullable", true);
            return;
        }
        switch ((String) schema.get("type")) {
            case "array" -> value.forEach(item -> conforms(map(schema, "items"), item));
            case "object" -> object(schema, value);
            case "integer" ->
                assertThat(value.isIntegralNumber()).as("%s", value).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as("%s", value).isTrue();
            case "string" -> {
                assertThat(value.isTextual()).as("%s", value).isTrue();
                if (schema.get("enum") instanceof List<?> values) {
                    assertThat(value.textValue()).isIn(values);
                }
            }
            default -> throw new AssertionError("a word that is not known: " + schema);
        }
    }

    private void object(Map<String, Object> schema, JsonNode value) {
        assertThat(value.isObject()).as("%s", value).isTrue();
        Map<String, Object> properties = map(schema, "properties");
        assertThat(value.fieldNames()).toIterable().hasSameElementsAs(properties.keySet());
        assertThat(List.<Object>copyOf(properties.keySet())).hasSameElementsAs((List<?>) schema.get("required"));
        properties.keySet().forEach(name -> conforms(map(properties, name), value.get(name)));
    }

    /** What is promised of the paths that begin so and was not seen. */
    public Set<String> unseen(String prefix) {
        Set<String> promised = new TreeSet<>();
        paths().keySet().stream().filter(path -> path.startsWith(prefix)).forEach(path -> map(paths(), path)
                .forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        map(map(map(paths(), path), method), "responses")
                                .keySet()
                                .forEach(status -> promised.add(spelled(method, path, status)));
                    }
                }));
        assertThat(promised).as("what is promised below %s", prefix).isNotEmpty();
        promised.removeAll(seen);
        return promised;
    }

    /** All methods of all paths, as {@code GET /pop3/locks}; for whoever is meant stands {@code any}. */
    public List<String> operations() {
        return paths().keySet().stream()
                .flatMap(path -> map(paths(), path).keySet().stream()
                        .filter(METHODS::contains)
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("[{]\\w+[}]", "any")))
                .toList();
    }

    private static String spelled(String method, String path, String status) {
        return method.toUpperCase(Locale.ROOT) + " " + path + " " + status;
    }

    private Map<String, Object> paths() {
        return map(document, "paths");
    }

    private Map<String, Object> resolved(Map<String, Object> here) {
        if (!(here.get("$ref") instanceof String reference)) {
            return here;
        }
        Map<String, Object> found = document;
        for (String step : reference.substring("#/".length()).split("/")) {
            found = map(found, step);
        }
        assertThat(found).as(reference).isNotEmpty();
        return found;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> in, String name) {
        return (Map<String, Object>) in.getOrDefault(name, Map.of());
    }
}
