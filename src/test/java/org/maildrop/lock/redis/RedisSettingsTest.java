/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.lock.redis.RedisSettings.Node;

class RedisSettingsTest {
    @Test
    void aHostIsEnough() {
        assertThat(RedisSettings.of("redis://redis.example.org"))
                .isEqualTo(new RedisSettings(
                        List.of(new Node("redis.example.org", 6379)),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        Optional.empty()));
    }

    @Test
    void aUriHasAllThatIsNeededToBeLetIn() {
        assertThat(RedisSettings.of("rediss://m%40il:a+b%2Fc%C3%BC@[2001:db8::1]:6380/15"))
                .isEqualTo(new RedisSettings(
                        List.of(new Node("2001:db8::1", 6380)),
                        Optional.empty(),
                        true,
                        Optional.of("m@il"),
                        Optional.of("a+b/cü"),
                        15,
                        Optional.empty()));
    }

    @Test
    void aPasswordNeedsNoUser() {
        RedisSettings settings = RedisSettings.of("redis://:secret@host/");
        assertThat(settings.user()).isEmpty();
        assertThat(settings.password()).contains("secret");
    }

    @Test
    void sentinelsAreSeveralHostsAndTheNameOfTheirMaster() {
        assertThat(RedisSettings.of("rediss-sentinel://:secret@s1,s2:26380,[::1]/2#my_master"))
                .isEqualTo(new RedisSettings(
                        List.of(new Node("s1", 26379), new Node("s2", 26380), new Node("::1", 26379)),
                        Optional.of("my_master"),
                        true,
                        Optional.empty(),
                        Optional.of("secret"),
                        2,
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "http://:hunter2@host",
                "redis:host",
                "redis://",
                "redis://hunter2@host",
                "redis://:hunter2@",
                "redis://:hunter2@host:port",
                "redis://:hunter2@host:0",
                "redis://:hunter2@host:65536",
                "redis://:hunter2@host/name",
                "redis://:hunter2@host/1/2",
                "redis://:hunter2@host?database=1",
                "redis://:hunter2@host#master",
                "redis://:hunter2@one,two",
                "redis://:hunter2@one,",
                "redis://:hunter2@::1",
                "redis://:hunter2%zz@host",
                "redis-sentinel://:hunter2@one,two"
            })
    void anotherUriIsRefusedWithoutTellingIt(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisSettings.of(uri))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"))
                .withNoCause();
    }

    @Test
    void authoritiesAreForTlsOnly() {
        RedisSettings inClear = RedisSettings.of("redis://host");
        assertThatIllegalArgumentException().isThrownBy(() -> inClear.trusting("file://conf/ca.pem"));
    }

    @Test
    void settingsInALogTellNoPassword() {
        assertThat(RedisSettings.of("redis://maildrop:hunter2@host").toString())
                .contains("host", "maildrop")
                .doesNotContain("hunter2");
    }
}
