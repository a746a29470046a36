/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.maildrop.server.Ports;

/**
 * An identity provider on the loopback address: it makes tokens, serves the keys that they are signed with, and answers
 * introspection and userinfo. It counts what it is asked, and can be slow, down, or odd.
 */
public final class OidcServer implements AutoCloseable {
    /** What it wants to hear from who introspects. */
    public static final String CREDENTIALS = "Basic amFtZXM6c2VjcmV0LW9mLWphbWVz";

    public static final String JWKS = "/jwks";
    public static final String INTROSPECTION = "/introspect";
    public static final String USERINFO = "/userinfo";
    public static final String CONFIGURATION = "/.well-known/openid-configuration";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger KEYS = new AtomicInteger();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, Answer> instead = new ConcurrentHashMap<>();
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final List<Key> keys = new CopyOnWriteArrayList<>();
    private final int port;
    private HttpServer http;

    /** What a place answers, whatever it is asked. */
    public record Answer(int status, String body) {}

    /** A key to sign with, and how it is called; without a name its tokens have none either. */
    public record Key(String id, String algorithm, KeyPair pair) {
        public static Key rsa() {
            return new Key("key-" + KEYS.incrementAndGet(), "RS256", pair("RSA"));
        }

        public static Key ec() {
            return new Key("key-" + KEYS.incrementAndGet(), "ES256", pair("EC"));
        }

        public Key unnamed() {
            return new Key(null, algorithm, pair);
        }

        public Key named(String other) {
            return new Key(other, algorithm, pair);
        }

        private static KeyPair pair(String kind) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
                if (kind.equals("EC")) {
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                } else {
                    generator.initialize(2048);
                }
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** A token with these claims, signed. */
        public String sign(Map<String, Object> claims) {
            Map<String, Object> header = new LinkedHashMap<>();
            header.put("typ", "JWT");
            header.put("alg", algorithm);
            if (id != null) {
                header.put("kid", id);
            }
            return sign(header, claims);
        }

