/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

/** Whether the client is who it says. */
public sealed interface Verdict {
    /** It is; {@code user} is the canonical name, which may differ from the one given. */
    record Verified(String user) implements Verdict {}

    /** It is not, and the reason is not told: unknown name, wrong password and a name that cannot be one are alike. */
    record Denied() implements Verdict {}
}
