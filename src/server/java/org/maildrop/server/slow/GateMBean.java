/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.slow;

/** What another process does with the gate. */
public interface GateMBean {
    /** From now on each call waits until the gate is opened, but not longer than so many milliseconds. */
    void shut(long millis);

    /** All calls go on, and later ones do not wait. */
    void open();

    /** How many calls wait now. */
    int getWaiting();
}
