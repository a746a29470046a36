/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maildrop.testing.Proofs;

/**
 * What the server has said in a session, as far as a client answers it by a proof of its secret.
 *
 * @param timestamp of the greeting (RFC 1725, section 7), or empty
 * @param last      the last line
 */
record Heard(String timestamp, String last) {
    static final Heard NOTHING = new Heard("", "");

    private static final char BEGIN = '\uE002';
    private static final char END = '\uE003';
    private static final Pattern TO_PROVE = Pattern.compile(BEGIN + "([a-z]+) ([^" + END + "]*)" + END);
    private static final Pattern TIMESTAMP = Pattern.compile("<[^ >]+@[^ >]+>");

    Heard and(String line) {
        Matcher found = TIMESTAMP.matcher(line);
        boolean greets = last.isEmpty() && found.find();
        return new Heard(greets ? found.group() : timestamp, line);
    }

    /** What stands for a proof until it is known what is to be answered. */
    static String toProve(String how, String arguments) {
        return BEGIN + how + " " + arguments + END;
    }

    /** With proofs where they are to be. */
    String proven(String octets) {
        return TO_PROVE.matcher(octets)
                .replaceAll(match -> Matcher.quoteReplacement(proof(match.group(1), match.group(2))));
    }

    private String proof(String how, String arguments) {
        String[] words = arguments.split(" ", how.equals("scram") ? 3 : 2);
        return switch (how) {
            case "apop" -> Proofs.apop(known(timestamp, "timestamp"), arguments.getBytes(ISO_8859_1));
            case "cram" -> base64(Proofs.cramMd5(challenge(), words[0], words[1].getBytes(ISO_8859_1)));
            default -> base64(new Proofs.Scram(words[0], words[1]).last(challenge(), words[2].getBytes(ISO_8859_1)));
        };
    }

    private String challenge() {
        String base64 = known(last.startsWith("+ ") ? last.substring(2).strip() : "", "challenge");
        return new String(Base64.getDecoder().decode(base64), ISO_8859_1);
    }

    private static String known(String text, String what) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("there is no " + what + " to answer");
        }
        return text;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1));
    }
}
