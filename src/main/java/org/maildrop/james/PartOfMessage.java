/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Content;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.model.MessageResultIterator;
import org.maildrop.snapshot.MessageInMemory;
import org.maildrop.snapshot.Part;
import org.maildrop.snapshot.StoredMessage;

/** Reads messages, or their headers only, into memory: inside the request that fetched them. */
final class PartOfMessage {
    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private PartOfMessage() {}

    static FetchGroup group(Part part) {
        return part == Part.HEADER ? FetchGroup.HEADERS : FetchGroup.FULL_CONTENT;
    }

    /** By uid; one that would exceed the octets, and all behind it, are left out. */
    static Map<Long, StoredMessage> read(MessageResultIterator found, Part part, int octets)
            throws MailboxException, IOException {
        Map<Long, StoredMessage> read = new HashMap<>();
        int left = octets;
        while (left >= 0 && found.hasNext()) {
            MessageResult message = found.next();
            byte[] content = content(message, part, left + 1);
            left -= content.length;
            if (left >= 0 && isEnough(content, message, part)) {
                read.put(message.getUid().asLong(), new MessageInMemory(content));
            }
        }
        return read;
    }

    private static byte[] content(MessageResult message, Part part, int most) throws MailboxException, IOException {
        Content content = part == Part.HEADER ? message.getHeaders() : message.getFullContent();
        int expected = (int) Math.min(part == Part.HEADER ? content.size() : message.getSize(), most);
        try (InputStream in = content.getInputStream()) {
            byte[] octets = new byte[Math.max(0, expected)];
            int read = in.readNBytes(octets, 0, octets.length);
            if (read < octets.length) {
                return Arrays.copyOf(octets, read);
            }
            int next = read < most ? in.read() : -1;
            return next < 0 ? octets : longer(octets, next, in.readNBytes(most - read - 1));
        }
    }

    /** There may be more than James says, though there never is. */
    private static byte[] longer(byte[] octets, int next, byte[] rest) {
        byte[] all = Arrays.copyOf(octets, octets.length + 1 + rest.length);
        all[octets.length] = (byte) next;
        System.arraycopy(rest, 0, all, octets.length + 1, rest.length);
        return all;
    }

    /** What lacks octets is an error that shows when it is fetched by itself, and so is a header that does not end. */
    private static boolean isEnough(byte[] content, MessageResult message, Part part) {
        return content.length >= message.getSize() || (part == Part.HEADER && hasBlankLine(content));
    }

    /** James's parser may have found a header's end elsewhere than RFC 1725 does, which wants a blank line. */
    private static boolean hasBlankLine(byte[] octets) {
        int line = 0;
        for (int at = 0; at < octets.length; at++) {
            if (octets[at] == LF) {
                if (at == line || (at == line + 1 && octets[line] == CR)) {
                    return true;
                }
                line = at + 1;
            }
        }
        return false;
    }
}
