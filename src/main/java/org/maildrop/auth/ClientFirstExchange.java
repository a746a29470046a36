/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Optional;
import java.util.function.Function;

/** The exchange of a mechanism that is one message of the client: with AUTH, or behind an empty challenge. */
record ClientFirstExchange(Function<byte[], SaslStep> message) implements SaslExchange {
    @Override
    public SaslStep start(Optional<byte[]> initialResponse) {
        return initialResponse.isPresent() ? respond(initialResponse.get()) : SaslStep.Challenge.EMPTY;
    }

    @Override
    public SaslStep respond(byte[] response) {
        return message.apply(response);
    }
}
