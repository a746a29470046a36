/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/**
 * What a listing is to have of each message besides uid and size. It costs memory and, in some stores, time: so it is only
 * asked for where a setting needs it.
 *
 * @param dates      8 octets a message
 * @param messageIds some 60 octets a message
 */
public record Wanted(boolean dates, boolean messageIds) {
    public static final Wanted NOTHING_MORE = new Wanted(false, false);
}
