/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.BearerToken;
import org.maildrop.auth.OidcSettings;

/**
 * Calls of the identity provider, bounded in time and in octets. No redirect is followed: a token goes where the
 * administrator says, and nowhere else. Safe for use by several threads, which wait for the answer.
 */
final class IdentityProvider {
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TO_CONNECT)
            .build();
    private final Duration patience;

    /**
     * @param patience for the whole of an answer
     */
    IdentityProvider(Duration patience) {
        this.patience = patience;
    }

    /** What a call is answered. */
    record Answer(URI from, int status, String body) {
        /**
         * The body, if all is well.
         *
         * @throws AuthException otherwise
         */
        String expected() {
            if (status != OK) {
                throw trouble(from, new IOException("status " + status + " of HTTP"));
            }
            return body;
        }
    }

    /** What is there for everybody. The future may be waited for by several. */
    CompletableFuture<Answer> get(URI url) {
        return send(request(url).GET().build());
    }

    /** What is there for who has that token. */
    Answer get(URI url, BearerToken token) {
        return await(
                url,
                send(request(url)
                        .header("Authorization", "Bearer " + token.reveal())
                        .GET()
                        .build()));
    }

    /** What is said of that token (RFC 7662, section 2.1). */
    Answer post(URI url, Optional<String> authorization, BearerToken token) {
        HttpRequest.Builder request = request(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "token=" + URLEncoder.encode(token.reveal(), StandardCharsets.UTF_8)));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return await(url, send(request.build()));
    }

    /**
     * Waits for an answer, or for what was made of it; not longer than there is patience for the call.
     *
     * @throws AuthException when there is none in time
     */
    <T> T await(URI url, CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthException known) {
                throw known;
            }
            throw trouble(
                    url,
                    e.getCause() instanceof TimeoutException
                            ? new IOException("no answer in " + patience.toMillis() + " ms")
                            : e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw trouble(url, e);
        }
    }

    static AuthException trouble(URI url, Throwable cause) {
        return new AuthException(
                "the identity provider does not answer as it should at " + OidcSettings.shown(url), cause);
    }

    private static HttpRequest.Builder request(URI url) {
        return HttpRequest.newBuilder(url).header("Accept", "application/json");
    }

    /** The call is given up when its time is over, whoever waits for it or does not. */
    private CompletableFuture<Answer> send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> call = http.sendAsync(request, head -> new BoundedBody());
        CompletableFuture<Answer> answer = call.thenApply(response ->
                new Answer(request.uri(), response.statusCode(), new String(response.body(), StandardCharsets.UTF_8)));
        return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, failure) -> call.cancel(true));
    }
}
