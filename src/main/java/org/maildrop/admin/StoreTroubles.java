/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import org.maildrop.auth.AuthException;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.snapshot.MaildropStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spark.Request;
import spark.Response;
import spark.Service;

/** What a request is answered when a store cannot answer: the cause to the log, its text never to the client. */
final class StoreTroubles {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.admin");

    private StoreTroubles() {}

    static void define(Service service) {
        service.exception(
                LeaseStoreException.class,
                (e, request, response) ->
                        tell(Refusals.UNAVAILABLE, "the store of the locks cannot answer", e, request, response));
        service.exception(
                AuthException.class,
                (e, request, response) -> tell(
                        Refusals.UNAVAILABLE,
                        "the store of the users, or of their secrets, cannot answer",
                        e,
                        request,
                        response));
        service.exception(
                MaildropStoreException.class,
                (e, request, response) -> tell(status(e.kind()), "the mailbox cannot be read", e, request, response));
    }

    private static int status(MaildropStoreException.Kind kind) {
        return switch (kind) {
            case TEMPORARY -> Refusals.UNAVAILABLE;
            case PERMANENT -> Refusals.SERVER_ERROR;
        };
    }

    private static void tell(int status, String what, Exception cause, Request request, Response response) {
        // The URI is as it came, so that what is no printable character in it is encoded.
        LOGGER.error("{} {}: {}", request.requestMethod(), request.uri(), what, cause);
        response.status(status);
        response.body(Refusals.trouble(status, what + "; the cause is in the log of James"));
    }
}
