/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maildrop.lock.ConflictPolicy;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.Replies;

/** What sessions leave in the counts. */
class TrafficTest {
    private final TestPeer.World world = TestPeer.World.begin(ConflictPolicy.DEFAULT);

    /** Those that begin so, without the beginning, by their names: {@code {pass=1, user=2}}. */
    private Map<String, Long> counts(String beginning) {
        Map<String, Long> found = new TreeMap<>();
        world.noted().counts().forEach((name, count) -> {
            if (name.startsWith(beginning)) {
                found.put(name.substring(beginning.length()), count);
            }
        });
        return found;
    }

    private void mail(String... messages) {
        for (String message : messages) {
            world.bench().store().add("bob", message);
        }
    }

    @Test
    void commandsAreCountedByKeywordAndWhateverIsNoneIsOther() {
        mail("one\r\n");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("STAT", "stat", "RETR 1", "RETR 2", "TOP 1 0", "XYZZY", "x".repeat(20_000), "QUIT");

        assertThat(counts("commands_")).hasToString("{other=2, pass=1, quit=1, retr=2, stat=2, top=1, user=1}");
        assertThat(counts("messages_")).hasToString("{retr=1, top=1}");
    }

    @Test
    void eachLineOfAnExchangeIsAuths() {
        TestPeer peer = TestPeer.greeted(world);
        peer.say("AUTH PLAIN", "AGJvYgBzZWNyZXQ=", "QUIT");

        assertThat(counts("commands_")).hasToString("{auth=2, quit=1}");
        assertThat(counts("logins_")).hasToString("{entered=1, plain_entered=1}");
    }

    @Test
    void octetsAreThoseGivenToTheConnection() {
        mail("one\r\n", ".two\r\n");
        TestPeer peer = TestPeer.greeted(world);
        peer.say("USER bob", "PASS secret", "RETR 1", "RETR 2", "QUIT");

        assertThat(counts("octets_sent").get(""))
                .isEqualTo(
                        "+OK Maildrop ready\r\n".length() + (long) peer.hear().length());
    }

    @Test
    void whatQuitHasRemovedIsCounted() {
        mail("one", "two", "three");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("DELE 1", "DELE 3", "QUIT");
        TestPeer other = TestPeer.loggedIn(world);
        other.say("DELE 1");
        other.hangUp();
        other.settle();

        assertThat(counts("messages_")).hasToString("{removed=2}");
    }

    @Test
    void everyRefusalIsCountedByItsCodeAlsoTheLastWord() {
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("RETR 1", "XYZZY");
        TestPeer second = TestPeer.greeted(world);
        second.say("USER bob", "PASS secret");
        second.pass(Duration.ofSeconds(3));
        second.settle();
        second.say("USER bob", "PASS wrong");
        second.pass(Duration.ofSeconds(1));
        second.settle();
        peer.conversation().end(Ending.KICKED);
        peer.settle();

        assertThat(counts("failures_")).hasToString("{auth=1, in_use=1, none=2, sys_temp=1}");
        assertThat(counts("logins_"))
                .hasToString("{denied=1, entered=1, in_use=1,"
                        + " user_pass_denied=1, user_pass_entered=1, user_pass_in_use=1}");
    }

    @ParameterizedTest
    @EnumSource
    void everyEndIsCountedOnceByItsReason(Ending ending) {
        TestPeer peer = TestPeer.loggedIn(world);
        peer.conversation().end(ending);
        peer.conversation().end(Ending.BROKEN);
        peer.settle();

        assertThat(counts("sessions_ended_")).isEqualTo(Map.of(ending.told().replace('-', '_'), 1L));
    }

    @Test
    void whatACommandWaitsByItselfIsNoTimeThatItTakes() {
        TestPeer holder = TestPeer.loggedIn(world);
        TestPeer waiting = TestPeer.greeted(world);
        waiting.say("USER bob", "PASS secret");
        waiting.pass(Duration.ofSeconds(1));
        waiting.settle();
        holder.say("QUIT");
        waiting.pass(Duration.ofMillis(100));
        waiting.settle();

        assertThat(waiting.hear()).contains("+OK maildrop locked");
        assertThat(counts("commands_pass")).hasToString("{=2}");
        assertThat(counts("lock_waits")).hasToString("{=1, _micros=1100000, _over_1s=1}");
    }

    @Test
    void whatTakesLongIsCountedByHowLong() {
        for (long millis : new long[] {10, 11, 101, 1_001}) {
            long nanos = Duration.ofMillis(millis).toNanos();
            world.noted().traffic().answered(Keyword.RETR, nanos, Replies.noop());
        }

        assertThat(counts("commands_retr"))
                .hasToString("{=4, _micros=1123000, _over_100ms=2, _over_10ms=3, _over_1s=1}");
    }

    @Test
    void whatTheStorageTakesIsTheCommands() {
        world.bench().store().at(what -> world.clock().advance(Duration.ofSeconds(2)));
        TestPeer.loggedIn(world).say("NOOP");

        assertThat(counts("commands_pass").get("_over_1s")).isOne();
        assertThat(counts("commands_noop")).hasToString("{=1}");
    }

    @Test
    void namesAreMadeOfOurOwnWordsWhateverAClientSays() {
        List<String> before = world.noted().names();
        TestPeer peer = TestPeer.greeted(world);
        peer.say("AUTH {evil} 4711", "USER x\" 1\nmaildrop_up", "PASS y", "evil_total 1", "QUIT now");
        peer.pass(Duration.ofSeconds(1));
        peer.settle();

        assertThat(world.noted().names())
                .isEqualTo(before)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9_]+"));
    }
}
