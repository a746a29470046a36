/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An exchange with a client that never failed before: it goes on at once, whoever it says it is. */
public final class UnthrottledExchange implements SaslExchange {
    private final SaslExchange exchange;
    private final List<String> names = new ArrayList<>();

    public UnthrottledExchange(SaslExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public SaslStep start(Optional<byte[]> initialResponse) {
        return onwards(exchange.start(initialResponse));
    }

    @Override
    public SaslStep respond(byte[] response) {
        return onwards(exchange.respond(response));
    }

    private SaslStep onwards(SaslStep step) {
        SaslStep next = step;
        while (next instanceof SaslStep.Named named) {
            names.add(named.name());
            next = named.next().get();
        }
        return next;
    }

    /** Whom it has said it is. */
    public List<String> names() {
        return names;
    }
}