        /** A token with this header too, whatever it says. */
        public String sign(Map<String, Object> header, Map<String, Object> claims) {
            String text = base64(json(header).getBytes(UTF_8)) + "."
                    + base64(json(claims).getBytes(UTF_8));
            try {
                Signature signature = Signature.getInstance(
                        algorithm.equals("ES256") ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
                signature.initSign(pair.getPrivate());
                signature.update(text.getBytes(UTF_8));
                return text + "." + base64(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private Map<String, Object> published() {
            Map<String, Object> values = new LinkedHashMap<>();
            if (id != null) {
                values.put("kid", id);
            }
            values.put("use", "sig");
            values.put("alg", algorithm);
            if (pair.getPublic() instanceof RSAPublicKey rsa) {
                values.put("kty", "RSA");
                values.put("n", unsigned(rsa.getModulus()));
                values.put("e", unsigned(rsa.getPublicExponent()));
            } else {
                ECPublicKey ec = (ECPublicKey) pair.getPublic();
                values.put("kty", "EC");
                values.put("crv", "P-256");
                values.put("x", unsigned(ec.getW().getAffineX()));
                values.put("y", unsigned(ec.getW().getAffineY()));
            }
            return values;
        }

        private static String unsigned(BigInteger number) {
            byte[] octets = number.toByteArray();
            return base64(octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets);
        }
    }

    private OidcServer() throws IOException {
        port = Ports.oneFree();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        keys.add(Key.rsa());
        serve();
    }

    public static OidcServer start() {
        try {
            return new OidcServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        http.createContext("/", this::answer);
        http.setExecutor(threads);
        http.start();
    }

    public String url(String place) {
        return "http://127.0.0.1:" + port + place;
    }

    /** The key that it signs with now. */
    public Key key() {
        return keys.get(keys.size() - 1);
    }

    /** It has those keys from now on, and signs with the last. */
    public void rotate(Key... others) {
        keys.addAll(List.of(others));
        keys.subList(0, keys.size() - others.length).clear();
    }

    /** A good token of that user. */
    public String token(String user) {
        return key().sign(claims(user));
    }

    /** What a good token of that user claims. */
    public Map<String, Object> claims(String user) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", url(""));
        claims.put("sub", "b3c1f0");
        claims.put("aud", "mail");
        claims.put("iat", now);
        claims.put("exp", now + 600);
        claims.put("jti", "id-" + KEYS.incrementAndGet());
        claims.put("email", user);
        return claims;
    }

    /** Introspection and userinfo know it no more. */
    public void revoke(String token) {
        revoked.add(token);
    }

    /** How often that place has been asked. */
    public int calls(String place) {
        return calls.computeIfAbsent(place, first -> new AtomicInteger()).get();
    }

    /** That place gives no answer any more. */
    public void hang(String place) {
        hanging.add(place);
    }

    /** That place answers so, whatever it is asked. */
    public void answer(String place, int status, String body) {
        instead.put(place, new Answer(status, body));
    }

    /** All places answer as they should. */
    public void recover() {
        hanging.clear();
        instead.clear();
    }

    /** Nobody listens at its port. */
    public void stop() {
        http.stop(0);
    }

    /** It is there again, at the same port. */
    public void restart() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            serve();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String place = exchange.getRequestURI().getPath();
        calls.computeIfAbsent(place, first -> new AtomicInteger()).incrementAndGet();
        String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (hanging.contains(place)) {
            awaitTheEnd();
        }
        Answer answer = instead.containsKey(place) ? instead.get(place) : usual(place, exchange, asked);
        byte[] body = answer.body().getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            if (answer.status() / 100 == 3) {
                exchange.getResponseHeaders().add("Location", url("/elsewhere"));
            }
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void awaitTheEnd() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer usual(String place, HttpExchange exchange, String asked) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        return switch (place) {
            case JWKS -> new Answer(200, json(Map.of("keys", published())));
            case INTROSPECTION -> CREDENTIALS.equals(authorization) ? introspected(asked) : new Answer(401, "{}");
            case USERINFO -> userinfo(authorization);
            case CONFIGURATION -> new Answer(200, json(Map.of("issuer", url(""), "jwks_uri", url(JWKS))));
            default -> new Answer(404, "");
        };
    }

    private List<Map<String, Object>> published() {
        List<Map<String, Object>> all = new ArrayList<>();
        // What others publish besides: nothing to verify with.
        all.add(Map.of("kty", "RSA", "use", "enc", "kid", "for-encryption", "n", "AQAB", "e", "AQAB"));
        all.add(Map.of("kty", "OKP", "use", "sig", "kid", "of-a-kind-to-come", "crv", "Ed448", "x", "AQAB"));
        keys.forEach(key -> all.add(key.published()));
        return all;
    }

    private Answer introspected(String form) {
        String token = URLDecoder.decode(form.substring(form.indexOf('=') + 1), UTF_8);
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("active", !revoked.contains(token));
        if (!revoked.contains(token)) {
            said.putAll(claimed(token));
        }
        return new Answer(200, json(said));
    }

    private Answer userinfo(String authorization) {
        String token = authorization.substring("Bearer ".length());
        return revoked.contains(token) ? new Answer(401, "") : new Answer(200, json(claimed(token)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> claimed(String token) {
        try {
            return JSON.readValue(Base64.getUrlDecoder().decode(token.split("\\.")[1]), Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /** The element {@code <oidc>} for it; {@code more} stands in it besides. */
    public String settings(String more) {
        return "<oidc><oidcConfigurationURL>" + url(CONFIGURATION) + "</oidcConfigurationURL><jwksURL>" + url(JWKS)
                + "</jwksURL><claim>email</claim><scope>openid email</scope>" + more + "</oidc>";
    }

    @Override
    public void close() {
        closing.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
