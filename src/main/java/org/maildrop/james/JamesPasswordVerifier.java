/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import com.google.inject.Inject;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.BadCredentialsException;
import org.apache.james.mailbox.exception.ForbiddenDelegationException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.UserDoesNotExistException;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.PasswordVerifier;
import org.maildrop.auth.Verdict;

/** Asks James's users, whichever repository holds them. */
public final class JamesPasswordVerifier implements PasswordVerifier {
    private final MailboxManager mailboxes;

    @Inject
    public JamesPasswordVerifier(MailboxManager mailboxes) {
        this.mailboxes = mailboxes;
    }

    @Override
    public Verdict verify(String name, String password) {
        return JamesNames.user(name)
                .map(user ->
                        verdict(() -> mailboxes.authenticate(user, password).withoutDelegation()))
                .orElseGet(Verdict.Denied::new);
    }

    /** Who may act as whom is for James's Authorizator to say: an administrator, or one to whom the other has delegated. */
    @Override
    public Verdict verifyActingAs(String other, String name, String password) {
        if (JamesNames.user(other).equals(JamesNames.user(name))) {
            return verify(name, password);
        }
        return JamesNames.user(name)
                .flatMap(user -> JamesNames.user(other)
                        .map(owner -> verdict(
                                () -> mailboxes.authenticate(user, password).as(owner))))
                .orElseGet(Verdict.Denied::new);
    }

    private static Verdict verdict(Login login) {
        try {
            return new Verdict.Verified(login.session().getUser().asString());
        } catch (BadCredentialsException | ForbiddenDelegationException | UserDoesNotExistException wrong) {
            return new Verdict.Denied();
        } catch (MailboxException | RuntimeException e) {
            throw new AuthException("James cannot tell whether the password is right", e);
        }
    }

    /** What James makes of a name and a password. */
    @FunctionalInterface
    private interface Login {
        MailboxSession session() throws MailboxException;
    }
}
