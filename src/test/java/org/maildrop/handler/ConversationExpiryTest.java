/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;
import org.maildrop.session.ExpiryPolicy;
import org.maildrop.session.SessionBench;

/** EXPIRE 0: what counts as retrieved has been sent to its last octet, by RETR. */
class ConversationExpiryTest {
    private static final String BIG = "0123456789abcdef0123456789abcd\r\n".repeat(50_000);

    private final TestPeer.World world = TestPeer.World.begin();
    private final SessionBench bench = world.bench();

    private TestPeer loggedIn() {
        bench.expiry(new ExpiryPolicy.OnceRetrieved());
        return TestPeer.loggedIn(world);
    }

    @Test
    void whatRetrHasSentIsRemovedByQuitAndWhatTopHasSentIsNot() {
        bench.store().add("bob", "x\r\n");
        long topped = bench.store().add("bob", "A: b\r\n\r\ny\r\n");
        TestPeer peer = loggedIn();

        peer.say("RETR 1", "TOP 2 99", "STAT", "QUIT");

        assertThat(peer.hear()).endsWith("y\r\n.\r\n+OK 2 14\r\n+OK bye, 1 message removed, 1 left\r\n");
        assertThat(bench.store().uids("bob")).containsExactly(topped);
    }

    @Test
    void whatWasAskedForInVainIsNotRemoved() {
        bench.store().add("bob", "x\r\n");
        long other = bench.store().add("bob", "y\r\n");
        TestPeer peer = loggedIn();
        bench.store().contents((uid, octets) -> {
            if (uid == other) {
                throw new IOException("no");
            }
            return new ByteArrayInputStream(octets);
        });

        peer.say("RETR 2", "RETR 3", "QUIT");

        assertThat(peer.hear()).endsWith("+OK bye, 0 messages removed, 2 left\r\n");
        assertThat(bench.store().uids("bob")).hasSize(2);
    }

    @Test
    void aRetrThatBreaksOffRemovesNothingWhateverWasToFollow() {
        bench.store().add("bob", "x\r\ny\r\n");
        TestPeer peer = loggedIn();
        int[] openings = {0};
        // Measured whole, then read to the first line only.
        bench.store()
                .contents((uid, octets) -> openings[0]++ == 0
                        ? new ByteArrayInputStream(octets)
                        : new SequenceInputStream(new ByteArrayInputStream(octets, 0, 3), broken()));

        peer.say("RETR 1", "QUIT");

        assertThat(peer.isClosed()).isTrue();
        assertThat(bench.store().uids("bob")).hasSize(1);
        assertThat(bench.leases()).isZero();
    }

    @Test
    void aClientThatHangsUpInMidMessageHasNotRetrievedItThoughItHasSaidQuit() {
        bench.store().add("bob", BIG);
        TestPeer peer = loggedIn();
        peer.stopReading();
        peer.say("RETR 1", "QUIT");

        peer.hangUp();
        peer.settle();

        assertThat(bench.store().uids("bob")).hasSize(1);
        assertThat(bench.leases()).isZero();
    }

    @Test
    void aLongMessageCountsWhenItsLastOctetHasBeenSent() {
        bench.store().add("bob", BIG);
        TestPeer peer = loggedIn();
        peer.stopReading();
        peer.say("RETR 1", "QUIT");
        assertThat(bench.store().uids("bob")).hasSize(1);

        peer.readAgain();
        peer.settle();

        assertThat(peer.hear()).endsWith("+OK bye, 1 message removed, 0 left\r\n");
        assertThat(bench.store().uids("bob")).isEmpty();
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("no");
            }
        };
    }
}
