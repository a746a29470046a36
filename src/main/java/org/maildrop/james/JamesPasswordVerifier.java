/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import com.google.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.BadCredentialsException;
import org.apache.james.mailbox.exception.MailboxException;
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
        Username username;
        try {
            username = Username.of(name);
        } catch (IllegalArgumentException notAName) {
            return new Verdict.Denied();
        }
        try {
            MailboxSession session = mailboxes.authenticate(username, password).withoutDelegation();
            return new Verdict.Verified(session.getUser().asString());
        } catch (BadCredentialsException wrong) {
            return new Verdict.Denied();
        } catch (MailboxException | RuntimeException e) {
            throw new AuthException("James cannot tell whether the password is right", e);
        }
    }
}
