/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** What the tests need of James's webadmin. */
final class Webadmin {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;
    private final Optional<String> token;

    Webadmin(int port, Optional<String> token) {
        this.port = port;
        this.token = token;
    }

    void addDomain(String name) {
        put("/domains/" + name, "");
    }

    void addUser(String name, String password) {
        put("/users/" + name, "{\"password\":\"" + jsonText(password) + "\"}");
    }

    /** James's delegation: the other may act as the owner. */
    void delegate(String owner, String other) {
        put("/users/" + owner + "/authorizedUsers/" + other, "");
    }

    /** Tells all servers of this James to read their keystores again. */
    void reloadCertificates() {
        send("POST", "/servers?reload-certificate", "");
    }

    /** The user is no more; its mail stays where it is. */
    void removeUser(String name) {
        send("DELETE", "/users/" + name, "");
    }

    /** The user's INBOX is no more, with all mail in it. */
    void destroyInbox(String user) {
        send("DELETE", "/users/" + user + "/mailboxes/INBOX", "");
    }

    /** The user may have so many messages and no more. */
    void limitMessages(String user, int most) {
        put("/quota/users/" + user + "/count", Integer.toString(most));
    }

    private void put(String path, String json) {
        send("PUT", path, json);
    }

    private void send(String method, String path, String json) {
        URI uri = URI.create(URI.create("http://127.0.0.1:" + port + path).toASCIIString());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json));
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        method + " " + path + ": " + response.statusCode() + " " + response.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jsonText(String text) {
        StringBuilder json = new StringBuilder();
        for (char c : text.toCharArray()) {
            json.append(c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", (int) c) : c);
        }
        return json.toString();
    }
}
