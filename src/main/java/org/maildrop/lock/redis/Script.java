/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * One operation on leases, as the engine runs it.
 *
 * @param text in Lua
 * @param sha what Redis knows it by once it has seen the text: the SHA-1 digest in hexadecimal
 */
record Script(String text, String sha) {
    static final Script GRANT = load("grant");
    static final Script RENEW = load("renew");
    static final Script RELEASE = load("release");
    static final Script FORCE_RELEASE = load("force-release");
    static final Script PROVE = load("prove");
    static final Script FIND = load("find");

    private static Script load(String operation) {
        String text = resource("lease.lua") + resource(operation + ".lua");
        return new Script(text, sha1(text));
    }

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(Script.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }
}
