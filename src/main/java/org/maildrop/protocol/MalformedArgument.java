/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

/** An argument that does not fit its command's grammar. What it says is ours, not the client's octets: it is sent. */
public final class MalformedArgument extends RuntimeException {
    private final transient Phrase expected;

    MalformedArgument(Phrase expected) {
        super(null, null, false, false);
        this.expected = expected;
    }

    /** What the grammar wants. */
    Phrase expected() {
        return expected;
    }
}
