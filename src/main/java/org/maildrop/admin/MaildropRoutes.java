/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import com.google.inject.Inject;
import com.google.inject.Provider;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.maildrop.snapshot.Maildrops;
import org.maildrop.snapshot.Owner;
import spark.Request;
import spark.Response;
import spark.Service;

/** What a login would find, for whoever is told that the mail is gone. It needs no lock, and leaves all as it is. */
final class MaildropRoutes {
    private final Provider<Maildrops> maildrops;
    private final UserNames names;
    private final JsonTransformer json;

    @Inject
    MaildropRoutes(Provider<Maildrops> maildrops, UserNames names, JsonTransformer json) {
        this.maildrops = maildrops;
        this.names = names;
        this.json = json;
    }

    void define(Service service) {
        service.get(Pop3Routes.BASE + "/maildrops/" + UserNames.PARAMETER, this::view, json);
    }

    private MaildropJson view(Request request, Response response) {
        String user = names.known(request);
        return MaildropJson.of(user, maildrops.get().view(new Owner(user)));
    }
}
