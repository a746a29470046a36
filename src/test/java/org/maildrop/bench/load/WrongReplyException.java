/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.load;

/** A server has not answered as it had to. */
public final class WrongReplyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WrongReplyException(String message) {
        super(message);
    }

    WrongReplyException(String message, Throwable cause) {
        super(message, cause);
    }
}
