/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import java.time.Duration;

/** How long an engine that keeps the leases may take to answer. */
final class AnswerLimit {
    /** Five seconds of the default term: an engine that hangs leaves time for three more tries to renew. */
    private static final int ANSWERS_A_TERM = 12;

    /** A login waits for an answer, however long the term. */
    private static final Duration MOST = Duration.ofSeconds(5);

    private AnswerLimit() {}

    static Duration of(Duration term) {
        Duration share = term.dividedBy(ANSWERS_A_TERM);
        return share.compareTo(MOST) < 0 ? share : MOST;
    }
}
