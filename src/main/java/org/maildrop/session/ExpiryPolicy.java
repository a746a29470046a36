/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

/** What of the mail that clients leave on the server is removed, and when (RFC 2449, section 6.7). */
public sealed interface ExpiryPolicy {
    /** Messages are removed by DELE only. */
    record Never() implements ExpiryPolicy {}

    /** Nothing may be left: what RETR has sent whole is removed by the QUIT of the same session. */
    record OnceRetrieved() implements ExpiryPolicy {}

    /**
     * Messages may be left for so many days. Once one is older, it is removed by the QUIT of a session that has retrieved
     * it, or has passed it over for one behind it.
     *
     * @param days at least 1
     */
    record AfterDays(int days) implements ExpiryPolicy {
        public AfterDays {
            if (days < 1) {
                throw new IllegalArgumentException("mail may be left for at least one day");
            }
        }
    }
}
