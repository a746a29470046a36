/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/** The store could not do what was asked. The message is for the log, never for the wire. */
public final class MaildropStoreException extends RuntimeException {
    private final Kind kind;

    /** Whether trying again later may help (RFC 3206, section 4). */
    public enum Kind {
        TEMPORARY,
        PERMANENT
    }

    public MaildropStoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Nothing failed: it is not to be had. */
    public MaildropStoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
