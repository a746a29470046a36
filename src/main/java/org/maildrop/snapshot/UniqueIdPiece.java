/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.nio.charset.StandardCharsets;

/** A part of a unique-id's template. It writes what it stands for straight into a buffer. */
sealed interface UniqueIdPiece {
    /** Writes it and answers the offset after it. */
    int write(long uidValidity, long uid, byte[] messageId, byte[] buffer, int offset);

    /** The most octets that it may take. */
    int longest();

    /** Whether it takes more octets for one message than for another. */
    boolean varies();

    /** Whether this character may be in what it writes. */
    boolean mayHave(char character);

    /** The template's own text. */
    record Literal(String text) implements UniqueIdPiece {
        @Override
        public int write(long uidValidity, long uid, byte[] messageId, byte[] buffer, int offset) {
            int length = text.length();
            for (int index = 0; index < length; index++) {
                buffer[offset + index] = (byte) text.charAt(index);
            }
            return offset + length;
        }

        @Override
        public int longest() {
            return text.length();
        }

        @Override
        public boolean varies() {
            return false;
        }

        @Override
        public boolean mayHave(char character) {
            return text.indexOf(character) >= 0;
        }
    }

    /**
     * The uid or the uidvalidity, with zeros in front up to the width; a longer one is written whole.
     *
     * @param radix 10 or 16
     * @param width 0 for no zeros
     */
    record Counted(boolean uidValidity, int radix, int width) implements UniqueIdPiece {
        private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

        /** Both are of 32 bits (RFC 3501, section 2.3.1.1). */
        private static final long GREATEST = 0xFFFFFFFFL;

        @Override
        public int write(long validity, long uid, byte[] messageId, byte[] buffer, int offset) {
            long number = uidValidity ? validity : uid;
            int end = offset + Math.max(width, digits(number));
            long rest = number;
            for (int at = end - 1; at >= offset; at--) {
                buffer[at] = DIGITS[(int) (rest % radix)];
                rest /= radix;
            }
            return end;
        }

        private int digits(long number) {
            int digits = 1;
            for (long rest = number / radix; rest != 0; rest /= radix) {
                digits++;
            }
            return digits;
        }

        /** James counts in 63 bits. */
        @Override
        public int longest() {
            return Math.max(width, digits(Long.MAX_VALUE));
        }

        @Override
        public boolean varies() {
            return width < digits(GREATEST);
        }

        @Override
        public boolean mayHave(char character) {
            return Character.digit(character, radix) >= 0 && !Character.isUpperCase(character);
        }
    }

    /** The store's own name of the message: a number, or a UUID. */
    record MessageId() implements UniqueIdPiece {
        @Override
        public int write(long uidValidity, long uid, byte[] messageId, byte[] buffer, int offset) {
            System.arraycopy(messageId, 0, buffer, offset, messageId.length);
            return offset + messageId.length;
        }

        @Override
        public int longest() {
            return UniqueIdFormat.LONGEST_MESSAGE_ID;
        }

        @Override
        public boolean varies() {
            return true;
        }

        @Override
        public boolean mayHave(char character) {
            return character == '-' || (Character.digit(character, 16) >= 0 && !Character.isUpperCase(character));
        }
    }
}
