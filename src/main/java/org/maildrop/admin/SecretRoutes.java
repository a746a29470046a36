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
import org.apache.james.webadmin.utils.Responses;
import org.maildrop.auth.NoSecretStore;
import org.maildrop.auth.SecretStore;
import org.maildrop.auth.SharedSecret;
import spark.Request;
import spark.Response;
import spark.Service;

/** Shared secrets: set, removed, and whether there is one. They are never read back. */
final class SecretRoutes {
    private static final String SECRETS = Pop3Routes.BASE + "/secrets";
    private static final String OF_USER = SECRETS + "/" + UserNames.PARAMETER;

    private final Provider<SecretStore> secrets;
    private final UserNames names;
    private final JsonTransformer json;

    @Inject
    SecretRoutes(Provider<SecretStore> secrets, UserNames names, JsonTransformer json) {
        this.secrets = secrets;
        this.names = names;
        this.json = json;
    }

    /** That there is one. */
    record HolderJson(String user) {}

    void define(Service service) {
        service.get(SECRETS, (request, response) -> store().users(), json);
        service.get(OF_USER, this::find, json);
        service.put(OF_USER, this::set);
        service.delete(OF_USER, this::remove);
    }

    private HolderJson find(Request request, Response response) {
        String user = names.canonical(request);
        if (store().of(user).isEmpty()) {
            throw none(user);
        }
        return new HolderJson(user);
    }

    /** For users that James knows; a name that was mistyped would get a secret that nobody has a use for. */
    private String set(Request request, Response response) {
        SecretStore store = store();
        SharedSecret secret = SecretBody.of(request);
        store.put(names.known(request), secret);
        return Responses.returnNoContent(response);
    }

    /** Also of a user that is no more, of whom one may be left. */
    private String remove(Request request, Response response) {
        String user = names.canonical(request);
        if (!store().remove(user)) {
            throw none(user);
        }
        return Responses.returnNoContent(response);
    }

    private static RuntimeException none(String user) {
        return Refusals.notFound(user + " has no shared secret");
    }

    private SecretStore store() {
        SecretStore store = secrets.get();
        if (store instanceof NoSecretStore) {
            throw Refusals.conflict(NoSecretStore.NO_PLACE);
        }
        return store;
    }
}
