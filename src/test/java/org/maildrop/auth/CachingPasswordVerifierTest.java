/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CachingPasswordVerifierTest {
    private static final Verdict BOB = new Verdict.Verified("bob");
    private static final Verdict DENIED = new Verdict.Denied();

    private final Map<String, String> passwords = new HashMap<>(Map.of("bob", "secret"));
    private long now;
    private int asked;
    private boolean down;
    private final PasswordVerifier cached =
            new CachingPasswordVerifier(new Counted(), Duration.ofSeconds(30), () -> now);

    private final class Counted implements PasswordVerifier {
        @Override
        public Verdict verify(String name, String password) {
            asked++;
            if (down) {
                throw new AuthException("down", new IllegalStateException("down"));
            }
            return password.equals(passwords.get(name)) ? new Verdict.Verified(name) : new Verdict.Denied();
        }

        @Override
        public Verdict verifyActingAs(String other, String name, String password) {
            return verify(name, password) instanceof Verdict.Verified ? new Verdict.Verified(other) : DENIED;
        }
    }

    @Test
    void whatWasRightIsNotAskedAgainForAWhile() {
        assertThat(cached.verify("bob", "secret")).isEqualTo(BOB);
        assertThat(cached.verify("bob", "secret")).isEqualTo(BOB);
        assertThat(asked).isEqualTo(1);

        now += Duration.ofSeconds(31).toNanos();
        cached.verify("bob", "secret");
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void useDoesNotMakeItLastLonger() {
        for (int i = 0; i < 40; i++) {
            cached.verify("bob", "secret");
            now += Duration.ofSeconds(1).toNanos();
        }
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aWrongPasswordIsAlwaysAskedAndDropsWhatWasKnown() {
        cached.verify("bob", "secret");
        assertThat(cached.verify("bob", "wrong")).isEqualTo(DENIED);
        assertThat(cached.verify("bob", "wrong")).isEqualTo(DENIED);
        assertThat(asked).isEqualTo(3);
        cached.verify("bob", "secret");
        assertThat(asked).isEqualTo(4);
    }

    @Test
    void aNewPasswordIsRightAtOnceAndTheOldOneNoMore() {
        cached.verify("bob", "secret");
        passwords.put("bob", "new");
        assertThat(cached.verify("bob", "new")).isEqualTo(BOB);
        assertThat(cached.verify("bob", "secret")).isEqualTo(DENIED);
    }

    @Test
    void whoActsAsAnotherIsKnownAsThatOnly() {
        assertThat(cached.verifyActingAs("alice", "bob", "secret")).isEqualTo(new Verdict.Verified("alice"));
        assertThat(cached.verifyActingAs("alice", "bob", "secret")).isEqualTo(new Verdict.Verified("alice"));
        assertThat(asked).isEqualTo(1);
        assertThat(cached.verify("bob", "secret")).isEqualTo(BOB);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void whatIsPartOfTheNameIsNotPartOfThePassword() {
        passwords.put("bobs", "ecret");
        cached.verify("bob", "secret");
        assertThat(cached.verify("bobs", "ecret")).isEqualTo(new Verdict.Verified("bobs"));
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void troubleIsNotRememberedAndForgetsNothing() {
        cached.verify("bob", "secret");
        down = true;
        assertThat(cached.verify("bob", "secret")).isEqualTo(BOB);
        assertThatThrownBy(() -> cached.verify("bob", "other")).isInstanceOf(AuthException.class);
        assertThat(cached.verify("bob", "secret")).isEqualTo(BOB);
    }

    @Test
    void noPasswordIsKept() throws ReflectiveOperationException {
        cached.verify("bob", "secret");
        Field field = CachingPasswordVerifier.class.getDeclaredField("known");
        field.setAccessible(true);
        assertThat(((com.github.benmanes.caffeine.cache.Cache<?, ?>) field.get(cached)).asMap())
                .hasSize(1)
                .asString()
                .doesNotContain("secret");
    }
}
