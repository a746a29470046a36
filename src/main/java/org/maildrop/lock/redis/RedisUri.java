/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The grammar of {@link RedisSettings#of}. Its errors say what is wrong without the text that is, which has a password. */
final class RedisUri {
    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;
    private static final Pattern SCHEME = Pattern.compile("redis(s?)(-sentinel)?");
    private static final Pattern NODE = Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[^\\[\\]:,@]+)(?::(\\d{1,5}))?");
    private static final Pattern DATABASE = Pattern.compile("/(\\d{1,5})");

    private RedisUri() {}

    static RedisSettings read(String text) {
        URI uri = parse(text);
        Matcher scheme = matched(
                SCHEME, uri.getScheme(), "the scheme is none of redis, rediss, redis-sentinel and rediss-sentinel");
        boolean sentinels = scheme.group(2) != null;
        Optional<String> master = text(uri.getFragment());
        if (sentinels != master.isPresent() || uri.getRawQuery() != null) {
            throw new IllegalArgumentException("#master belongs to Sentinels, which need it, and there is no ?query");
        }
        String authority = text(uri.getRawAuthority()).orElseThrow(() -> new IllegalArgumentException("no host"));
        int at = authority.lastIndexOf('@');
        String login = authority.substring(0, Math.max(at, 0));
        int colon = login.indexOf(':');
        if (at >= 0 && colon < 0) {
            throw new IllegalArgumentException("before the @ stands user:password, or :password");
        }
        return new RedisSettings(
                nodes(authority.substring(at + 1), sentinels ? SENTINEL_PORT : REDIS_PORT),
                master,
                !scheme.group(1).isEmpty(),
                text(decoded(login.substring(0, Math.max(colon, 0)))),
                text(decoded(login.substring(colon + 1))),
                database(uri),
                Optional.empty());
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Without its cause, which quotes the text.
            throw new IllegalArgumentException("not a URI: " + e.getReason());
        }
    }

    private static List<RedisSettings.Node> nodes(String hosts, int standardPort) {
        return Arrays.stream(hosts.split(",", -1))
                .map(host -> node(host, standardPort))
                .toList();
    }

    private static RedisSettings.Node node(String text, int standardPort) {
        Matcher node = matched(NODE, text, "not host:port");
        int port = node.group(2) == null ? standardPort : Integer.parseInt(node.group(2));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is between 1 and 65535");
        }
        return new RedisSettings.Node(node.group(1).replaceAll("[\\[\\]]", ""), port);
    }

    private static int database(URI uri) {
        return text(uri.getRawPath())
                .filter(path -> !path.equals("/"))
                .map(path -> Integer.parseInt(matched(DATABASE, path, "after the host stands the number of a database")
                        .group(1)))
                .orElse(0);
    }

    private static String decoded(String part) {
        // The decoder is one for forms, where a plus stands for a space.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Matcher matched(Pattern pattern, @Nullable String text, String otherwise) {
        Matcher matcher = pattern.matcher(text == null ? "" : text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(otherwise);
        }
        return matcher;
    }

    private static Optional<String> text(@Nullable String part) {
        return Optional.ofNullable(part).filter(Predicate.not(String::isEmpty));
    }
}
