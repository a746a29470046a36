/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StatementCountTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void executionsAndSimpleQueriesAreCountedHoweverTheyAreCutIntoPieces() {
        message("", "000300user EQE");
        message("P", "an E of SELECT 1");
        message("B", "Q");
        message("E", "portal");
        message("S", "");
        message("Q", "COMMIT");

        for (int piece = 1; piece <= said.size(); piece++) {
            assertThat(counted(piece)).as("in pieces of %d", piece).isEqualTo(2);
        }
    }

    private void message(String type, String content) {
        byte[] octets = content.getBytes(StandardCharsets.US_ASCII);
        said.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        said.writeBytes(new byte[] {0, 0, 0, (byte) (octets.length + 4)});
        said.writeBytes(octets);
    }

    private long counted(int piece) {
        AtomicLong statements = new AtomicLong();
        StatementCount count = new StatementCount(statements);
        byte[] all = said.toByteArray();
        for (int from = 0; from < all.length; from += piece) {
            byte[] part = new byte[Math.min(piece, all.length - from)];
            System.arraycopy(all, from, part, 0, part.length);
            count.hear(part, part.length);
        }
        return statements.get();
    }
}
