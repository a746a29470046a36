/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.james.mailbox.SessionProvider.AuthorizationStep;
import org.apache.james.mailbox.exception.MailboxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.Verdict;

class JamesPasswordVerifierTest {
    private final FaultyMailboxes faulty = new FaultyMailboxes(new MemoryMailboxes().manager());
    private final JamesPasswordVerifier verifier = new JamesPasswordVerifier(faulty.manager());

    @Test
    void theRightPasswordIsVerifiedAndTheUserHasTheCanonicalName() {
        assertThat(verifier.verify("bob", "secret")).isEqualTo(new Verdict.Verified("bob"));
        assertThat(verifier.verify("BOB", "secret")).isEqualTo(new Verdict.Verified("bob"));
    }

    @ParameterizedTest
    @CsvSource({
        "bob, wrong",
        "bob, ''",
        "bob, 'secret '",
        "nobody, secret",
        "'', secret",
        "' ', secret",
        "bob@b@b, secret",
        "@, secret",
        "'bob ', secret"
    })
    void everythingElseIsDeniedAlike(String name, String password) {
        assertThat(verifier.verify(name, password)).isEqualTo(new Verdict.Denied());
    }

    @Test
    void aNameTooLongForJamesIsDenied() {
        assertThat(verifier.verify("b".repeat(2000), "secret")).isEqualTo(new Verdict.Denied());
    }

    @Test
    void actingAsOneselfNeedsNoRight() {
        assertThat(verifier.verifyActingAs("BOB", "bob", "secret")).isEqualTo(new Verdict.Verified("bob"));
    }

    @ParameterizedTest
    @CsvSource({"nobody, bob, secret", "'', bob, secret", "alice, nobody, secret", "alice, bob, wrong"})
    void whoMayNotActAsAnotherIsDenied(String other, String name, String password) {
        assertThat(verifier.verifyActingAs(other, name, password)).isEqualTo(new Verdict.Denied());
    }

    @Test
    void usersThatCannotBeAskedAreNoDenial() {
        for (Throwable trouble : new Throwable[] {new MailboxException("no"), new IllegalStateException("closed")}) {
            faulty.on(
                    "authenticate",
                    (arguments, real) -> FaultyMailboxes.otherwise(
                            AuthorizationStep.class,
                            (AuthorizationStep) real.call(arguments),
                            "withoutDelegation",
                            (none, call) -> {
                                throw trouble;
                            }));

            assertThatThrownBy(() -> verifier.verify("bob", "secret"))
                    .isInstanceOf(AuthException.class)
                    .hasCause(trouble);
        }
    }
}
