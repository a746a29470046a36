/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

/** Lines that are ready to be sent. */
final class TextBody implements ReplyBody {
    private final byte[] octets;
    private int sent;

    TextBody(byte[] octets) {
        this.octets = octets;
    }

    @Override
    public int fill(byte[] buffer, int offset, int length) {
        if (sent == octets.length) {
            return FINISHED;
        }
        int count = Math.min(length, octets.length - sent);
        System.arraycopy(octets, sent, buffer, offset, count);
        sent += count;
        return count;
    }

    @Override
    public void close() {
        // In memory: there is nothing to give back.
    }
}
