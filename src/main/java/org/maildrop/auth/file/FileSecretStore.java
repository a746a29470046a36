/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.SecretCipher;
import org.maildrop.auth.SecretStore;
import org.maildrop.auth.SharedSecret;

/**
 * Shared secrets in one file, for one server. No file means that nobody has one. What is in the file is kept in memory, still
 * encrypted; each question looks whether the file is another by now, which costs some microseconds and no thread.
 */
public final class FileSecretStore implements SecretStore {
    private final PrivateFile file;
    private final SecretCipher cipher;
    private volatile Seen seen = new Seen(PrivateFile.Stamp.ABSENT, Map.of());

    private record Seen(PrivateFile.Stamp stamp, Map<String, String> secrets) {}

    private FileSecretStore(PrivateFile file, SecretCipher cipher) {
        this.file = file;
        this.cipher = cipher;
    }

    /**
     * Opens the store and decrypts all that is in it, so that what is wrong is known at the start.
     *
     * @param warnings what an administrator should know, in a sentence
     * @throws AuthException if the file is damaged, may not be read, or is not encrypted by the cipher's keys
     */
    public static FileSecretStore open(Path path, SecretCipher cipher, Consumer<String> warnings) {
        FileSecretStore store = at(path, cipher, warnings);
        store.secrets().forEach(store::decrypted);
        return store;
    }

    /** As {@link #open}, but what is in the file is looked at only when it is asked for: so it can be mended. */
    public static FileSecretStore at(Path path, SecretCipher cipher, Consumer<String> warnings) {
        return new FileSecretStore(new PrivateFile(path, warnings), cipher);
    }

    @Override
    public Optional<SharedSecret> of(String user) {
        return Optional.ofNullable(secrets().get(user)).map(encrypted -> decrypted(user, encrypted));
    }

    private SharedSecret decrypted(String user, String encrypted) {
        try {
            return cipher.decrypt(user, encrypted);
        } catch (AuthException e) {
            throw new AuthException(file + ": " + e.getMessage(), e);
        }
    }

    private Map<String, String> secrets() {
        PrivateFile.Stamp now = file.stamp();
        Seen known = seen;
        if (!known.stamp().equals(now)) {
            // What is read may be newer than the stamp, never older: then it is read once more.
            known = new Seen(now, read());
            seen = known;
        }
        return known.secrets();
    }

    private Map<String, String> read() {
        try {
            return file.read().map(SecretLines::read).orElse(Map.of());
        } catch (IllegalArgumentException e) {
            throw new AuthException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public void put(String user, SharedSecret secret) {
        if (!SecretStore.isName(user)) {
            throw new IllegalArgumentException("no name of a user");
        }
        change(secrets -> {
            cipher.mustKnow(secrets);
            return Optional.ofNullable(secrets.put(user, cipher.encrypt(user, secret)));
        });
    }

    @Override
    public boolean remove(String user) {
        return secrets().containsKey(user)
                && change(secrets -> Optional.ofNullable(secrets.remove(user))).isPresent();
    }

    @Override
    public List<String> users() {
        return secrets().keySet().stream().sorted().toList();
    }

    @Override
    public void prove() {
        cipher.mustKnow(secrets().entrySet().stream()
                .limit(SecretCipher.SOME)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public int reencrypt() {
        return change(secrets -> {
            secrets.replaceAll((user, encrypted) -> cipher.encrypt(user, decrypted(user, encrypted)));
            return secrets.size();
        });
    }

    private <T> T change(Function<Map<String, String>, T> how) {
        return file.alone(() -> changed(how));
    }

    private <T> T changed(Function<Map<String, String>, T> how) throws IOException {
        Map<String, String> secrets = new HashMap<>(read());
        T result = how.apply(secrets);
        file.replace(SecretLines.write(secrets));
        return result;
    }

    @Override
    public void close() {
        // Nothing is held between two calls.
    }
}
