/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Instant;
import java.util.function.Function;

/** A store's answer to one who wants a maildrop. */
public sealed interface Attempt {
    /**
     * The maildrop is the asker's.
     *
     * @param token greater than every token ever granted for this maildrop
     * @param expires on the engine's clock
     */
    record Granted(FencingToken token, Instant expires) implements Attempt {
        @Override
        public <T> T fold(Function<Granted, T> granted, Function<Contended, T> contended) {
            return granted.apply(this);
        }
    }

    /** The maildrop is another's; nothing has changed. */
    record Contended(HeldLease held) implements Attempt {
        @Override
        public <T> T fold(Function<Granted, T> granted, Function<Contended, T> contended) {
            return contended.apply(this);
        }
    }

    /** Applies the function of the case at hand: the exhaustive switch that Java 17 lacks for types. */
    <T> T fold(Function<Granted, T> granted, Function<Contended, T> contended);
}
