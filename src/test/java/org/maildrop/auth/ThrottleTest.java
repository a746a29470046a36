/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottleTest {
    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "198.51.100.7";
    private long now;
    private final Throttle throttle = new Throttle(ThrottleSettings.DEFAULT, () -> now);

    /** How long each of so many attempts has to wait. */
    private List<Long> seconds(int attempts, String address, String user) {
        return IntStream.range(0, attempts)
                .mapToObj(i -> fail(address, user).toSeconds())
                .toList();
    }

    private Duration fail(String address, String user) {
        Throttle.Attempt attempt = throttle.begin(address, user);
        attempt.failed();
        return attempt.delay();
    }

    private long seconds(String address, String user) {
        return seconds(1, address, user).get(0);
    }

    private void known(String address, String user) {
        throttle.begin(address, user).succeeded();
    }

    @Test
    void theDelayGrowsWithEachFailureAndIsBounded() {
        assertThat(seconds(9, HERE, "bob")).containsExactly(0L, 0L, 0L, 1L, 2L, 4L, 8L, 15L, 15L);
    }

    @Test
    void rightLoginsAtTheSameTimeDoNotSlowEachOtherDown() {
        List<Throttle.Attempt> atOnce = IntStream.range(0, 50)
                .mapToObj(i -> throttle.begin(HERE, "bob"))
                .toList();
        assertThat(atOnce).allMatch(attempt -> attempt.delay().isZero());
        atOnce.forEach(Throttle.Attempt::succeeded);
        assertThat(throttle.begin(HERE, "bob").delay()).isZero();
    }

    @Test
    void manyNamesFromOneAddressAreTheAddresss() {
        for (int i = 0; i < 4; i++) {
            seconds(HERE, "user" + i);
        }
        assertThat(seconds(HERE, "another")).isEqualTo(2);
        assertThat(seconds(ELSEWHERE, "another")).isZero();
    }

    @Test
    void oneNameFromManyAddressesIsTheUsers() {
        for (int i = 0; i < 4; i++) {
            seconds("198.51.100." + i, i % 2 == 0 ? "bob" : "BOB");
        }
        assertThat(seconds(ELSEWHERE, "bob")).isEqualTo(2);
        assertThat(seconds(ELSEWHERE, "alice")).isZero();
    }

    @Test
    void aNameCountsHoweverItIsSpelt() {
        seconds("198.51.100.1", "bob");
        seconds("198.51.100.2", "B\uff2f\uff22");
        seconds("198.51.100.3", "b\u00ado\u00adb");
        seconds("198.51.100.4", "bo\u200bb");
        assertThat(seconds(ELSEWHERE, "bob")).isEqualTo(2);
    }

    @Test
    void whoHasLoggedInFromThereBeforeIsNotKeptWaitingByOthers() {
        known(HERE, "bob");
        seconds(9, ELSEWHERE, "bob");
        seconds(9, HERE, "alice");
        assertThat(seconds(5, HERE, "bob")).containsExactly(0L, 0L, 0L, 1L, 2L);
    }

    @Test
    void aSuccessForgivesItselfOnly() {
        seconds(4, ELSEWHERE, "bob");
        known(HERE, "bob");
        assertThat(seconds(ELSEWHERE, "bob")).isEqualTo(2);
    }

    @Test
    void successesAreNeverSlowedDown() {
        for (int i = 0; i < 100; i++) {
            Throttle.Attempt attempt = throttle.begin(HERE, "user" + i);
            assertThat(attempt.delay()).isZero();
            attempt.succeeded();
        }
    }

    @Test
    void whatCannotBeDecidedDoesNotCount() {
        for (int i = 0; i < 9; i++) {
            throttle.begin(HERE, "bob");
        }
        assertThat(seconds(HERE, "bob")).isZero();
    }

    @Test
    void failuresAreForgottenIfThereIsNoneForAQuarterOfAnHour() {
        seconds(9, HERE, "bob");
        now = Duration.ofMinutes(14).toNanos();
        assertThat(seconds(HERE, "bob")).isEqualTo(15);
        now = Duration.ofMinutes(30).toNanos();
        assertThat(seconds(HERE, "bob")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "192.0.2.1, ::ffff:192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false"
    })
    void aClientIsAnIpv4AddressOrHalfAnIpv6Address(String one, String other, boolean same) {
        for (int i = 0; i < 4; i++) {
            seconds(one, "user" + i);
        }
        assertThat(seconds(other, "bob")).isEqualTo(same ? 2 : 0);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "::1"})
    void thisMachineSpeaksForManyAndIsNotCountedAsOne(String loopback) {
        for (int i = 0; i < 9; i++) {
            assertThat(seconds(loopback, "user" + i)).isZero();
        }
        assertThat(seconds(5, loopback, "bob")).containsExactly(0L, 0L, 0L, 1L, 2L);
    }

    /** As tokens without a name are, of webmail say. */
    @Test
    void whoHasLoggedInFromThisMachineWithoutANameIsNotCountedAfterThatEither() {
        known("127.0.0.1", "");
        assertThat(seconds(9, "127.0.0.1", "")).containsOnly(0L);
    }

    @Test
    void aNameThatIsTooLongToBeOneCountsForItsAddressOnly() {
        String endless = "x".repeat(12_000);
        assertThat(seconds(5, HERE, endless)).containsExactly(0L, 0L, 0L, 1L, 2L);
        assertThat(seconds(ELSEWHERE, endless)).isZero();
    }

    @Test
    void switchedOffItKeepsNobodyWaiting() {
        Throttle off = new Throttle(ThrottleSettings.OFF, () -> now);
        for (int i = 0; i < 99; i++) {
            Throttle.Attempt attempt = off.begin(HERE, "bob");
            attempt.failed();
            assertThat(attempt.delay()).isZero();
        }
    }
}
