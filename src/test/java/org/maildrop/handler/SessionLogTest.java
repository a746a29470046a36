/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maildrop.lock.ConflictPolicy;
import org.maildrop.session.SessionBench;
import org.maildrop.testing.ListenedLog;
import org.maildrop.testing.LoggedLine;
import org.slf4j.MDC;

/** The line that a session leaves. */
class SessionLogTest {
    private static final String[] KEYS = {
        "reason", "address", "session", "transport", "mechanism", "user", "duration", "wait", "messages", "octets",
        "list", "uidl", "top", "retr", "dele", "sent", "removed", "failed", "uidvalidity", "uidl-hash"
    };

    private final TestPeer.World world = TestPeer.World.begin();
    private final ListenedLog log = new ListenedLog("org.maildrop.sessions");

    @AfterEach
    void stopListening() {
        log.close();
    }

    private LoggedLine line() {
        return LoggedLine.of(log.event().getFormattedMessage());
    }

    @ParameterizedTest
    @EnumSource
    void everyEndIsToldOnceWithItsReasonAndAllKeys(Ending ending) {
        TestPeer peer = TestPeer.loggedIn(world);

        peer.conversation().end(ending);
        peer.conversation().end(Ending.BROKEN);
        peer.settle();

        assertThat(line().get("reason")).isEqualTo(ending.told()).matches("[a-z-]+");
        assertThat(line().keys()).containsExactly(KEYS);
        assertThat(log.event().getLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void aSessionThatDidEverything() {
        for (String message : new String[] {"one", "two\r\n", "three"}) {
            world.bench().store().add("bob", message);
        }
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("LIST", "LIST 1", "LIST 4", "UIDL", "TOP 3 0", "RETR 1", "RETR 2", "RETR 4");
        peer.pass(Duration.ofSeconds(12));
        peer.say("DELE 1", "DELE 2", "DELE 2", "XYZZY", "STAT", "QUIT");

        long sent = "+OK name accepted, the password decides\r\n".length()
                + "+OK maildrop locked and ready, 3 messages (13 octets)\r\n".length()
                + "+OK Maildrop ready\r\n".length()
                + peer.hear().length();
        String line = log.event().getFormattedMessage();
        assertThat(line)
                .startsWith("reason=quit address=192.0.2.1 session=embedded transport=clear"
                        + " mechanism=USER/PASS user=bob duration=12.000 wait=0.000 messages=3 octets=13"
                        + " list=2 uidl=1 top=1 retr=2 dele=2 sent=" + sent + " removed=2 failed=0 uidvalidity=")
                .containsPattern(" uidvalidity=\\d+ uidl-hash=[0-9a-f]+$");
    }

    @Test
    void theHashTellsWhetherTheListingIsTheSame() {
        world.bench().store().add("bob", "one");
        world.bench().store().add("bob", "two");
        listingOf("UIDL");
        listingOf("UIDL 1", "DELE 1", "UIDL");
        world.bench().store().add("bob", "three");
        listingOf("UIDL");
        listingOf("LIST");

        assertThat(log.lines().get(1).get("uidl-hash"))
                .isNotNull()
                .isEqualTo(log.lines().get(0).get("uidl-hash"));
        assertThat(log.lines().get(2).get("uidl-hash"))
                .isNotNull()
                .isNotEqualTo(log.lines().get(0).get("uidl-hash"));
        assertThat(log.lines().get(3).get("uidl-hash")).isNull();
        assertThat(log.lines().get(3).get("uidvalidity")).isNull();
    }

    private void listingOf(String... commands) {
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say(commands);
        peer.hangUp();
        peer.settle();
    }

    @Test
    void aConnectionThatNobodyTriedToLogInByIsForDebugging() {
        TestPeer peer = TestPeer.greeted(world);
        peer.say("CAPA", "QUIT");

        assertThat(log.event().getLevel()).isEqualTo(Level.DEBUG);
        assertThat(line().keys()).containsExactly(KEYS);
        assertThat(line().get("user")).isNull();
        assertThat(line().get("mechanism")).isNull();
        assertThat(line().get("messages")).isNull();
    }

    @Test
    void aLoginThatFailedIsNoSuchConnection() {
        TestPeer peer = TestPeer.greeted(world);
        peer.say("USER bob", "PASS wrong");
        peer.hangUp();
        peer.settle();

        assertThat(log.event().getLevel()).isEqualTo(Level.INFO);
        assertThat(line().get("reason")).isEqualTo("disconnected");
        assertThat(line().get("user")).isEqualTo("bob");
        assertThat(line().get("failed")).isEqualTo("1");
        assertThat(line().get("wait")).isNull();
    }

    @Test
    void nonsenseIsAbuseAndSaidSo() {
        TestPeer.greeted(world).say("GET / HTTP/1.1", "Host: example.org", "");

        assertThat(log.event().getLevel()).isEqualTo(Level.INFO);
        assertThat(line().get("reason")).isEqualTo("abuse");
    }

    @Test
    void idleSessionsAreToldApartByTheirLogin() {
        TestPeer.loggedIn(world).idle(Duration.ofMinutes(10));
        TestPeer.greeted(world).idle(Duration.ofMinutes(3));

        assertThat(log.lines().stream().map(line -> line.get("reason"))).containsExactly("autologout", "login-timeout");
        assertThat(log.lines().get(0).get("duration")).isEqualTo("600.000");
    }

    @Test
    void aLostLeaseIsTold() {
        TestPeer peer = TestPeer.loggedIn(world);
        world.bench().takeAway("bob");
        peer.pass(SessionBench.aRenewal());
        peer.settle();

        assertThat(line().get("reason")).isEqualTo("lease-lost");
    }

    @Test
    void aTakeoverAndTheWaitForItAreTold() {
        TestPeer.World patient = TestPeer.World.begin(ConflictPolicy.DEFAULT);
        TestPeer first = TestPeer.loggedIn(patient);
        first.pass(Duration.ofMinutes(2).minusSeconds(1));
        TestPeer second = TestPeer.greeted(patient);
        second.say("USER bob", "PASS secret");
        for (int tenth = 0; tenth < 20; tenth++) {
            second.pass(Duration.ofMillis(100));
            second.settle();
            first.settle();
        }
        second.say("QUIT");

        assertThat(log.lines().get(0).get("reason")).isEqualTo("taken-over");
        assertThat(log.lines().get(0).get("wait")).isEqualTo("0.000");
        assertThat(log.lines().get(1).get("reason")).isEqualTo("quit");
        assertThat(log.lines().get(1).get("wait")).isEqualTo("1.000");
    }

    @Test
    void theTransportIsToldAlsoWhenTheConnectionIsGone() {
        TestPeer peer = TestPeer.greeted(world);
        peer.say("STLS");
        peer.shakeHands();
        peer.say("AUTH PLAIN AGJvYgBzZWNyZXQ=");
        peer.hangUp();
        peer.settle();

        assertThat(line().get("transport")).isEqualTo("stls");
        assertThat(line().get("mechanism")).isEqualTo("PLAIN");
    }

    @Test
    void theContextIsThatOfJames() {
        TestPeer.loggedIn(world).say("QUIT");

        assertThat(log.event().getMDCPropertyMap())
                .isEqualTo(Map.of("protocol", "POP3", "ip", "192.0.2.1", "sessionId", "embedded", "user", "bob"));
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }
}
