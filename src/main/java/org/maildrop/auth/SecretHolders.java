/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Optional;

/** Users who prove that they know their shared secret without sending it. Calls may block, as those of the ports do. */
public final class SecretHolders {
    private final Users users;
    private final SharedSecrets secrets;
    /** Of all who have none: nobody knows it, so that they are checked as the others are, and fail. */
    private final SharedSecret nobodys = new SharedSecret(Unguessable.hex());

    public SecretHolders(Users users, SharedSecrets secrets) {
        this.users = users;
        this.secrets = secrets;
    }

    /** The name by which a secret is kept; for what can be nobody's name, that itself. */
    String canonical(String name) {
        return users.canonical(name).orElse(name);
    }

    /**
     * What whoever says that it is this user has to know.
     *
     * @throws AuthException when the answer cannot be had
     */
    SharedSecret secretOf(String name) {
        return users.canonical(name).flatMap(secrets::of).orElse(nobodys);
    }

    /**
     * Whether whoever has proven to know the secret may enter: a secret may be left of a user that is no more.
     *
     * @param wanted whose maildrop, if it is not to be the user's own
     * @throws AuthException when the answer cannot be had
     */
    Verdict admit(String name, Optional<String> wanted) {
        return users.admitAs(wanted, name);
    }
}
