/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Unique-ids by a template: {@code %u} is the uid, {@code %v} the uidvalidity, {@code %m} the store's own name of the
 * message and {@code %%} a percent sign. {@code %08u} has zeros in front, {@code %08Xu} is hexadecimal, both as in Dovecot.
 * No two messages of a maildrop have the same unique-id, whatever uid and uidvalidity they have. But without {@code %u} a copy
 * within the mailbox (IMAP's COPY) has that of its original: RFC 1939, section 7, has clients cope with identical messages.
 */
public final class UniqueIdTemplate implements UniqueIdFormat {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("%(?:(?<width>0[1-9]\\d?)?(?<hex>X?)(?<number>[uv])|(?<other>[m%]))");
    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    private final String text;
    private final UniqueIdPiece[] pieces;

    private UniqueIdTemplate(String text, List<UniqueIdPiece> pieces) {
        this.text = text;
        this.pieces = pieces.toArray(UniqueIdPiece[]::new);
    }

    /** Reads a template, or throws an {@link IllegalArgumentException} that says what was expected. */
    public static UniqueIdTemplate of(String text) {
        List<UniqueIdPiece> pieces = pieces(text);
        expect(text.chars().allMatch(one -> one >= 0x21 && one <= 0x7E), "characters from ! to ~ only (RFC 1939)");
        expect(pieces.stream().anyMatch(UniqueIdTemplate::tellsMessages), "%u or %m in it, by which messages differ");
        expect(
                pieces.stream().mapToInt(UniqueIdPiece::longest).sum() <= LONGEST,
                "a template of at most " + LONGEST + " characters, uid and uidvalidity taking up to 19 and %m "
                        + LONGEST_MESSAGE_ID);
        expect(
                isUnambiguous(pieces),
                "something that is no digit between two values, as in %v-%u, or a width, as in %08Xu%08Xv:"
                        + " else two messages may have the same unique-id");
        return new UniqueIdTemplate(text, pieces);
    }

    private static void expect(boolean right, String expected) {
        if (!right) {
            throw new IllegalArgumentException("expected is " + expected);
        }
    }

    private static List<UniqueIdPiece> pieces(String text) {
        List<UniqueIdPiece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int at = 0;
        while (at < text.length()) {
            placeholder.region(at, text.length());
            if (text.charAt(at) != '%') {
                literal.append(text.charAt(at++));
                continue;
            }
            expect(
                    placeholder.lookingAt(),
                    "%u, %v, %m or %% and no other percent sign; in front of u and v X for"
                            + " hexadecimal, and in front of that a width such as 08");
            if ("%".equals(placeholder.group("other"))) {
                literal.append('%');
            } else {
                pieces.add(new UniqueIdPiece.Literal(literal.toString()));
                literal.setLength(0);
                pieces.add(value(placeholder));
            }
            at = placeholder.end();
        }
        pieces.add(new UniqueIdPiece.Literal(literal.toString()));
        return pieces.stream().filter(piece -> piece.longest() > 0).toList();
    }

    private static UniqueIdPiece value(Matcher placeholder) {
        if (placeholder.group("other") != null) {
            return new UniqueIdPiece.MessageId();
        }
        String width = placeholder.group("width");
        return new UniqueIdPiece.Counted(
                "v".equals(placeholder.group("number")),
                "X".equals(placeholder.group("hex")) ? HEXADECIMAL : DECIMAL,
                width == null ? 0 : Integer.parseInt(width));
    }

    private static boolean tellsMessages(UniqueIdPiece piece) {
        return piece instanceof UniqueIdPiece.MessageId
                || (piece instanceof UniqueIdPiece.Counted number && !number.uidValidity());
    }

    /** Between two values that vary in length there is a character that is in neither, nor in any value between them. */
    private static boolean isUnambiguous(List<UniqueIdPiece> pieces) {
        int[] varying = IntStream.range(0, pieces.size())
                .filter(index -> pieces.get(index).varies())
                .toArray();
        return IntStream.range(1, varying.length)
                .allMatch(index -> areApart(pieces.subList(varying[index - 1], varying[index] + 1)));
    }

    private static boolean areApart(List<UniqueIdPiece> between) {
        return between.stream()
                .filter(UniqueIdPiece.Literal.class::isInstance)
                .flatMap(piece -> ((UniqueIdPiece.Literal) piece).text().chars().mapToObj(one -> (char) one))
                .anyMatch(one -> between.stream()
                        .filter(piece -> !(piece instanceof UniqueIdPiece.Literal))
                        .noneMatch(piece -> piece.mayHave(one)));
    }

    @Override
    public int write(long uidValidity, long uid, byte[] messageId, byte[] buffer, int offset) {
        int at = offset;
        for (UniqueIdPiece piece : pieces) {
            at = piece.write(uidValidity, uid, messageId, buffer, at);
        }
        return at;
    }

    @Override
    public boolean needsMessageIds() {
        for (UniqueIdPiece piece : pieces) {
            if (piece instanceof UniqueIdPiece.MessageId) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int spelling() {
        return text.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UniqueIdTemplate template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
