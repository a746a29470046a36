/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A content that must not end before all of its octets have come: a truncated message never looks whole. */
final class WholeStream extends FilterInputStream {
    private final long octets;
    private long read;

    /**
     * @param octets the message's size as stored; there may be more, but not less
     */
    WholeStream(InputStream content, long octets) {
        super(content);
        this.octets = octets;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? -1 : 1);
        return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        read += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int count) throws IOException {
        if (count >= 0) {
            read += count;
        } else if (read < octets) {
            throw new IOException("the message ended after " + read + " of " + octets + " octets");
        }
    }
}
