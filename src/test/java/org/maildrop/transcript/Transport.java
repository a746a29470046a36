/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

/** What lies below the session when it begins. */
enum Transport {
    CLEAR("in clear"),
    /** Implicit TLS. */
    TLS("over TLS");

    private final String readable;

    Transport(String readable) {
        this.readable = readable;
    }

    static Transport named(String word) {
        return switch (word) {
            case "clear" -> CLEAR;
            case "tls" -> TLS;
            default -> throw new IllegalArgumentException("no such transport: " + word);
        };
    }

    @Override
    public String toString() {
        return readable;
    }
}
