/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.util.ArrayList;
import java.util.List;

/** What a node has told of its lock store, one line each. */
final class RecordedOutages implements OutageListener {
    private final List<String> told = new ArrayList<>();

    List<String> told() {
        return told;
    }

    @Override
    public void began(Throwable cause) {
        told.add("began: " + cause);
    }

    @Override
    public void ended() {
        told.add("ended");
    }
}
