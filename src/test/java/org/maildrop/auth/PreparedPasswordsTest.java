/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparedPasswordsTest {
    private static final String COMPOSED = "Gr\u00fc\u00dfe";
    private static final String DECOMPOSED = "Gru\u0308\u00dfe";

    private final List<String> asked = new ArrayList<>();
    private String known = "";

    private final PasswordVerifier passwords = new PreparedPasswords(new PasswordVerifier() {
        @Override
        public Verdict verify(String name, String password) {
            return answer(name + " " + password, name);
        }

        @Override
        public Verdict verifyActingAs(String other, String name, String password) {
            return answer(other + " " + name + " " + password, other);
        }
    });

    private Verdict answer(String question, String user) {
        asked.add(question);
        return question.equals(known) ? new Verdict.Verified(user) : new Verdict.Denied();
    }

    @Test
    void whatIsRightAsGivenIsNotAskedAgain() {
        known = "bob " + DECOMPOSED;
        assertThat(passwords.verify("bob", DECOMPOSED)).isEqualTo(new Verdict.Verified("bob"));
        assertThat(asked).containsExactly("bob " + DECOMPOSED);
    }

    @Test
    void whatIsWrongAsGivenMayBeRightWhenPrepared() {
        known = "b\u00f6b " + COMPOSED;
        assertThat(passwords.verify("bo\u0308b", DECOMPOSED)).isEqualTo(new Verdict.Verified("b\u00f6b"));
        assertThat(asked).containsExactly("bo\u0308b " + DECOMPOSED, "b\u00f6b " + COMPOSED);
    }

    @Test
    void whatPreparationDoesNotChangeIsAskedOnce() {
        assertThat(passwords.verify("bob", "wrong")).isEqualTo(new Verdict.Denied());
        assertThat(passwords.verify("bob", COMPOSED)).isEqualTo(new Verdict.Denied());
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatCannotBePreparedIsAskedAsGiven() {
        known = "bob \tpass\tword\t";
        assertThat(passwords.verify("bob", "\tpass\tword\t")).isEqualTo(new Verdict.Verified("bob"));
        assertThat(passwords.verify("bo\u0308b", "\t")).isEqualTo(new Verdict.Denied());
        assertThat(asked).hasSize(2);
    }

    @Test
    void whoWantsAnothersMaildropIsAskedLikewise() {
        known = "\u00e4lice bob " + COMPOSED;
        assertThat(passwords.verifyActingAs("a\u0308lice", "bob", DECOMPOSED))
                .isEqualTo(new Verdict.Verified("\u00e4lice"));
        assertThat(passwords.verifyActingAs("alice", "bob", "wrong")).isEqualTo(new Verdict.Denied());
        assertThat(asked).hasSize(3);
    }

    @Test
    void troubleIsNoReasonToAskAgain() {
        PasswordVerifier down = new PreparedPasswords((name, password) -> {
            asked.add(password);
            throw new AuthException("down", new IllegalStateException());
        });
        assertThatThrownBy(() -> down.verify("bob", DECOMPOSED)).isInstanceOf(AuthException.class);
        assertThat(asked).hasSize(1);
    }
}
