/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the statements that one connection's client has PostgreSQL run, BEGIN and COMMIT among them, by the messages of its
 * protocol: Execute, and Query of the simple protocol. The connection must not be encrypted.
 */
final class StatementCount {
    private static final int LENGTH_OCTETS = 4;
    private static final int OCTET_BITS = 8;
    private static final int OCTET = 0xFF;

    private final AtomicLong statements;
    private int type;
    private boolean typeIsKnown = true;
    private int lengthOctets;
    private long length;
    private long toSkip;

    /** The first message of a connection has no type. */
    StatementCount(AtomicLong statements) {
        this.statements = statements;
    }

    /** What the client says next. */
    void hear(byte[] octets, int count) {
        int next = 0;
        while (next < count) {
            if (toSkip > 0) {
                int skipped = (int) Math.min(toSkip, count - next);
                toSkip -= skipped;
                next += skipped;
            } else {
                head(octets[next++]);
            }
        }
    }

    private void head(byte octet) {
        if (!typeIsKnown) {
            type = octet;
            typeIsKnown = true;
            return;
        }
        length = length << OCTET_BITS | octet & OCTET;
        if (++lengthOctets == LENGTH_OCTETS) {
            if (type == 'E' || type == 'Q') {
                statements.incrementAndGet();
            }
            toSkip = length - LENGTH_OCTETS;
            lengthOctets = 0;
            length = 0;
            typeIsKnown = false;
        }
    }
}
