/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.util.Optional;

/**
 * The AUTHORIZATION state: who the client says it is.
 *
 * @param name the argument of the last USER; nothing before it and after a failed login
 */
public record Authorization(Optional<String> name) implements State {
    static final Authorization ANONYMOUS = new Authorization(Optional.empty());

    @Override
    public Phase phase() {
        return Phase.AUTHORIZATION;
    }
}
