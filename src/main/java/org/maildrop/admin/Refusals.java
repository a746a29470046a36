/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import spark.HaltException;

/** Why a request is not carried out, as James's own routes say it. None has anything of a request's body in it. */
final class Refusals {
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int UNSUPPORTED_MEDIA_TYPE = 415;
    static final int SERVER_ERROR = 500;
    static final int UNAVAILABLE = 503;

    private Refusals() {}

    static HaltException badRequest(String why) {
        return refusal(BAD_REQUEST, ErrorType.INVALID_ARGUMENT, why);
    }

    static HaltException notFound(String why) {
        return refusal(NOT_FOUND, ErrorType.NOT_FOUND, why);
    }

    static HaltException conflict(String why) {
        return refusal(CONFLICT, ErrorType.WRONG_STATE, why);
    }

    static HaltException unsupportedMediaType(String why) {
        return refusal(UNSUPPORTED_MEDIA_TYPE, ErrorType.INVALID_ARGUMENT, why);
    }

    /** The body of a response for trouble on our side; its cause is for the log. */
    static String trouble(int status, String what) {
        return ErrorResponder.builder()
                .statusCode(status)
                .type(ErrorType.SERVER_ERROR)
                .message(what)
                .asString();
    }

    private static HaltException refusal(int status, ErrorType type, String why) {
        return ErrorResponder.builder()
                .statusCode(status)
                .type(type)
                .message(why)
                .haltError();
    }
}
