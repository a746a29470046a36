/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import org.maildrop.auth.SaslExchange;

/** In AUTHORIZATION, amid AUTH: the client has been challenged, and its next line is the response. */
record Authenticating(SaslExchange exchange, Login login) implements State {
    @Override
    public Phase phase() {
        return Phase.AUTHORIZATION;
    }
}
