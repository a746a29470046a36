/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/**
 * Maildrop's part of webadmin, as an operator's program calls it. Each answer is one that the description has.
 *
 * @param port      webadmin's
 * @param described what may be answered, and what was
 * @param headers   name and value of what is sent besides, in turn
 */
public record AdminApi(int port, OpenApi described, String... headers) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String JSON = "application/json";

    /**
     * What came back.
     *
     * @param type without parameters: James 3.9 tells the charset of every text
     */
    public record Answer(int status, String type, String body) {
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public AdminApi(JamesProcess james, OpenApi described, String... headers) {
        this(james.webadminPort(), described, headers);
    }

    /** The body of an error, as all of webadmin has it. */
    public static String error(int status, String type, String message) {
        return "{\"statusCode\":" + status + ",\"type\":\"" + type + "\",\"message\":\"" + message
                + "\",\"details\":null}";
    }

    public Answer get(String path) {
        return send("GET", path, JSON, "");
    }

    public Answer delete(String path) {
        return send("DELETE", path, JSON, "");
    }

    public Answer put(String path, String json) {
        return send("PUT", path, JSON, json);
    }

    /**
     * @param path        encoded as it has to be
     * @param contentType nothing is said of it if it is empty
     */
    public Answer send(String method, String path, String contentType, String body) {
        return send(method, path, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer send(String method, String path, String contentType, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.ofByteArray(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            Answer answer = new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", ""),
                    response.body());
            described.check(method, path.replaceFirst("[?].*", ""), answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
