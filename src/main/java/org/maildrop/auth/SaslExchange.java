/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Optional;

/**
 * One attempt at proving who one is, on the server's side. Its steps come one after the other; behind {@link
 * SaslStep.Decided} or {@link SaslStep.Malformed} there is none. Not safe for use by several threads at once. A step may
 * block, for it may cost what a password's hash costs.
 */
public interface SaslExchange {
    /**
     * The first step.
     *
     * @param initialResponse what came with AUTH; empty octets and no response at all are two things (RFC 4422, section 3)
     * @throws AuthException when the answer cannot be had
     */
    SaslStep start(Optional<byte[]> initialResponse);

    /**
     * The step behind a challenge.
     *
     * @throws AuthException when the answer cannot be had
     */
    SaslStep respond(byte[] response);
}
