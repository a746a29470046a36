/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.util.Comparator;
import java.util.List;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.apache.james.webadmin.utils.Responses;
import org.maildrop.lock.MaildropLocks;
import org.maildrop.snapshot.Owner;
import spark.Request;
import spark.Response;
import spark.Service;

/** The locks of all servers that share them: seen, and freed. */
final class LockRoutes {
    private static final String LOCKS = Pop3Routes.BASE + "/locks";

    private final Provider<MaildropLocks> locks;
    private final UserNames names;
    private final JsonTransformer json;

    @Inject
    LockRoutes(Provider<MaildropLocks> locks, UserNames names, JsonTransformer json) {
        this.locks = locks;
        this.names = names;
        this.json = json;
    }

    void define(Service service) {
        service.get(LOCKS, this::list, json);
        service.delete(LOCKS + "/" + UserNames.PARAMETER, this::forceRelease);
    }

    private List<LockJson> list(Request request, Response response) {
        return locks.get().list().stream()
                .map(LockJson::of)
                .sorted(Comparator.comparing(LockJson::owner))
                .toList();
    }

    /** Whether there is such a user is not asked: the lock of one who was removed is freed as well. */
    private String forceRelease(Request request, Response response) {
        Owner owner = new Owner(names.canonical(request));
        if (locks.get().forceRelease(owner).isEmpty()) {
            throw Refusals.notFound("no session has the maildrop of " + owner.name());
        }
        return Responses.returnNoContent(response);
    }
}
