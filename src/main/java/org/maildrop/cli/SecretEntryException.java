/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cli;

/** What was entered is no secret. Its text says why, without it. */
final class SecretEntryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SecretEntryException(String message) {
        super(message);
    }
}
