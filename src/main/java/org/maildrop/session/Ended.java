/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

/** The session is over: after UPDATE, or abandoned. It holds nothing any more. */
public record Ended() implements State {
    @Override
    public Phase phase() {
        return Phase.UPDATE;
    }
}
