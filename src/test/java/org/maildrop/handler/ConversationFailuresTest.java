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

/** Whatever fails, no reply is forged, no message looks whole that is not, and no lock is kept. */
class ConversationFailuresTest {
    private final TestPeer.World world = TestPeer.World.begin();

    @Test
    void aCommandThatThrowsIsAnsweredAndTheSessionLives() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        world.bench().store().at(what -> {
            throw new IllegalStateException("bug\r\n+OK forged");
        });

        peer.say("RETR 1", "NOOP");

        assertThat(peer.hear()).isEqualTo("-ERR [SYS/TEMP] internal error, the server's log tells more\r\n+OK\r\n");
        assertThat(world.bench().locked("bob")).isTrue();
    }

    @Test
    void anErrorOfTheJvmEndsTheSessionAndReleasesItsLock() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        world.bench().store().at(what -> {
            throw new NoSuchMethodError("a James that we do not know");
        });

        peer.say("RETR 1", "NOOP");

        assertThat(peer.hear()).isEmpty();
        assertThat(peer.isClosed()).isTrue();
        assertThat(peer.timesLeft()).isOne();
        assertThat(world.bench().leases()).isZero();
    }

    @Test
    void aQuitThatThrowsIsTheEndAllTheSame() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("DELE 1");
        peer.hear();
        world.bench().store().at(what -> {
            throw new IllegalStateException("bug");
        });

        peer.say("QUIT", "NOOP");

        assertThat(peer.hear()).isEqualTo("-ERR [SYS/TEMP] internal error, the server's log tells more\r\n");
        assertThat(peer.isClosed()).isTrue();
        assertThat(world.bench().leases()).isZero();
    }

    @Test
    void aBodyThatFailsInTheMiddleClosesTheConnectionWithoutTerminationOctet() {
        world.bench().store().add("bob", "x\r\n".repeat(100));
        TestPeer peer = TestPeer.loggedIn(world);
        brokenAfter(150);

        peer.say("TOP 1 1000", "NOOP");

        assertThat(peer.hear()).doesNotContain("\r\n.\r\n").doesNotContain("-ERR");
        assertThat(peer.isClosed()).isTrue();
        assertThat(world.bench().leases()).isZero();
    }

    @Test
    void aBodyThatFailsFarInTheMiddleClosesTheConnectionToo() {
        world.bench().store().add("bob", "x\r\n".repeat(100_000));
        TestPeer peer = TestPeer.loggedIn(world);
        brokenAfter(200_000);

        peer.say("TOP 1 1000000");

        assertThat(peer.hear())
                .startsWith("+OK top of message follows\r\nx\r\n")
                .doesNotContain("\r\n.\r\n");
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void aContentThatCannotBeClosedKeepsNeitherReplyNorLock() {
        world.bench().store().add("bob", "x\r\n");
        TestPeer peer = TestPeer.loggedIn(world);
        world.bench().store().contents((uid, octets) -> new ByteArrayInputStream(octets) {
            @Override
            public void close() {
                throw new IllegalStateException("bug");
            }
        });

        peer.say("TOP 1 10", "NOOP");

        assertThat(peer.hear()).isEqualTo("+OK top of message follows\r\nx\r\n.\r\n+OK\r\n");
        peer.say("QUIT");
        assertThat(world.bench().leases()).isZero();
    }

    @Test
    void aContentThatCannotBeClosedOnTheWayOutKeepsNoLock() {
        world.bench().store().add("bob", "x\r\n".repeat(200_000));
        TestPeer peer = TestPeer.loggedIn(world);
        world.bench().store().contents((uid, octets) -> new ByteArrayInputStream(octets) {
            @Override
            public void close() {
                throw new IllegalStateException("bug");
            }
        });
        peer.stopReading();
        peer.say("TOP 1 1000000");

        peer.hangUp();
        peer.settle();

        assertThat(world.bench().leases()).isZero();
        assertThat(peer.timesLeft()).isOne();
    }

    private void brokenAfter(int octets) {
        world.bench()
                .store()
                .contents((uid, all) ->
                        new SequenceInputStream(new ByteArrayInputStream(all, 0, octets), new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("the disk is on fire");
                            }
                        }));
    }
}
