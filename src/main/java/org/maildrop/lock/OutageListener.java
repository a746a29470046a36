/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

/**
 * Hears when a node cannot renew its leases, and when it can again. Told once each, not at every attempt; called on the
 * thread that renews, so it has to be quick.
 */
public interface OutageListener {
    /** The first renewal that failed after one that did not. */
    void began(Throwable cause);

    /** The first renewal that succeeded after one that failed. */
    void ended();

    /** What a beat should not have met, a bug's trouble: told each time; the next beat comes nevertheless. */
    default void trouble(Throwable cause) {
        began(cause);
    }
}
