/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.util.Locale;

/**
 * All that is said to people, by its key; the words are in {@code wording-<tag>.properties}, one file a language. There
 * {@code {0}} and {@code {1}} stand for the arguments of a {@link Phrase}. What programs read, such as numbers in
 * listings and response codes, is not in here.
 */
enum Wording {
    /** What the language is called in itself. */
    THIS_LANGUAGE,
    // Logins.
    READY,
    READY_FOR_APOP,
    NAME_ACCEPTED,
    NAME_NOT_UTF8,
    USER_BEFORE_PASS,
    APOP_NOT_OFFERED,
    ENTERED,
    WRONG_NAME_OR_PASSWORD,
    LOGINS_CANNOT_BE_CHECKED,
    IN_USE,
    TOO_SOON,
    TOO_MANY_OF_USER,
    TOO_MANY_FROM_ADDRESS,
    CANNOT_BE_OPENED,
    CANNOT_BE_LOCKED,
    TRY_AGAIN_LATER,
    MECHANISMS_FOLLOW,
    UNKNOWN_MECHANISM,
    MALFORMED_RESPONSE,
    AUTHENTICATION_CANCELLED,
    CLEARTEXT_REFUSED,
    TOO_MANY_FAILED_LOGINS,
    // The maildrop.
    ONE_MESSAGE,
    MESSAGES,
    AMOUNT,
    MAILDROP_HAS,
    OCTETS,
    TOP_FOLLOWS,
    UNIQUE_IDS_FOLLOW,
    MARKED,
    IS_MARKED,
    NO_SUCH_MESSAGE,
    VANISHED,
    CANNOT_BE_READ,
    // Any command.
    CAPABILITIES_FOLLOW,
    UNKNOWN_COMMAND,
    LINE_TOO_LONG,
    AFTER_LOGIN_ONLY,
    BEFORE_LOGIN_ONLY,
    BEGIN_TLS,
    TLS_ALREADY_ACTIVE,
    TLS_NOT_OFFERED,
    INTERNAL_ERROR,
    TOO_MANY_REFUSED,
    UTF8_MODE,
    LANGUAGES_FOLLOW,
    LANGUAGE_CHANGED,
    UNKNOWN_LANGUAGE,
    // Arguments.
    NO_ARGUMENT,
    NEEDS_ARGUMENT,
    NEEDS_NUMBER,
    ONE_NUMBER_ONLY,
    TOP_NEEDS_BOTH,
    TOP_NEEDS_LINES,
    TOP_BOTH_ONLY,
    APOP_TAKES_DIGEST,
    AUTH_TAKES_MECHANISM,
    NO_BASE64,
    LANG_TAKES_RANGE,
    // The end.
    BYE,
    BYE_UPDATED,
    PARTLY_REMOVED,
    NOT_ALL_REMOVED,
    LOCK_LOST_NONE_REMOVED,
    LOCK_LOST_SOME_REMOVED,
    LOCK_LOST,
    TAKEN_OVER,
    KICKED,
    SERVER_STOPPING;

    /** As the files spell it. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** This, and of what: numbers, keywords and other phrases; nothing that a client has said. */
    Phrase of(Object... arguments) {
        return new Phrase(this, arguments);
    }
}
