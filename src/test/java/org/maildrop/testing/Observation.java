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
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a James's webadmin answers to those who look: Prometheus, and whoever asks after its health.
 *
 * @param status of HTTP
 */
public record Observation(int status, String text) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public static Observation of(MailServer james, String path) {
        URI uri = URI.create("http://127.0.0.1:" + james.webadminPort() + path);
        try {
            var response = HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            return new Observation(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of Maildrop's metrics, as Prometheus would read them. */
    public static Map<String, Double> metrics(MailServer james) {
        Observation seen = of(james, "/metrics");
        if (seen.status != 200) {
            throw new IllegalStateException(seen.toString());
        }
        Map<String, Double> metrics = new TreeMap<>();
        seen.text
                .lines()
                .filter(line -> line.startsWith("maildrop_"))
                .map(line -> line.split(" "))
                .forEach(sample -> metrics.put(sample[0], Double.valueOf(sample[1])));
        return metrics;
    }
}
