/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/** Writes numbers in base 10 (RFC 1725, section 4) without making text of them first. */
public final class Decimal {
    private Decimal() {}

    /** Writes a non-negative number and answers the offset after it. */
    public static int write(long number, byte[] buffer, int offset) {
        int end = offset + digits(number);
        long rest = number;
        for (int at = end - 1; at >= offset; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
