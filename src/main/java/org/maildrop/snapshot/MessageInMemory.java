/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;

/** A content that has been read. Nobody changes the array. */
public final class MessageInMemory implements StoredMessage {
    private final byte[] octets;

    public MessageInMemory(byte[] octets) {
        this.octets = octets;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(octets);
    }

    @Override
    public Optional<byte[]> inMemory() {
        return Optional.of(octets);
    }
}
