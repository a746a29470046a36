/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

/**
 * The number of a grant. A maildrop's tokens grow strictly from grant to grant, for ever, so that of two who both
 * believe to hold a maildrop the later one is known, and whatever names an older token is refused.
 *
 * @param value greater than zero
 */
public record FencingToken(long value) implements Comparable<FencingToken> {
    public FencingToken {
        if (value <= 0) {
            throw new IllegalArgumentException("a fencing token is greater than zero, not " + value);
        }
    }

    @Override
    public int compareTo(FencingToken other) {
        return Long.compare(value, other.value);
    }
}
