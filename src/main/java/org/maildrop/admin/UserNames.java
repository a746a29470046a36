/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import com.google.inject.Inject;
import com.google.inject.Provider;
import org.maildrop.auth.Users;
import org.maildrop.auth.Verdict;
import spark.Request;

/** Users as requests name them, in the path or in a query; James has undone the encoding. */
final class UserNames {
    /** As it is in the paths of routes. */
    static final String PARAMETER = ":user";

    private final Provider<Users> users;

    @Inject
    UserNames(Provider<Users> users) {
        this.users = users;
    }

    /** The canonical name, by which sessions, locks and secrets are kept, whether there is such a user or not. */
    String canonical(String given) {
        return users.get().canonical(given).orElseThrow(() -> Refusals.badRequest("no user can have such a name"));
    }

    /** That of the path. */
    String canonical(Request request) {
        return canonical(request.params(PARAMETER));
    }

    /** Likewise, of a user that James knows. */
    String known(Request request) {
        String name = canonical(request);
        if (users.get().admit(name) instanceof Verdict.Verified) {
            return name;
        }
        throw Refusals.notFound("there is no user " + name);
    }
}
