/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static org.maildrop.protocol.LineFeeds.BLOCK_OCTETS;
import static org.maildrop.protocol.LineFeeds.CR;
import static org.maildrop.protocol.LineFeeds.LF;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.maildrop.snapshot.StoredMessage;

/**
 * The size of a message as POP3 announces it: the octets sent, CRLF line ends, before byte-stuffing and without the
 * termination octet (RFC 1725 sections 5 and 10). {@link MessageBody} sends exactly these octets.
 *
 * @param sent octets of the message on the wire, unstuffed; 0 for an empty message, which has no line
 * @param asStored whether the message is sent as it is stored: every LF has its CR and the last line its end, so that
 *     the size the store knows is the size announced
 */
public record MessageOctets(long sent, boolean asStored) {

    /** Reads a stored message once, whole, and says what it will be on the wire. */
    public static MessageOctets of(StoredMessage stored) throws IOException {
        Optional<byte[]> octets = stored.inMemory();
        if (octets.isPresent()) {
            return of(octets.get());
        }
        try (InputStream in = stored.open()) {
            return measure(in);
        }
    }

    private static MessageOctets of(byte[] message) {
        if (message.length == 0) {
            return new MessageOctets(0, true);
        }
        int repairs = bareLineFeeds(message, message.length, LF) + (message[message.length - 1] == LF ? 0 : 2);
        return new MessageOctets(message.length + repairs, repairs == 0);
    }

    /**
     * Reads a stored message to its end and says what it will be on the wire. Does not close the stream.
     *
     * @throws IOException when the store cannot be read; nothing is known then
     */
    public static MessageOctets measure(InputStream stored) throws IOException {
        byte[] block = new byte[BLOCK_OCTETS];
        byte last = LF;
        long octets = 0;
        long repairs = 0;
        for (int read = stored.read(block); read >= 0; read = stored.read(block)) {
            if (read > 0) {
                repairs += bareLineFeeds(block, read, last);
                octets += read;
                last = block[read - 1];
            }
        }
        repairs += last == LF ? 0 : 2;
        return new MessageOctets(octets + repairs, repairs == 0);
    }

    /** The LFs that lack a CR; {@code before} is the octet ahead of the block. */
    private static int bareLineFeeds(byte[] block, int length, byte before) {
        int bare = block[0] == LF && before != CR ? 1 : 0;
        for (int lf = LineFeeds.next(block, 1, length); lf < length; lf = LineFeeds.next(block, lf + 1, length)) {
            bare += block[lf - 1] == CR ? 0 : 1;
        }
        return bare;
    }
}
