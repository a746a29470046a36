/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.session.LimitSettings;
import org.maildrop.session.SessionBench;
import org.maildrop.session.SessionLimits;
import org.maildrop.testing.ListenedLog;

/** The line that each login leaves, and each that is refused. */
class LoginLogTest {
    private static final String BOB = "address=192.0.2.1 session=embedded transport=clear mechanism=USER/PASS user=bob";

    private final TestPeer.World world = TestPeer.World.begin();
    private final ListenedLog log = new ListenedLog("org.maildrop.logins");

    @AfterEach
    void stopListening() {
        log.close();
    }

    private String line() {
        return log.event().getFormattedMessage();
    }

    private void logIn() {
        TestPeer.greeted(world).say("USER bob", "PASS secret");
    }

    @Test
    void entered() {
        world.bench().store().add("bob", "one");
        logIn();

        assertThat(line()).isEqualTo("outcome=entered " + BOB + " wait=0.000 messages=1 octets=3");
        assertThat(log.event().getMDCPropertyMap()).containsEntry("user", "bob");
    }

    @Test
    void denied() {
        TestPeer.greeted(world).say("USER bob", "PASS wrong");

        assertThat(line()).isEqualTo("outcome=denied " + BOB);
        assertThat(log.event().getMDCPropertyMap()).doesNotContainKey("user");
    }

    @Test
    void inUseWithItsHolder() {
        logIn();
        logIn();

        assertThat(log.events().get(1).getFormattedMessage())
                .startsWith("outcome=in-use " + BOB + " wait=0.000 holder-node=node holder-session=embedded"
                        + " holder-address=192.0.2.1 holder-since=");
    }

    @Test
    void tooManyAndTooSoon() {
        world.bench()
                .limits(new SessionLimits(new LimitSettings(OptionalInt.of(1), OptionalInt.empty(), Optional.empty())));
        world.bench().loginDelay(Duration.ofMinutes(1));
        TestPeer first = TestPeer.loggedIn(world);
        logIn();
        first.say("QUIT");
        logIn();

        assertThat(log.lines().stream().map(line -> line.get("outcome")))
                .containsExactly("entered", "too-many-of-user", "too-soon");
        assertThat(log.events().get(1).getLevel()).isEqualTo(Level.WARN);
        assertThat(log.lines().get(2).get("left")).isEqualTo("60.000");
    }

    @Test
    void cleartextThatIsNotTaken() {
        TestPeer peer = TestPeer.greeted(world, CleartextPolicy.NEVER);
        peer.say("USER bob", "AUTH PLAIN AGJvYgBzZWNyZXQ=");

        assertThat(log.events().stream().map(event -> event.getFormattedMessage()))
                .containsExactly(
                        "outcome=cleartext address=192.0.2.1 session=embedded transport=clear mechanism=USER/PASS user=-",
                        "outcome=cleartext address=192.0.2.1 session=embedded transport=clear mechanism=PLAIN user=-");
    }

    @Test
    void troubleIsAnErrorWithItsCause() {
        world.bench().passwords((name, password) -> {
            throw new AuthException("LDAP is away", new IllegalStateException("no route"));
        });
        logIn();

        assertThat(line()).isEqualTo("outcome=users-unavailable " + BOB);
        assertThat(log.event().getLevel()).isEqualTo(Level.ERROR);
        assertThat(log.event().getThrowableProxy().getMessage()).isEqualTo("LDAP is away");
    }

    @Test
    void aMaildropThatCannotBeOpenedIsAnErrorWithItsCause() {
        world.bench().store().at(what -> {
            throw SessionBench.trouble();
        });
        logIn();

        assertThat(line()).isEqualTo("outcome=store-failed " + BOB);
        assertThat(log.event().getThrowableProxy()).isNotNull();
    }

    @Test
    void aNameThatHasALineEndForgesNoLine() {
        String forged = "bob\r\nINFO org.maildrop.logins - outcome=entered user=root";
        String response = Base64.getEncoder().encodeToString(("\0" + forged + "\0x").getBytes(StandardCharsets.UTF_8));
        TestPeer.greeted(world).say("AUTH PLAIN " + response);

        assertThat(line()).matches("\\P{Cntrl}+");
        assertThat(log.lines().get(0).get("outcome")).isEqualTo("denied");
        assertThat(log.lines().get(0).get("user")).isEqualTo(forged);
    }
}
