/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of {@link RedisSettings#of}, which {@link java.net.URI} does not know: several hosts, some of them IPv6
 * addresses. Its errors say what is wrong without the text that is, which has a password.
 */
final class RedisUri {
    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;
    private static final Pattern URI = Pattern.compile("redis(?<tls>s?)(?<sentinels>-sentinel)?://"
            + "(?:(?<user>[^:@/?#]*):(?<password>[^@/?#]*)@)?(?<hosts>[^@/?#]+)(?:/(?<database>\\d{0,5}))?"
            + "(?:#(?<master>[^/?#]+))?");
    private static final Pattern NODE =
            Pattern.compile("(?:\\[(?<ipv6>[0-9a-fA-F:.]+)]|(?<host>[^\\[\\]:,\\s]+))(?::(?<port>\\d{1,5}))?");

    private RedisUri() {}

    static RedisSettings read(String text) {
        Matcher uri = matched(URI, text, "not of the form redis://user:password@host:port/database");
        boolean sentinels = uri.group("sentinels") != null;
        Optional<String> master = text(uri.group("master"));
        if (sentinels != master.isPresent()) {
            throw new IllegalArgumentException(
                    "the name of a master, behind a #, is what Sentinels need, and only they");
        }
        return new RedisSettings(
                nodes(uri.group("hosts"), sentinels ? SENTINEL_PORT : REDIS_PORT),
                master,
                !uri.group("tls").isEmpty(),
                text(uri.group("user")).map(RedisUri::decoded),
                text(uri.group("password")).map(RedisUri::decoded),
                text(uri.group("database")).map(Integer::valueOf).orElse(0),
                Optional.empty());
    }

    private static List<RedisSettings.Node> nodes(String hosts, int standardPort) {
        return Arrays.stream(hosts.split(",", -1))
                .map(host -> node(host, standardPort))
                .toList();
    }

    private static RedisSettings.Node node(String text, int standardPort) {
        Matcher node = matched(NODE, text, "not of the form host:port");
        int port = text(node.group("port")).map(Integer::valueOf).orElse(standardPort);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is between 1 and 65535");
        }
        return new RedisSettings.Node(text(node.group("ipv6")).orElseGet(() -> node.group("host")), port);
    }

    private static String decoded(String part) {
        try {
            // The decoder is one for forms, where a plus stands for a space.
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Without its cause, which quotes what it cannot read.
            throw new IllegalArgumentException("a % in user or password is written %25");
        }
    }

    private static Matcher matched(Pattern pattern, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(otherwise);
        }
        return matcher;
    }

    private static Optional<String> text(@Nullable String part) {
        return Optional.ofNullable(part).filter(Predicate.not(String::isEmpty));
    }
}
