/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.lock.ConflictPolicy;

/** What is told to an audit: who came in, who did not and why, and what was removed. */
class AuditedSessionsTest {
    private final TestPeer.World world = TestPeer.World.begin(ConflictPolicy.REJECT);

    @Test
    void aLoginAndWhatQuitRemoves() {
        world.bench().store().add("bob", "one");
        world.bench().store().add("bob", "two");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("DELE 1", "DELE 2", "RSET", "DELE 2", "QUIT");

        assertThat(world.noted().audited())
                .containsExactly("entered bob by USER/PASS from 192.0.2.1", "removed 1 of bob from 192.0.2.1");
    }

    @Test
    void aSessionThatRemovesNothingIsNoRemoval() {
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("QUIT");

        assertThat(world.noted().audited()).containsExactly("entered bob by USER/PASS from 192.0.2.1");
    }

    @Test
    void loginsThatAreRefusedAndWhyAndNeverAPassword() {
        TestPeer holder = TestPeer.loggedIn(world);
        TestPeer peer = TestPeer.greeted(world);
        peer.say("USER bob", "PASS wr0ng");
        peer.pass(Duration.ofSeconds(1));
        peer.settle();
        peer.say("AUTH PLAIN AGJvYgBzZWNyZXQ=");
        peer.settle();
        TestPeer clear = TestPeer.greeted(world, CleartextPolicy.NEVER);
        clear.say("USER bob");
        holder.say("QUIT");

        assertThat(world.noted().audited())
                .containsExactly(
                        "entered bob by USER/PASS from 192.0.2.1",
                        "refused bob by USER/PASS from 192.0.2.1: denied",
                        "refused bob by PLAIN from 192.0.2.1: in-use",
                        "refused - by USER/PASS from 192.0.2.1: cleartext");
    }
}
