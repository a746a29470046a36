/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What follows the keyword and its one SPACE, in raw octets, and the grammar to read it by. A command reads it once;
 * what does not fit the grammar is a {@link MalformedArgument}, answered in one place.
 */
public final class Argument {
    static final Argument ABSENT = new Argument(new byte[0]);

    private static final Pattern LANGUAGE_RANGE = Pattern.compile("\\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*+");

    private final byte[] octets;

    Argument(byte[] octets) {
        this.octets = octets;
    }

    /** For the commands that take no argument. Blanks alone are none, as Dovecot has it. */
    public void none(Keyword keyword) {
        if (!blank(0)) {
            throw new MalformedArgument(Wording.NO_ARGUMENT.of(keyword));
        }
    }

    /**
     * The rest of the line to the last octet, blanks and all (RFC 1725, section 4, PASS). Nothing if it is not UTF-8, or
     * holds a NUL, which is in no argument: a password's hash may take it for its end.
     */
    public Optional<String> verbatim(Keyword keyword) {
        if (octets.length == 0) {
            throw new MalformedArgument(Wording.NEEDS_ARGUMENT.of(keyword));
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(octets))
                            .toString())
                    .filter(text -> text.indexOf('\0') < 0);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** A required message-number: decimal digits; one too great for any maildrop reads as the greatest long. */
    public long messageNumber(Keyword keyword) {
        Cursor cursor = new Cursor();
        long number = cursor.number(Wording.NEEDS_NUMBER.of(keyword));
        cursor.end(Wording.ONE_NUMBER_ONLY.of(keyword));
        return number;
    }

    /** A message-number, or none for the whole maildrop. */
    public OptionalLong optionalMessageNumber(Keyword keyword) {
        return blank(0) ? OptionalLong.empty() : OptionalLong.of(messageNumber(keyword));
    }

    /** The two numbers of TOP (RFC 1725, section 7): a message-number and a non-negative number of lines. */
    public Top top() {
        Cursor cursor = new Cursor();
        long number = cursor.number(Wording.NEEDS_NUMBER.of(Keyword.TOP));
        cursor.separator(Wording.TOP_NEEDS_BOTH.of());
        long lines = cursor.number(Wording.TOP_NEEDS_LINES.of());
        cursor.end(Wording.TOP_BOTH_ONLY.of());
        return new Top(number, lines);
    }

    /** The arguments of TOP. */
    public record Top(long number, long lines) {}

    /** The arguments of APOP (RFC 1725, section 7): the digest is what follows the last blank, since a name may have some. */
    public Apop apop() {
        Matcher apop = Apop.GRAMMAR.matcher(verbatim(Keyword.APOP).orElse(""));
        if (!apop.matches()) {
            throw new MalformedArgument(Wording.APOP_TAKES_DIGEST.of());
        }
        return new Apop(apop.group(1), apop.group(2));
    }

    /** The arguments of APOP. The RFC writes digests in lower case; capitals mean the same, and peers take them. */
    public record Apop(String name, String hexadecimal) {
        private static final Pattern GRAMMAR = Pattern.compile("(.+) ([0-9A-Fa-f]{32})", Pattern.DOTALL);

        public byte[] digest() {
            return HexFormat.of().parseHex(hexadecimal);
        }
    }

    /** The argument of LANG: a basic language range (RFC 4647, section 2.1), or nothing if it asks which languages there are. */
    public Optional<String> languageRange() {
        if (blank(0)) {
            return Optional.empty();
        }
        String range = new String(octets, StandardCharsets.ISO_8859_1);
        if (!LANGUAGE_RANGE.matcher(range).matches()) {
            throw new MalformedArgument(Wording.LANG_TAKES_RANGE.of());
        }
        return Optional.of(range);
    }

    /** The argument of AUTH (RFC 5034, section 4), or nothing if it is a mere question for the mechanisms. */
    public Optional<Auth> auth() {
        return blank(0) ? Optional.empty() : Optional.of(Auth.parse(new String(octets, StandardCharsets.ISO_8859_1)));
    }

    /** The argument of AUTH. The response is what the client said in base64; absent and empty are two things. */
    public record Auth(String mechanism, Optional<SaslResponse> initialResponse) {
        private static final Pattern GRAMMAR = Pattern.compile("([A-Za-z0-9_-]{1,20})(?: ([^ ]+))?");

        private static Auth parse(String text) {
            Matcher auth = GRAMMAR.matcher(text);
            if (!auth.matches()) {
                throw new MalformedArgument(Wording.AUTH_TAKES_MECHANISM.of());
            }
            return new Auth(auth.group(1), Optional.ofNullable(auth.group(2)).map(Auth::response));
        }

        /** A lone equals sign is how a response is written that is empty and yet there. */
        private static SaslResponse response(String text) {
            return SaslResponse.base64(text.equals("=") ? "" : text);
        }
    }

    /** What answers a challenge, or nothing if the client gives up (RFC 5034, section 4). */
    public Optional<SaslResponse> saslResponse() {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        return text.equals("*") ? Optional.empty() : Optional.of(SaslResponse.base64(text));
    }

    private boolean blank(int from) {
        int i = from;
        while (i < octets.length && octets[i] == ' ') {
            i++;
        }
        return i == octets.length;
    }

    /** Reads numbers from left to right; blanks before a number are passed over, as Dovecot has it. */
    private final class Cursor {
        private int at;

        long number(Phrase otherwise) {
            while (at < octets.length && octets[at] == ' ') {
                at++;
            }
            int first = at;
            long number = 0;
            while (at < octets.length && octets[at] >= '0' && octets[at] <= '9') {
                int digit = octets[at++] - '0';
                number = number > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : number * 10 + digit;
            }
            if (at == first) {
                throw new MalformedArgument(otherwise);
            }
            return number;
        }

        void separator(Phrase otherwise) {
            if (at == octets.length || octets[at] != ' ') {
                throw new MalformedArgument(otherwise);
            }
        }

        void end(Phrase otherwise) {
            if (at != octets.length) {
                throw new MalformedArgument(otherwise);
            }
        }
    }
}
