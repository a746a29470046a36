/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import com.google.inject.Inject;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.exception.ForbiddenDelegationException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.UserDoesNotExistException;
import org.apache.james.user.api.InvalidUsernameException;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.Users;
import org.maildrop.auth.Verdict;

/** James's users, whichever repository holds them, and its rights to act as another. */
public final class JamesUsers implements Users {
    private final UsersRepository users;
    private final MailboxManager mailboxes;

    @Inject
    public JamesUsers(UsersRepository users, MailboxManager mailboxes) {
        this.users = users;
        this.mailboxes = mailboxes;
    }

    @Override
    public Optional<String> canonical(String name) {
        return JamesNames.user(name).map(Username::asString);
    }

    @Override
    public Verdict admit(String name) {
        return JamesNames.user(name)
                .filter(this::isThere)
                .<Verdict>map(user -> new Verdict.Verified(user.asString()))
                .orElseGet(Verdict.Denied::new);
    }

    /** Who may act as whom is for James's Authorizator to say; one whose own account is gone may act as nobody. */
    @Override
    public Verdict admitActingAs(String other, String name) {
        Optional<Username> user = JamesNames.user(name).filter(this::isThere);
        Optional<Username> owner = JamesNames.user(other);
        if (user.equals(owner)) {
            return admit(name);
        }
        return user.flatMap(known -> owner.map(wanted -> acting(known, wanted))).orElseGet(Verdict.Denied::new);
    }

    private Verdict acting(Username user, Username owner) {
        try {
            return new Verdict.Verified(
                    mailboxes.authenticate(user).as(owner).getUser().asString());
        } catch (ForbiddenDelegationException | UserDoesNotExistException no) {
            return new Verdict.Denied();
        } catch (MailboxException | RuntimeException e) {
            throw new AuthException("James cannot tell who may act as whom", e);
        }
    }

    private boolean isThere(Username user) {
        try {
            return users.contains(user);
        } catch (InvalidUsernameException nobody) {
            return false;
        } catch (UsersRepositoryException | RuntimeException e) {
            throw new AuthException("James cannot tell whether there is such a user", e);
        }
    }
}
