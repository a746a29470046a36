/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.load;

import java.util.zip.CRC32C;

/**
 * What was in a multi-line response, as unstuffed octets without the termination.
 *
 * @param checksum CRC-32C of the octets
 */
public record Body(long octets, long lines, long checksum) {
    /** What the response must have been if it has carried these octets, which end with CRLF. */
    public static Body of(byte[] octets) {
        CRC32C checksum = new CRC32C();
        checksum.update(octets);
        long lines = 0;
        for (byte octet : octets) {
            lines += octet == '\n' ? 1 : 0;
        }
        return new Body(octets.length, lines, checksum.getValue());
    }
}
