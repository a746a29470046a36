/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The client's first message (RFC 5802, section 7, client-first-message). Its name is prepared: what cannot be is no name
 * (section 5.1, "n=").
 *
 * @param header what goes before the bare message; the client has to repeat it in its last one
 * @param wanted whose maildrop the client wants, if it says
 * @param bare   the message without its header, to the letter
 */
record ScramFirst(String header, Optional<String> wanted, String name, String nonce, String bare) {
    /** The client wants to bind the exchange to its TLS, which this server does not announce (RFC 5802, section 6). */
    static final String BINDING = "p=";

    private static final Pattern NONCE = Pattern.compile("r=[!-+\\--~]+");
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z]=[^\0]+");

    /** Or nothing, if it is not of its form; an extension that must be understood is not (section 5.1, "m="). */
    static Optional<ScramFirst> parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length < 4
                || !parts[0].matches("[ny]")
                || !NONCE.matcher(parts[3]).matches()) {
            return Optional.empty();
        }
        Optional<String> name = value("n=", parts[2]).flatMap(Preparation::of);
        Optional<String> wanted = value("a=", parts[1]);
        List<String> extensions = List.of(parts).subList(4, parts.length);
        boolean fits = name.isPresent()
                && (wanted.isPresent() || parts[1].isEmpty())
                && extensions.stream().allMatch(part -> EXTENSION.matcher(part).matches());
        if (!fits) {
            return Optional.empty();
        }
        String header = parts[0] + "," + parts[1] + ",";
        return Optional.of(
                new ScramFirst(header, wanted, name.get(), parts[3].substring(2), text.substring(header.length())));
    }

    private static Optional<String> value(String attribute, String part) {
        String value = part.startsWith(attribute) ? part.substring(attribute.length()) : "";
        return value.isEmpty() || !isName(value)
                ? Optional.empty()
                : Optional.of(value.replace("=2C", ",").replace("=3D", "="));
    }

    /** Of equals signs it has only those that begin the code of a comma or of an equals sign. */
    private static boolean isName(String value) {
        return value.indexOf('\0') < 0
                && value.replace("=2C", "\0").replace("=3D", "\0").indexOf('=') < 0;
    }
}
